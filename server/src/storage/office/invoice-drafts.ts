import type { Invoice, InvoiceLine, NewInvoiceRecord } from '../../office/billing/invoice.js';
import { requireDraft, requireVersion, totalsOf } from '../../office/billing/invoice.js';
import type { Tx } from '../typeorm/tx.js';
import { requireChanged } from './guard.js';
import { requireCustomer } from './rows.js';

const LINES = ['invoice_id', 'position', 'description', 'quantity', 'unit_price', 'tax_rate', 'amount', 'tax'] as const;
const REWRITE =
  'UPDATE invoices SET customer_id = ?, amount = ?, tax = ?, total = ?, due_date = ?, notes = ?, version = version + 1 ' +
  "WHERE id = ? AND state = 'draft' AND version = ?";

export async function insertLines(tx: Tx, id: number, lines: readonly InvoiceLine[]): Promise<void> {
  const rows = lines.map((line, position) => [
    ...[id, position, line.description, line.quantity, line.unitPrice],
    ...[line.taxRate, line.amount, line.tax],
  ]);
  await tx.insert('invoice_lines', LINES, rows);
}

/** @param version as somebody read it. @throws Conflict, Invalid */
export async function rewriteDraft(tx: Tx, draft: Invoice, to: NewInvoiceRecord, version: number): Promise<void> {
  requireDraft(draft);
  requireVersion(draft, version);
  const { id } = draft;
  const { customerId, dueDate, notes, lines } = to;
  await requireCustomer(tx, customerId);
  const { amount, tax, total } = totalsOf(lines);
  requireChanged(await tx.run(REWRITE, [customerId, amount, tax, total, dueDate, notes, id, version]));
  await tx.run('DELETE FROM invoice_lines WHERE invoice_id = ?', [id]);
  await insertLines(tx, id, lines);
}
