import { documentId } from '../../platform/common/document-id.js';

/** A country and an operator that messages can go to. Times are epoch milliseconds, UTC. */
export interface Pair {
  id: string;
  /** ISO 3166-1 alpha-2, upper case. */
  country: string;
  /** The country as the client that made the pair wrote it; null where it wrote the code. */
  countryLabel: string | null;
  operator: string;
  /** Mobile country and network codes (ITU-T E.212), digits. */
  mcc: string | null;
  mnc: string | null;
  /** Beginnings of the operator's numbers, E.164 without the plus. */
  prefixes: string[];
  isHighPriority: boolean;
  /** Whether it is to take its country's numbers that no prefix claims; see rest-table.ts. */
  takesRest: boolean;
  /** Messages to an inactive pair wait. */
  active: boolean;
  /** Whether its channels may write to short codes and service names. */
  shortCodes: boolean;
  createdAt: number;
  updatedAt: number;
}

/** What an update may set. */
export type PairChange = Partial<Omit<Pair, 'id' | 'createdAt'>>;

/** What makes two names of operators the same. */
export const operatorKey = (operator: string): string => operator.trim().toLowerCase();

/** What people call a pair. */
export const nameOf = ({ country, operator }: Pick<Pair, 'country' | 'operator'>): string => `${country} ${operator}`;

/** What a client says of a pair, normalised. */
export type PairFields = Pick<
  Pair,
  'country' | 'operator' | 'mcc' | 'mnc' | 'prefixes' | 'isHighPriority' | 'takesRest' | 'active' | 'shortCodes'
>;

/** A pair that is not stored yet. */
export function newPair(fields: PairFields): Pair {
  const now = Date.now();
  return { id: documentId(now), countryLabel: null, ...fields, createdAt: now, updatedAt: now };
}
