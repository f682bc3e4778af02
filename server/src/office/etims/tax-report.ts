import type { TaxReportStatus } from '@signalbox/contracts/office/tax-reports';
import type { InvoiceDetail } from '../billing/invoice.js';

/** What the tax authority hears of. */
export type ReportedKind = 'invoice' | 'credit_note';

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
  /** The invoice, or the one that the credit note is of. */
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
