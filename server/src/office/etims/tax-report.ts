import type { TaxReportStatus } from '@signalbox/contracts/office/tax-reports';
import { Refused } from '../../platform/outbox/outbox.js';
import type { InvoiceDetail } from '../billing/invoice.js';

/** What the tax authority hears of. */
export type ReportedKind = 'invoice' | 'credit_note' | 'void';

/** The outbox's kind of it, and its topic, which is unique: a document is reported once. */
export const TAX_REPORT = 'tax-report';
export const topicOf = (kind: ReportedKind, id: number): string => `${kind}:${id}`;

/** What stands in the outbox: the document itself is read when it is reported. */
export interface ReportOrder {
  kind: ReportedKind;
  id: number;
  invoiceId: number;
}

/** A document as the tax authority is told of it. */
export interface ReportedDocument {
  kind: ReportedKind;
  /** The invoice, the one that the credit note is of, or the one that is void. */
  invoice: InvoiceDetail;
  /** Of a credit note: which of the invoice's. */
  noteId: number | null;
}

/** How far it is; `none` where nobody is told. */
export interface TaxReportState {
  status: TaxReportStatus;
  note: string | null;
}
export const NOT_REPORTED: TaxReportState = { status: 'none', note: null };

/**
 * What takes back an invoice is told behind it. One from before an authority was configured is left to the authority.
 * @throws Error while the invoice waits, Refused when the authority did not take it
 */
export function requireTold({ status }: TaxReportState): void {
  if (status === 'waiting') throw new Error('its invoice is told first');
  if (status === 'failed') throw new Refused('the authority did not take its invoice');
}
