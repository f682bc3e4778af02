import { type Allocation, allocationsOf, releasesOf } from '../../office/payments/allocation.js';
import type { Tx } from '../typeorm/tx.js';
import { requireChanged } from './guard.js';

type Numeric = number | string;

const CREDITS =
  'SELECT id, invoice_id, unallocated FROM payments WHERE customer_id = ? AND unallocated > 0 ORDER BY unallocated';
const DUES =
  "SELECT id, open_amount FROM invoices WHERE customer_id = ? AND state = 'issued' AND open_amount > 0 ORDER BY id";
const TO_INVOICE =
  'UPDATE invoices SET paid = paid + ?, open_amount = open_amount - ?, version = version + 1 ' +
  "WHERE id = ? AND state = 'issued' AND open_amount >= ?";
const FROM_PAYMENT =
  'UPDATE payments SET unallocated = unallocated - ?, version = version + 1 ' +
  "WHERE id = ? AND status = 'completed' AND unallocated >= ?";

/** Puts a customer's credit to what is open. What it writes is guarded by the rows: nothing is given that is not there. */
export async function settle(tx: Tx, customerId: number): Promise<void> {
  const credits = await tx.all<{ id: number; invoice_id: number | null; unallocated: Numeric }>(CREDITS, [customerId]);
  if (credits.length === 0) return;
  const dues = await tx.all<{ id: number; open_amount: Numeric }>(DUES, [customerId]);
  const made = allocationsOf(
    credits
      .map(({ id, invoice_id, unallocated }) => ({ paymentId: id, invoiceId: invoice_id, left: Number(unallocated) }))
      .toSorted((a, b) => a.paymentId - b.paymentId),
    dues.map(({ id, open_amount }) => ({ invoiceId: id, open: Number(open_amount) })),
  );
  for (const allocation of made) await give(tx, allocation);
}

/** Puts so much of a payment's credit to an invoice. */
export async function give(tx: Tx, { paymentId, invoiceId, amount }: Allocation): Promise<void> {
  requireChanged(await tx.run(TO_INVOICE, [amount, amount, invoiceId, amount]));
  requireChanged(await tx.run(FROM_PAYMENT, [amount, paymentId, amount]));
  const row = [paymentId, invoiceId, amount];
  await tx.increment('payment_allocations', ['payment_id', 'invoice_id', 'amount'], 2, [row]);
}

/** What a payment, or all payments of an invoice, gave to invoices, in the order that it was given. */
export async function allocations(tx: Tx, of: 'payment_id' | 'invoice_id', id: number): Promise<Allocation[]> {
  const rows = await tx.all<{ payment_id: number; invoice_id: number; amount: Numeric }>(
    `SELECT payment_id, invoice_id, amount FROM payment_allocations WHERE ${of} = ? AND amount > 0 ` +
      'ORDER BY payment_id, invoice_id',
    [id],
  );
  return rows.map((row) => ({ paymentId: row.payment_id, invoiceId: row.invoice_id, amount: Number(row.amount) }));
}

/** Takes so much back from the last allocations: invoices are open again by it, payments have it again. */
export async function release(tx: Tx, all: readonly Allocation[], amount: number): Promise<void> {
  for (const { paymentId, invoiceId, amount: part } of releasesOf(all, amount)) {
    const back = [part, part, invoiceId, part];
    requireChanged(
      await tx.run(
        'UPDATE invoices SET paid = paid - ?, open_amount = open_amount + ?, version = version + 1 WHERE id = ? AND paid >= ?',
        back,
      ),
    );
    await tx.run('UPDATE payments SET unallocated = unallocated + ?, version = version + 1 WHERE id = ?', [
      part,
      paymentId,
    ]);
    const taken = [part, paymentId, invoiceId, part];
    requireChanged(
      await tx.run(
        'UPDATE payment_allocations SET amount = amount - ? WHERE payment_id = ? AND invoice_id = ? AND amount >= ?',
        taken,
      ),
    );
  }
}
