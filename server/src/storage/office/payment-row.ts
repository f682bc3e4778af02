import type { Payment } from '../../office/payments/payment.js';

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
