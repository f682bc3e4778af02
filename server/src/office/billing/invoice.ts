import { allocate } from '@signalbox/contracts/amounts';
import type { InvoiceStatus } from '@signalbox/contracts/office/invoices';
import { Conflict, Invalid } from '../../platform/common/errors.js';

/** A draft is not owed yet; a void one is not any more. */
export type InvoiceState = 'draft' | 'issued' | 'void';

/** What customers owe for. Times are epoch milliseconds, amounts minor units. */
export interface Invoice {
  id: number;
  /** `INV-202401-0001`; null while it is a draft. */
  number: string | null;
  customerId: number;
  /** As the customer is called today. */
  customerName: string;
  state: InvoiceState;
  /** Without tax; `total` has it. */
  amount: number;
  tax: number;
  total: number;
  /** What payments were put to it, credit notes took off it, and was given up. */
  paid: number;
  credited: number;
  writtenOff: number;
  /** What is left to pay of an issued one, else 0. */
  open: number;
  /** `YYYY-MM-DD`. */
  dueDate: string;
  notes: string | null;
  /** To whom it was issued, as the customer was called and lived then; null of a draft. */
  billedName: string | null;
  billedAddress: string | null;
  userId: number | null;
  /** Counts its changes: of two that began with the same one, the second does not apply. */
  version: number;
  createdAt: number;
  issuedAt: number | null;
  voidedAt: number | null;
}

export interface InvoiceLine {
  description: string;
  /** Thousandths. */
  quantity: number;
  unitPrice: number;
  /** Thousandths of a percent; null where the tax was said as an amount. */
  taxRate: number | null;
  amount: number;
  tax: number;
}

export interface CreditNote {
  id: number;
  number: string;
  amount: number;
  tax: number;
  total: number;
  reason: string;
  createdAt: number;
}

/** One invoice with all that belongs to it. */
export interface InvoiceDetail extends Invoice {
  lines: InvoiceLine[];
  allocations: { paymentId: number; amount: number }[];
  creditNotes: CreditNote[];
}

export type NewInvoiceRecord = Pick<Invoice, 'customerId' | 'dueDate' | 'notes'> & { lines: InvoiceLine[] };

/** Where it stands on a day: void > paid > overdue > part paid > unpaid. */
export function statusOf({ state, open, total, dueDate }: Invoice, today: string): InvoiceStatus {
  if (state !== 'issued') return state;
  if (open <= 0) return 'paid';
  if (dueDate < today) return 'overdue';
  return open < total ? 'part_paid' : 'unpaid';
}

export function totalsOf(lines: readonly InvoiceLine[]): Pick<Invoice, 'amount' | 'tax' | 'total'> {
  const amount = lines.reduce((sum, line) => sum + line.amount, 0);
  const tax = lines.reduce((sum, line) => sum + line.tax, 0);
  return { amount, tax, total: amount + tax };
}

const nameOf = ({ number, id }: Pick<Invoice, 'number' | 'id'>): string => number ?? `draft ${id}`;

/** @throws Conflict */
export function requireDraft(invoice: Invoice): void {
  if (invoice.state !== 'draft') throw new Conflict(`Invoice ${nameOf(invoice)} is ${invoice.state} already.`);
}

/** What somebody else wrote meanwhile must not be lost. @throws Conflict */
export function requireVersion(invoice: Invoice, version: number): void {
  if (invoice.version === version) return;
  throw new Conflict(`Invoice ${nameOf(invoice)} was changed by somebody else meanwhile. Read it again.`);
}

/** @throws Conflict on a draft, or one that is void */
export function requireIssued(invoice: Invoice): void {
  if (invoice.state !== 'issued') {
    throw new Conflict(`Invoice ${nameOf(invoice)} is ${invoice.state === 'void' ? 'void' : 'not issued yet'}.`);
  }
}

/** A draft may be given up, and what was issued unless something was taken off it: the reversal is of the whole. @throws Conflict */
export function requireVoidable(invoice: Invoice): void {
  if (invoice.state === 'void') throw new Conflict(`Invoice ${nameOf(invoice)} is void already.`);
  if (invoice.credited + invoice.writtenOff > 0) {
    throw new Conflict(`Invoice ${nameOf(invoice)} has credit notes or is written off. Credit the rest of it instead.`);
  }
}

/** @throws Conflict when nothing is open */
export function requireOpen(invoice: Invoice): void {
  requireIssued(invoice);
  if (invoice.open <= 0) throw new Conflict(`Invoice ${nameOf(invoice)} is paid.`);
}

/**
 * What a credit note takes off net and tax: their share of all that was credited, so that several notes over the whole
 * take off exactly what the invoice has. @param creditedTax of earlier notes
 * @throws Conflict; Invalid on more than is left of the invoice
 */
export function creditOf(invoice: Invoice, creditedTax: number, total: number): { net: number; tax: number } {
  requireIssued(invoice);
  if (total > invoice.total - invoice.credited - invoice.writtenOff) {
    throw Invalid.field('amount', `expected at most what is left of invoice ${nameOf(invoice)}`);
  }
  const [, taxSoFar = 0] = allocate(invoice.credited + total, [invoice.amount, invoice.tax]);
  const tax = taxSoFar - creditedTax;
  return { net: total - tax, tax };
}
