import type { Stretch } from '../../platform/common/stretch.js';
import type { Act } from '../billing/ledger.js';
import type { Incoming, NewIncoming } from './incoming.js';

/** A customer whose money it may be. */
export interface Candidate {
  customerId: number;
  name: string;
  accountNumber: string;
  phone: string | null;
}

/** What people are looked for by. */
export interface Traits {
  customerId: number | null;
  phone: string | null;
  accounts: readonly string[];
  nameWords: readonly string[];
}

/** Where money that came is kept, once for each receipt. Each call that writes is one transaction. */
export abstract class IncomingRepository {
  /** Books it to the customer whose account it names, or has it wait. @returns null of a receipt that is known */
  abstract take(incoming: NewIncoming, act: Act): Promise<Incoming | null>;
  /** The customer, or null, whose account or invoice a payer names. */
  abstract accountOf(reference: string): Promise<number | null>;
  abstract find(id: number): Promise<Incoming | null>;
  /** Newest first. */
  abstract list(state: Incoming['state'], stretch: Stretch): Promise<Incoming[]>;
  abstract candidates(traits: Traits): Promise<Candidate[]>;
  /** @returns the payment. @throws NotFound, Conflict unless it waits; Invalid on an unknown customer or a strange invoice */
  abstract match(id: number, to: { customerId: number; invoiceId: number | null }, act: Act): Promise<number>;
  /** @throws NotFound, Conflict unless it waits */
  abstract dismiss(id: number, act: Act & { reason: string }): Promise<void>;
}
