import { requirePayable } from '../../office/payments/payment.js';
import { Invalid, NotFound } from '../../platform/common/errors.js';
import type { Tx } from '../typeorm/tx.js';
import { invoiceIn } from './invoice.repository.js';
import { requireCustomer } from './rows.js';

/** Who would pay, when a payment may be made. @throws Invalid, Conflict */
export async function payerOf(tx: Tx, of: { customerId: number | null; invoiceId: number | null }): Promise<number> {
  const { customerId, invoiceId } = of;
  if (customerId !== null) await requireCustomer(tx, customerId);
  if (invoiceId === null) {
    if (customerId === null) throw Invalid.field('customer_id', 'expected a customer, or an invoice');
    return customerId;
  }
  const invoice = await invoiceIn(tx, invoiceId).catch((error: unknown) => {
    if (!(error instanceof NotFound)) throw error;
    throw Invalid.field('invoice_id', `expected an invoice: there is none ${invoiceId}`);
  });
  const [pending] = await tx.all<{ amount: number | string | null }>(
    "SELECT SUM(amount) AS amount FROM payments WHERE invoice_id = ? AND status = 'pending'",
    [invoiceId],
  );
  requirePayable(invoice, customerId, Number(pending?.amount ?? 0));
  return invoice.customerId;
}
