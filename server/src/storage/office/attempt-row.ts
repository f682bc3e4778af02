import type { Attempt } from '../../office/mpesa/attempt.js';
import type { NewIncoming } from '../../office/mpesa/incoming.js';
import { NotFound } from '../../platform/common/errors.js';
import type { Tx } from '../typeorm/tx.js';

type Numeric = number | string;
export interface AttemptRow {
  id: number;
  customer_id: number;
  invoice_id: number | null;
  amount: Numeric;
  phone: string;
  shortcode: string;
  reference: string;
  state: Attempt['state'];
  checkout_id: string | null;
  result_code: string | null;
  result: string | null;
  claimed_receipt: string | null;
  claimed_amount: Numeric | null;
  receipt: string | null;
  payment_id: number | null;
  queries: number;
  next_query_at: Numeric | null;
  user_id: number | null;
  version: number;
  created_at: Numeric;
  ended_at: Numeric | null;
}

const numberOrNull = (value: Numeric | null): number | null => (value === null ? null : Number(value));

export const toAttempt = (row: AttemptRow): Attempt => ({
  id: row.id,
  customerId: row.customer_id,
  invoiceId: row.invoice_id,
  amount: Number(row.amount),
  phone: row.phone,
  shortcode: row.shortcode,
  reference: row.reference,
  state: row.state,
  checkoutId: row.checkout_id,
  resultCode: row.result_code,
  result: row.result,
  claim: row.claimed_receipt === null ? null : { receipt: row.claimed_receipt, amount: Number(row.claimed_amount) },
  receipt: row.receipt,
  paymentId: row.payment_id,
  queries: row.queries,
  nextQueryAt: numberOrNull(row.next_query_at),
  userId: row.user_id,
  version: row.version,
  createdAt: Number(row.created_at),
  endedAt: numberOrNull(row.ended_at),
});

/** @throws NotFound */
export async function attemptIn(tx: Tx, id: number): Promise<Attempt> {
  const [row] = await tx.all<AttemptRow>('SELECT * FROM mpesa_attempts WHERE id = ?', [id]);
  if (!row) throw new NotFound('push', id);
  return toAttempt(row);
}

/** The money of an attempt that was paid, as far as that is known. */
export const incomingOf = (attempt: Attempt): NewIncoming => ({
  source: 'stk',
  receipt: attempt.claim?.receipt ?? null,
  attemptId: attempt.id,
  shortcode: attempt.shortcode,
  amount: attempt.claim?.amount ?? attempt.amount,
  phone: attempt.phone,
  payer: null,
  reference: attempt.reference,
  paidAt: attempt.createdAt,
});
