import type { PushStatus } from '@signalbox/contracts/office/mpesa';
import type { Stretch } from '../../platform/common/stretch.js';
import type { Act } from '../billing/ledger.js';
import type { Attempt, NewAttempt } from './attempt.js';
import type { StkResult } from './daraja.js';

export interface AttemptFilter {
  customerId?: number;
  invoiceId?: number;
  state?: PushStatus;
}

/** What became of an attempt that M-Pesa calls paid. */
export interface Settled {
  attempt: Attempt;
  /** Of a payment that was booked by this call. */
  paymentId: number | null;
  /** What waits for somebody instead. */
  unmatchedId: number | null;
}

/** Where attempts are kept. Each call that writes is one transaction. */
export abstract class AttemptRepository {
  /**
   * Stores it before anything leaves. A repetition of the request under its Idempotency-Key finds the attempt of its first
   * try, whose server may have died in it: that one is not sent again.
   * @throws Invalid when there is no such customer or invoice, or no phone; Conflict when the invoice is not to be paid, or
   * one of this amount to this phone waits for its answer
   */
  abstract create(attempt: NewAttempt, act: Act): Promise<{ attempt: Attempt; isNew: boolean }>;
  abstract find(id: number): Promise<Attempt | null>;
  /** Newest first. */
  abstract list(filter: AttemptFilter, stretch: Stretch): Promise<Attempt[]>;
  /** M-Pesa has it; a callback that was sooner is not undone. */
  abstract taken(id: number, checkoutId: string, nextQueryAt: number): Promise<void>;
  /** `unknown`: it may have left, `refused`: it did not. Nothing, when a callback was sooner. */
  abstract notTaken(
    id: number,
    state: 'unknown' | 'refused',
    why: { code: string; text: string },
    at: number,
  ): Promise<void>;
  /** Keeps what a callback says, if it changes anything. @returns the attempt then, and whether M-Pesa is to be asked */
  abstract take(
    id: number,
    result: StkResult,
    amount: number | null,
    act: Act,
  ): Promise<{ attempt: Attempt; ask: boolean }>;
  /** Those that M-Pesa is to be asked about; what was stored and never sent is `unknown` from now on. */
  abstract due(now: number, limit: number): Promise<Attempt[]>;
  /** @returns whether this caller is to ask: of two servers one is */
  abstract beginQuery(attempt: Attempt, nextQueryAt: number): Promise<boolean>;
  abstract wait(id: number, text: string): Promise<void>;
  abstract fail(id: number, code: string, text: string, at: number): Promise<void>;
  /** Books what M-Pesa calls paid, once, or has it wait for somebody. */
  abstract settle(id: number, act: Act): Promise<Settled>;
}
