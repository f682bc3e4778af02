import type { Invoice, InvoiceDetail } from '../../office/billing/invoice.js';
import type { InvoiceFilter } from '../../office/billing/invoice.repository.js';
import { Where } from './rows.js';

type Numeric = number | string;
export interface InvoiceRow {
  id: number;
  number: string | null;
  customer_id: number;
  customer_name: string;
  state: Invoice['state'];
  amount: Numeric;
  tax: Numeric;
  total: Numeric;
  paid: Numeric;
  credited: Numeric;
  written_off: Numeric;
  open_amount: Numeric;
  due_date: string;
  notes: string | null;
  billed_name: string | null;
  billed_address: string | null;
  user_id: number | null;
  version: number;
  created_at: Numeric;
  issued_at: Numeric | null;
  voided_at: Numeric | null;
}

export const SELECT_INVOICE =
  'SELECT i.*, c.name AS customer_name FROM invoices i JOIN customers c ON c.id = i.customer_id';

const orNull = (value: Numeric | null): number | null => (value === null ? null : Number(value));

export const toInvoice = (row: InvoiceRow): Invoice => ({
  id: row.id,
  number: row.number,
  customerId: row.customer_id,
  customerName: row.customer_name,
  state: row.state,
  amount: Number(row.amount),
  tax: Number(row.tax),
  total: Number(row.total),
  paid: Number(row.paid),
  credited: Number(row.credited),
  writtenOff: Number(row.written_off),
  open: Number(row.open_amount),
  dueDate: row.due_date,
  notes: row.notes,
  billedName: row.billed_name,
  billedAddress: row.billed_address,
  userId: row.user_id,
  version: row.version,
  createdAt: Number(row.created_at),
  issuedAt: orNull(row.issued_at),
  voidedAt: orNull(row.voided_at),
});

export interface LineRow {
  description: string;
  quantity: Numeric;
  unit_price: Numeric;
  tax_rate: number | null;
  amount: Numeric;
  tax: Numeric;
}

export const toLine = (row: LineRow): InvoiceDetail['lines'][number] => ({
  description: row.description,
  quantity: Number(row.quantity),
  unitPrice: Number(row.unit_price),
  taxRate: row.tax_rate,
  amount: Number(row.amount),
  tax: Number(row.tax),
});

export interface CreditNoteRow {
  id: number;
  number: string;
  amount: Numeric;
  tax: Numeric;
  total: Numeric;
  reason: string;
  created_at: Numeric;
}

export const toCreditNote = (row: CreditNoteRow): InvoiceDetail['creditNotes'][number] => ({
  id: row.id,
  number: row.number,
  amount: Number(row.amount),
  tax: Number(row.tax),
  total: Number(row.total),
  reason: row.reason,
  createdAt: Number(row.created_at),
});

/** The same as `statusOf`, in SQL. */
export function whereOf({ customerId, status, isOpen, created, due, today }: InvoiceFilter): Where {
  const where = new Where()
    .and('i.customer_id = ?', customerId)
    .and('i.created_at >= ?', created?.from)
    .and('i.created_at < ?', created?.before)
    .and('i.due_date >= ?', due?.from)
    .and('i.due_date <= ?', due?.to);
  if (isOpen !== undefined) where.and(isOpen ? "i.phase = 'open'" : "i.phase <> 'open'");
  switch (status) {
    case 'draft':
    case 'void':
    case 'paid':
      return where.and('i.phase = ?', status);
    case 'overdue':
      return where.and("i.phase = 'open' AND i.due_date < ?", today);
    case 'part_paid':
      return where.and("i.phase = 'open' AND i.open_amount < i.total AND i.due_date >= ?", today);
    case 'unpaid':
      return where.and("i.phase = 'open' AND i.open_amount = i.total AND i.due_date >= ?", today);
    case undefined:
      return where;
  }
}
