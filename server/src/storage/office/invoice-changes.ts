import { type Invoice, creditOf, requireOpen, requireVoidable } from '../../office/billing/invoice.js';
import type { ReasonedAct } from '../../office/billing/invoice.repository.js';
import type { Tx } from '../typeorm/tx.js';
import { requireChanged } from './guard.js';
import { book } from './ledger.js';
import { insertedId, monthlyNumber } from './rows.js';
import { allocations, release, settle } from './settlement.js';
import { waitForReport } from './tax-report.js';

const VOID =
  "UPDATE invoices SET state = 'void', open_amount = 0, voided_at = ?, version = version + 1 " +
  'WHERE id = ? AND state = ? AND paid = 0 AND credited = 0 AND written_off = 0';
const CREDIT =
  'UPDATE invoices SET credited = credited + ?, open_amount = open_amount - ?, version = version + 1 ' +
  "WHERE id = ? AND state = 'issued' AND credited = ? AND open_amount >= ?";
const WRITE_OFF =
  'UPDATE invoices SET written_off = written_off + ?, open_amount = 0, version = version + 1 ' +
  "WHERE id = ? AND state = 'issued' AND open_amount = ?";
const NOTE = ['invoice_id', 'amount', 'tax', 'total', 'reason', 'user_id', 'created_at'] as const;

const subjectOf = ({ id, customerId }: Invoice) => ({ document: 'invoice', documentId: id, customerId }) as const;

/** What was paid is the customer's credit first, and pays what else is open then. @throws Conflict */
export async function voidInvoice(tx: Tx, invoice: Invoice, act: ReasonedAct, isSqlite: boolean): Promise<void> {
  requireVoidable(invoice);
  const { id, customerId, state, amount, tax, paid } = invoice;
  await release(tx, await allocations(tx, 'invoice_id', id), paid);
  requireChanged(await tx.run(VOID, [act.at, id, state]));
  if (state === 'draft') return;
  await book(tx, { kind: 'voided', net: amount, tax }, subjectOf(invoice), act, isSqlite);
  await settle(tx, customerId);
  await waitForReport(tx, { kind: 'void', id, invoiceId: id }, act);
}

/** @throws Conflict, Invalid */
export async function creditInvoice(
  tx: Tx,
  invoice: Invoice,
  total: number,
  act: ReasonedAct,
  isSqlite: boolean,
): Promise<void> {
  const { id, customerId, open, credited } = invoice;
  const [sum] = await tx.all<{ tax: number | string | null }>(
    'SELECT SUM(tax) AS tax FROM credit_notes WHERE invoice_id = ?',
    [id],
  );
  const { net, tax } = creditOf(invoice, Number(sum?.tax ?? 0), total);
  if (total > open) await release(tx, await allocations(tx, 'invoice_id', id), total - open);
  requireChanged(await tx.run(CREDIT, [total, total, id, credited, total]));
  await tx.insert('credit_notes', NOTE, [[id, net, tax, total, act.reason, act.userId, act.at]]);
  const noteId = await insertedId(tx, isSqlite);
  const subject = { document: 'credit_note', documentId: noteId, customerId } as const;
  await book(tx, { kind: 'credited', net, tax }, subject, act, isSqlite);
  await settle(tx, customerId);
  await waitForReport(tx, { kind: 'credit_note', id: noteId, invoiceId: id }, act);
  await tx.run('UPDATE credit_notes SET number = ? WHERE id = ?', [await monthlyNumber(tx, 'CRN', act.day), noteId]);
}

/** @throws Conflict */
export async function writeOffInvoice(tx: Tx, invoice: Invoice, act: ReasonedAct, isSqlite: boolean): Promise<void> {
  requireOpen(invoice);
  const { id, open } = invoice;
  requireChanged(await tx.run(WRITE_OFF, [open, id, open]));
  await book(tx, { kind: 'written_off', amount: open }, subjectOf(invoice), act, isSqlite);
}
