import type { PaymentMethod, PaymentStatus } from '@signalbox/contracts/office/payments';
import { Conflict, Invalid } from '../../platform/common/errors.js';
import type { Invoice } from '../billing/invoice.js';

/** Money of a customer's. Times are epoch milliseconds, amounts minor units. */
export interface Payment {
  id: number;
  customerId: number;
  /** As the customer is called today. */
  customerName: string;
  /** As the customer was called when it was confirmed; null before. */
  payerName: string | null;
  /** What it is for, as its giver says; what has it stands in its allocations. */
  invoiceId: number | null;
  amount: number;
  method: PaymentMethod;
  /** Of the bank or the receipt; no two payments that count have the same, whatever the case. */
  reference: string | null;
  note: string | null;
  /** Pending moves no balance: somebody has to see that the money is here. */
  status: PaymentStatus;
  /** Of a completed one: what no invoice has. */
  unallocated: number;
  refunded: number;
  userId: number | null;
  /** Counts its changes. */
  version: number;
  createdAt: number;
  completedAt: number | null;
}

export interface PaymentDetail extends Payment {
  allocations: { invoiceId: number; invoiceNumber: string | null; amount: number }[];
  refunds: { id: number; amount: number; reason: string; createdAt: number }[];
}

export interface NewPaymentRecord extends Pick<Payment, 'invoiceId' | 'amount' | 'method' | 'reference' | 'note'> {
  /** Null: the invoice's. */
  customerId: number | null;
}

/** What references are compared by. */
export const referenceKey = (reference: string): string => reference.trim().toUpperCase();

/** 409: another payment has the reference. */
export class ReferenceTaken extends Conflict {
  constructor() {
    super('Another payment has this reference.', [{ field: 'reference', message: 'this reference is taken' }]);
  }
}

/**
 * Whether a payment may be made for an invoice.
 * @param pending what payments for it are waiting for already: a second one over the same would be paid twice
 * @throws Invalid on somebody else's; Conflict on a draft, and one that is void or paid
 */
export function requirePayable(invoice: Invoice, customerId: number | null, pending: number): void {
  if (customerId !== null && invoice.customerId !== customerId) {
    throw Invalid.field('invoice_id', 'expected an invoice of this customer');
  }
  const { number, id, state, open } = invoice;
  if (state === 'void') throw new Conflict(`Invoice ${number ?? id} is void.`);
  if (state === 'draft') throw new Conflict(`Invoice ${id} is a draft: issue it first.`);
  if (open <= 0) throw new Conflict(`Invoice ${number} is paid already.`);
  if (pending >= open) throw new Conflict(`Payments over all of invoice ${number} wait to be confirmed already.`);
}

/** @throws Conflict unless it is pending; Invalid where M-Pesa's receipt is missing */
export function requireConfirmable(payment: Payment, reference: string | null): void {
  requirePending(payment);
  if (payment.method === 'mpesa' && reference === null) {
    throw Invalid.field('reference', 'expected the receipt of M-Pesa');
  }
}

/** @throws Conflict */
export function requirePending({ id, status }: Payment): void {
  if (status !== 'pending') throw new Conflict(`Payment ${id} is ${status} already.`);
}

/** How much of it is given back. @param asked null is all. @throws Conflict, Invalid */
export function refundOf({ id, status, amount, refunded }: Payment, asked: number | null): number {
  if (status !== 'completed') throw new Conflict(`Payment ${id} is ${status}: there is nothing to give back.`);
  const left = amount - refunded;
  if (asked !== null && asked > left) throw Invalid.field('amount', 'expected at most what is left of the payment');
  return asked ?? left;
}

/** So long what waits for confirmation keeps reminders from its customer: the money may be here. */
export const HOLD_MS = 3 * 86_400_000;

/**
 * How much of a payment is put to an invoice. @param already of it, has the invoice. @param asked null is all that fits
 * @throws Conflict on a payment that is not complete, and what is not to be paid; Invalid on too much, and somebody else's
 */
export function allocationOf(payment: Payment, invoice: Invoice, already: number, asked: number | null): number {
  if (payment.status !== 'completed') throw new Conflict(`Payment ${payment.id} is ${payment.status}.`);
  requirePayable(invoice, payment.customerId, 0);
  const most = Math.min(payment.amount - payment.refunded - already, invoice.open);
  if (most <= 0) throw new Conflict(`All of payment ${payment.id} is put to invoice ${invoice.number} already.`);
  if (asked !== null && asked > most) {
    throw Invalid.field('amount', 'expected at most what there is of the payment, and is open of the invoice');
  }
  return asked ?? most;
}
