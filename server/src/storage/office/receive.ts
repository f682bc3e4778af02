import type { Act } from '../../office/billing/ledger.js';
import { type Payment, referenceKey } from '../../office/payments/payment.js';
import { DAY } from '../../platform/common/clock.js';
import { putOutbox } from '../platform/outbox.js';
import type { Tx } from '../typeorm/tx.js';
import { requireChanged } from './guard.js';
import { book } from './ledger.js';
import { type PaymentRow, SELECT_PAYMENT, insertPayment, toPayment } from './payment-row.js';
import { settle } from './settlement.js';
import { tellPaid } from './told.js';

/** As the payer was called then: what a receipt says. */
const PAYER = 'payer_name = (SELECT name FROM customers c WHERE c.id = customer_id)';
const CONFIRM =
  "UPDATE payments SET status = 'completed', unallocated = amount, completed_at = ?, reference = ?, " +
  `reference_key = ?, ${PAYER}, version = version + 1 WHERE id = ? AND status = 'pending' AND version = ?`;

/** Money that is here, whatever became of its invoice meanwhile. */
export interface Received {
  customerId: number;
  invoiceId: number | null;
  amount: number;
  method: Payment['method'];
  reference: string | null;
}

/** A payment that is complete as it comes: booked, and put to what is open. @returns its id */
export async function receive(tx: Tx, money: Received, act: Act, isSqlite: boolean): Promise<number> {
  const { customerId, amount, method } = money;
  const documentId = await insertPayment(tx, { ...money, note: null }, 'completed', act, isSqlite);
  await tx.run(`UPDATE payments SET ${PAYER} WHERE id = ?`, [documentId]);
  await book(tx, { kind: 'paid', method, amount }, { document: 'payment', documentId, customerId }, act, isSqlite);
  await settle(tx, customerId);
  await announce(tx, { id: documentId, customerId, amount, method }, act);
  return documentId;
}

/** Completes a payment that waited: booked, and put to what is open. */
export async function complete(tx: Tx, payment: Payment, reference: string | null, act: Act, isSqlite: boolean) {
  const { id, customerId, method, amount, version } = payment;
  const key = reference === null ? null : referenceKey(reference);
  requireChanged(await tx.run(CONFIRM, [act.at, reference, key, id, version]));
  await book(tx, { kind: 'paid', method, amount }, { document: 'payment', documentId: id, customerId }, act, isSqlite);
  await settle(tx, customerId);
  await announce(tx, payment, act);
}

/** Webhooks hear of it, and its customer, where somebody has switched that on. */
async function announce(tx: Tx, payment: Parameters<typeof tellPaid>[1], act: Act): Promise<void> {
  const { id: paymentId } = payment;
  const { at } = act;
  await tellPaid(tx, payment, act);
  const [row] = await tx.all<{ value: string }>("SELECT value FROM office_settings WHERE name = 'receipts'", []);
  if (!row || (JSON.parse(row.value) as { enabled: boolean }).enabled !== true) return;
  const topic = `payment ${paymentId}`;
  await putOutbox(tx, { kind: 'payment-receipt', topic, payload: { payment_id: paymentId }, deadline: at + DAY });
}

/** The payment that counts with a reference. */
export async function paymentWith(tx: Tx, reference: string): Promise<Payment | null> {
  const [row] = await tx.all<PaymentRow>(`${SELECT_PAYMENT} WHERE p.reference_key = ?`, [referenceKey(reference)]);
  return row ? toPayment(row) : null;
}
