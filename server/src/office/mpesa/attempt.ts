import type { PushStatus } from '@signalbox/contracts/office/mpesa';
import { Conflict } from '../../platform/common/errors.js';
import type { StkResult } from './daraja.js';

/** A payment that a phone was asked for, at most once. Times are epoch milliseconds, the amount is in minor units. */
export interface Attempt {
  id: number;
  customerId: number;
  invoiceId: number | null;
  amount: number;
  /** E.164. */
  phone: string;
  shortcode: string;
  /** The customer's account number: what the payer sees. */
  reference: string;
  /**
   * `created` is stored and nothing more; `pending` was taken by M-Pesa; `unknown` may have been; `refused` was not;
   * `failed` was not paid, as far as is known: what is paid after all is booked all the same.
   */
  state: PushStatus;
  checkoutId: string | null;
  resultCode: string | null;
  result: string | null;
  /** What a callback says of it: counts once a query confirms it. */
  claim: { receipt: string; amount: number } | null;
  receipt: string | null;
  paymentId: number | null;
  /** How often M-Pesa was asked what became of it, and when it is again. */
  queries: number;
  nextQueryAt: number | null;
  userId: number | null;
  version: number;
  createdAt: number;
  endedAt: number | null;
}

export type NewAttempt = Pick<Attempt, 'invoiceId' | 'amount' | 'shortcode'> & {
  /** Null: the invoice's. */
  customerId: number | null;
  /** Null: the customer's. */
  phone: string | null;
};

const SECOND = 1_000;
/** The payer has about a minute. */
export const FIRST_QUERY_MS = 45 * SECOND;
const LONGEST_MS = 600 * SECOND;
/** What nobody could say of until then is taken for failed. */
const GIVEN_UP_MS = 86_400 * SECOND;
/** A callback says that it was paid, and queries that it was not: so often. */
const DISPUTED_AFTER = 5;
/** Stored so long ago and not known to be sent: the server died in it. */
export const STRANDED_MS = 120 * SECOND;
/** While one of the same amount to the same phone is open for no longer than this, there is no second. */
export const REPEAT_MS = 600 * SECOND;

export const askedAlready = (id: number): Conflict =>
  new Conflict(`This phone was asked for this amount already, and has not answered: push ${id}.`);

export const nextQueryAfter = (queries: number): number =>
  Math.min(LONGEST_MS, 15 * SECOND * 2 ** Math.min(queries, 10));

/** What M-Pesa says when it is asked. */
export type QueryAnswer =
  | { is: 'paid' }
  | { is: 'not paid'; code: string; text: string }
  | { is: 'open'; text: string };

/** What an answer makes of an attempt. */
export type Verdict = { do: 'book' } | { do: 'fail'; code: string; text: string } | { do: 'wait'; text: string };

export function verdictOf(attempt: Attempt, answer: QueryAnswer, now: number): Verdict {
  if (answer.is === 'paid') return { do: 'book' };
  const isOld = now - attempt.createdAt > GIVEN_UP_MS;
  if (answer.is === 'open') {
    return isOld
      ? { do: 'fail', code: 'unknown', text: `nobody says what became of it: ${answer.text}` }
      : { do: 'wait', text: answer.text };
  }
  if (attempt.claim === null) return { do: 'fail', code: answer.code, text: answer.text };
  const text = `a callback says that it was paid, M-Pesa that it was not: ${answer.text}`;
  return attempt.queries + 1 >= DISPUTED_AFTER ? { do: 'fail', code: answer.code, text } : { do: 'wait', text };
}

/** What a callback changes. `claim`: it is to be asked about. `receipt`: only that was missing. */
export type CallbackVerdict = 'claim' | 'fail' | 'receipt' | 'nothing';

export function callbackVerdict(attempt: Attempt, { code, receipt, amount }: StkResult): CallbackVerdict {
  if (code !== '0') return attempt.state === 'paid' || attempt.state === 'failed' || attempt.claim ? 'nothing' : 'fail';
  if (receipt === null || amount === null) return 'nothing';
  if (attempt.state === 'paid') return attempt.receipt === null ? 'receipt' : 'nothing';
  return attempt.claim === null ? 'claim' : 'nothing';
}
