import { type Payment, allocationOf } from '../../office/payments/payment.js';
import { Invalid, NotFound } from '../../platform/common/errors.js';
import type { Tx } from '../typeorm/tx.js';
import { invoiceIn } from './invoice.repository.js';
import { allocations, give, release, settle } from './settlement.js';

/**
 * Puts a payment to an invoice: its credit first, then what other invoices have of it, the last first. What is credit
 * afterwards goes to what is open, as always.
 */
export async function allocateTo(
  tx: Tx,
  payment: Payment,
  to: { invoiceId: number; amount: number | null },
): Promise<void> {
  const invoice = await invoiceIn(tx, to.invoiceId).catch((error: unknown) => {
    if (!(error instanceof NotFound)) throw error;
    throw Invalid.field('invoice_id', `expected an invoice: there is none ${to.invoiceId}`);
  });
  const given = await allocations(tx, 'payment_id', payment.id);
  const others = given.filter(({ invoiceId }) => invoiceId !== invoice.id);
  const already = given.find(({ invoiceId }) => invoiceId === invoice.id)?.amount ?? 0;
  const amount = allocationOf(payment, invoice, already, to.amount);
  if (amount > payment.unallocated) await release(tx, others, amount - payment.unallocated);
  await give(tx, { paymentId: payment.id, invoiceId: invoice.id, amount });
  await settle(tx, payment.customerId);
}
