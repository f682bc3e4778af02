import type { Incoming, NewIncoming } from '../../office/mpesa/incoming.js';
import type { SqlValue, Tx } from '../typeorm/tx.js';
import { tellUnmatched } from './told.js';

type Numeric = number | string;
export interface IncomingRow {
  id: number;
  source: Incoming['source'];
  receipt: string | null;
  attempt_id: number | null;
  shortcode: string;
  amount: Numeric;
  phone: string | null;
  payer: string | null;
  reference: string | null;
  paid_at: Numeric;
  state: Incoming['state'];
  reason: Incoming['reason'];
  payment_id: number | null;
  customer_id: number | null;
  note: string | null;
  version: number;
  created_at: Numeric;
  resolved_at: Numeric | null;
}

export const toIncoming = (row: IncomingRow): Incoming => ({
  id: row.id,
  source: row.source,
  receipt: row.receipt,
  attemptId: row.attempt_id,
  shortcode: row.shortcode,
  amount: Number(row.amount),
  phone: row.phone,
  payer: row.payer,
  reference: row.reference,
  paidAt: Number(row.paid_at),
  state: row.state,
  reason: row.reason,
  paymentId: row.payment_id,
  customerId: row.customer_id,
  note: row.note,
  version: row.version,
  createdAt: Number(row.created_at),
  resolvedAt: row.resolved_at === null ? null : Number(row.resolved_at),
});

const COLUMNS = [
  'source',
  'receipt',
  'attempt_id',
  'shortcode',
  'amount',
  'phone',
  'payer',
  'reference',
  'paid_at',
  'state',
  'reason',
  'payment_id',
  'customer_id',
  'created_at',
  'resolved_at',
] as const;

/** What became of it when it came. */
export type Fate = Partial<Pick<Incoming, 'reason' | 'paymentId' | 'customerId'>> & Pick<Incoming, 'state'>;

/** @returns whether it is new: of a receipt, and of an attempt, there is one */
export async function insertIncoming(tx: Tx, incoming: NewIncoming, fate: Fate, at: number): Promise<boolean> {
  const { source, receipt, attemptId, shortcode, amount, phone, payer, reference, paidAt } = incoming;
  const { state, reason = null, paymentId = null, customerId = null } = fate;
  const row: SqlValue[] = [source, receipt, attemptId, shortcode, amount, phone, payer, reference, paidAt];
  row.push(state, reason, paymentId, customerId, at, state === 'booked' ? at : null);
  const isNew = (await tx.insert('incoming_payments', COLUMNS, [row], { ignore: true })) === 1;
  if (isNew && state === 'unmatched') await tellUnmatched(tx, { amount, reason, receipt }, at);
  return isNew;
}

export async function incomingWhere(tx: Tx, sql: string, params: SqlValue[]): Promise<Incoming | null> {
  const [row] = await tx.all<IncomingRow>(`SELECT * FROM incoming_payments WHERE ${sql} ORDER BY id LIMIT 1`, params);
  return row ? toIncoming(row) : null;
}
