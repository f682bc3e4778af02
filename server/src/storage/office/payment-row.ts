import type { Act } from '../../office/billing/ledger.js';
import { type NewPaymentRecord, type Payment, referenceKey } from '../../office/payments/payment.js';
import type { Tx } from '../typeorm/tx.js';
import { insertedId } from './rows.js';

type Numeric = number | string;
export interface PaymentRow {
  id: number;
  customer_id: number;
  customer_name: string;
  payer_name: string | null;
  invoice_id: number | null;
  amount: Numeric;
  method: Payment['method'];
  reference: string | null;
  note: string | null;
  status: Payment['status'];
  unallocated: Numeric;
  refunded: Numeric;
  user_id: number | null;
  version: number;
  created_at: Numeric;
  completed_at: Numeric | null;
}

export const SELECT_PAYMENT =
  'SELECT p.*, c.name AS customer_name FROM payments p JOIN customers c ON c.id = p.customer_id';

export const toPayment = (row: PaymentRow): Payment => ({
  id: row.id,
  customerId: row.customer_id,
  customerName: row.customer_name,
  payerName: row.payer_name,
  invoiceId: row.invoice_id,
  amount: Number(row.amount),
  method: row.method,
  reference: row.reference,
  note: row.note,
  status: row.status,
  unallocated: Number(row.unallocated),
  refunded: Number(row.refunded),
  userId: row.user_id,
  version: row.version,
  createdAt: Number(row.created_at),
  completedAt: row.completed_at === null ? null : Number(row.completed_at),
});

const COLUMNS = [
  'customer_id',
  'invoice_id',
  'amount',
  'method',
  'reference',
  'reference_key',
  'note',
  'status',
] as const;
const WHEN = ['unallocated', 'user_id', 'created_at', 'completed_at'] as const;

/** Pending, or complete as it comes. @returns its id */
export async function insertPayment(
  tx: Tx,
  payment: NewPaymentRecord & { customerId: number },
  status: 'pending' | 'completed',
  { userId, at }: Act,
  isSqlite: boolean,
): Promise<number> {
  const { customerId, invoiceId, amount, method, reference, note } = payment;
  const key = reference === null ? null : referenceKey(reference);
  const isHere = status === 'completed';
  const row = [customerId, invoiceId, amount, method, reference, key, note, status];
  const when = [isHere ? amount : 0, userId, at, isHere ? at : null];
  await tx.insert('payments', [...COLUMNS, ...WHEN], [[...row, ...when]]);
  return insertedId(tx, isSqlite);
}
