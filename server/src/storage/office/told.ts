import type { Invoice } from '../../office/billing/invoice.js';
import type { Act } from '../../office/billing/ledger.js';
import { MPESA_CURRENCY } from '../../office/mpesa/daraja.js';
import type { Payment } from '../../office/payments/payment.js';
import type { Reply, Ticket } from '../../office/tickets/ticket.js';
import { putEvent } from '../outside/delivery-rows.js';
import type { Tx } from '../typeorm/tx.js';

/*
 * What webhooks hear of the back office, in the transactions that bring it about. Amounts are in minor units of the currency
 * that is with them.
 */

/** When it is booked, and in what. */
type Booked = Pick<Act, 'at' | 'currency'>;

export const tellIssued = (
  tx: Tx,
  { id, customerId, total }: Pick<Invoice, 'id' | 'customerId' | 'total'>,
  number: string,
  { at, currency }: Booked,
): Promise<void> =>
  putEvent(tx, {
    type: 'invoice.issued',
    topic: `invoice ${id}`,
    at,
    data: { invoice_id: id, number, customer_id: customerId, total_minor: total, currency },
  });

export const tellPaid = (
  tx: Tx,
  { id, customerId, amount, method }: Pick<Payment, 'id' | 'customerId' | 'amount' | 'method'>,
  { at, currency }: Booked,
): Promise<void> =>
  putEvent(tx, {
    type: 'payment.completed',
    topic: `payment ${id}`,
    at,
    data: { payment_id: id, customer_id: customerId, amount_minor: amount, currency, method },
  });

/** A phone was asked for money, which does not come. */
export const tellNotPaid = (
  tx: Tx,
  attempt: { id: number; customerId: number | null; amount: number },
  { text, at }: { text: string; at: number },
): Promise<void> =>
  putEvent(tx, {
    type: 'payment.failed',
    topic: `push ${attempt.id}`,
    at,
    data: {
      push_id: attempt.id,
      customer_id: attempt.customerId,
      amount_minor: attempt.amount,
      currency: MPESA_CURRENCY,
      reason: text,
    },
  });

/** Money came that belongs to nobody yet. */
export const tellUnmatched = (
  tx: Tx,
  { amount, reason, receipt }: { amount: number; reason: string | null; receipt: string | null },
  at: number,
): Promise<void> =>
  putEvent(tx, {
    type: 'payment.unmatched',
    topic: null,
    at,
    data: { amount_minor: amount, currency: MPESA_CURRENCY, reason, receipt },
  });

export const tellOpened = (tx: Tx, ticket: Ticket, at: number): Promise<void> =>
  putEvent(tx, { type: 'ticket.opened', topic: `ticket ${ticket.id}`, at, data: dataOf(ticket) });

/** Notes among those who work here are told to nobody. */
export async function tellReplied(
  tx: Tx,
  ticket: Ticket,
  { userId, isInternal, createdAt }: Pick<Reply, 'userId' | 'isInternal' | 'createdAt'>,
): Promise<void> {
  if (isInternal) return;
  const data = { ...dataOf(ticket), by_customer: userId === null };
  await putEvent(tx, { type: 'ticket.replied', topic: `ticket ${ticket.id}`, at: createdAt, data });
}

const dataOf = ({ id, number, customerId, subject, priority }: Ticket) => ({
  ticket_id: id,
  number,
  customer_id: customerId,
  subject,
  priority,
});
