import type { UnmatchedReason } from '@signalbox/contracts/office/mpesa';

/** Money that came by M-Pesa, once for each receipt. Times are epoch milliseconds, the amount is in minor units. */
export interface Incoming {
  id: number;
  source: 'c2b' | 'stk';
  /** Null where a query settled it, which brings none. */
  receipt: string | null;
  attemptId: number | null;
  shortcode: string;
  amount: number;
  phone: string | null;
  payer: string | null;
  /** The account that the payer typed, or was shown. */
  reference: string | null;
  paidAt: number;
  state: 'booked' | 'unmatched' | 'dismissed';
  reason: UnmatchedReason | null;
  paymentId: number | null;
  customerId: number | null;
  note: string | null;
  version: number;
  createdAt: number;
  resolvedAt: number | null;
}

export type NewIncoming = Pick<
  Incoming,
  'source' | 'receipt' | 'attemptId' | 'shortcode' | 'amount' | 'phone' | 'payer' | 'reference' | 'paidAt'
>;

/** So near in time two may be the same. */
export const NEAR_MS = 3_600_000;

/** As accounts are compared: in capitals, without blanks. */
export const accountKey = (reference: string): string => reference.replaceAll(/\s/g, '').toUpperCase();

/** Whether two phones may be one: M-Pesa masks some of the digits. A digest tells nothing. */
export function mayBeSamePhone(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return false;
  const [one, two] = [a, b].map((phone) => phone.replaceAll(/[\s+]/g, ''));
  if (one === undefined || two === undefined || !/^\d[\d*]{6,14}$/.test(one) || !/^\d[\d*]{6,14}$/.test(two))
    return false;
  const edges = (phone: string) => [/^\d*/.exec(phone)?.[0] ?? '', /\d*$/.exec(phone)?.[0] ?? ''] as const;
  const [[head, tail], [otherHead, otherTail]] = [edges(one), edges(two)];
  const starts = (x: string, y: string): boolean => x.startsWith(y) || y.startsWith(x);
  const ends = (x: string, y: string): boolean => x.endsWith(y) || y.endsWith(x);
  const isMasked = one.includes('*') || two.includes('*');
  return isMasked ? starts(head, otherHead) && ends(tail, otherTail) : one === two;
}

type Traits = Pick<Incoming, 'shortcode' | 'amount' | 'phone' | 'reference' | 'paidAt'>;

/** Whether what came twice may have been paid once. */
export function mayBeSame(a: Traits, b: Traits): boolean {
  if (a.shortcode !== b.shortcode || a.amount !== b.amount || Math.abs(a.paidAt - b.paidAt) > NEAR_MS) return false;
  const isSameAccount =
    a.reference !== null && b.reference !== null && accountKey(a.reference) === accountKey(b.reference);
  return isSameAccount || mayBeSamePhone(a.phone, b.phone);
}

const PREFIX = 'CUST-';
const MOST_DIGITS = 7;

/** Account numbers that somebody may have meant: with a digit that is wrong, missing, too many, or swapped. */
export function similarAccounts(reference: string): string[] {
  const digits = reference.replaceAll(/\D/g, '').replace(/^0+/, '');
  if (digits === '' || digits.length > MOST_DIGITS) return [];
  const found = new Set([digits]);
  const padded = digits.padStart(3, '0');
  for (let at = 0; at < padded.length; at++) {
    const [before, digit, after] = [padded.slice(0, at), padded.charAt(at), padded.slice(at + 1)];
    found.add(before + after);
    found.add(before + after.charAt(0) + digit + after.slice(1));
    for (const other of '0123456789') {
      found.add(before + other + after);
      found.add(before + other + digit + after);
    }
  }
  for (const other of '0123456789') found.add(digits + other);
  const numbers = [...found].map(Number).filter((number) => number > 0);
  return [...new Set(numbers)].map((number) => `${PREFIX}${String(number).padStart(3, '0')}`);
}

/** What of a payer's name people are looked for by: words of three letters and more. */
export const nameWords = (payer: string): string[] =>
  payer
    .toLowerCase()
    .split(/[^\p{L}\p{M}'-]+/u)
    .filter((word) => word.length >= 3)
    .slice(0, 3);
