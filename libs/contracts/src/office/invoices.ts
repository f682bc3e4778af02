import { z } from 'zod';
import { Flag, IntId, PageQuery, Timestamp, freeText } from '../common.js';
import { Amount, Day, Money } from './money.js';

/** What is shown of an invoice: it follows from its state, what is open, and the day. */
export const INVOICE_STATUSES = ['draft', 'unpaid', 'part_paid', 'overdue', 'paid', 'void'] as const;
export const InvoiceStatus = z.enum(INVOICE_STATUSES, `expected ${INVOICE_STATUSES.join(', ')}`);
export type InvoiceStatus = z.infer<typeof InvoiceStatus>;

export const MAX_LINES = 200;

/** A line that is asked for. */
export const NewInvoiceLine = z
  .strictObject({
    description: freeText(200),
    /** With up to three decimals. */
    quantity: Amount.default(1),
    unit_price: Amount,
    /** In percent, with up to three decimals. */
    tax_rate: Amount.optional(),
    /** In money, instead of a rate. */
    tax: Amount.optional(),
  })
  .refine(({ tax, tax_rate }) => tax === undefined || tax_rate === undefined, {
    path: ['tax'],
    message: 'expected a rate or an amount of tax, not both',
  });
export type NewInvoiceLine = z.infer<typeof NewInvoiceLine>;

/** `POST /api/v1/invoices`. */
export const NewInvoice = z.strictObject({
  customer_id: z.int().min(1),
  lines: z.array(NewInvoiceLine).min(1, 'expected at least one line').max(MAX_LINES),
  /** 14 days from today unless said. */
  due_date: Day.optional(),
  notes: freeText(1000).optional(),
  /** A draft has no number and is not owed yet. */
  draft: z.boolean().default(false),
});
export type NewInvoice = z.infer<typeof NewInvoice>;

/** `PUT /api/v1/invoices/{id}`: a draft, written anew. Refused when somebody changed it since this `version` was read. */
export const DraftChange = NewInvoice.omit({ draft: true }).extend({ due_date: Day, version: z.int().min(0) });
export type DraftChange = z.infer<typeof DraftChange>;

/** Why something is done to the books; it stands in the ledger. */
export const Reason = z.strictObject({ reason: freeText(200) });
export type Reason = z.infer<typeof Reason>;

/** `POST /api/v1/invoices/{id}/credit-notes`: of this much, tax included. */
export const NewCreditNote = z.strictObject({ amount: Amount, reason: freeText(200) });
export type NewCreditNote = z.infer<typeof NewCreditNote>;

/** `GET /api/v1/invoices`: newest first. */
export const InvoiceQuery = PageQuery.extend({
  customer_id: IntId.optional(),
  status: InvoiceStatus.optional(),
  /** Issued, and not paid in full; or all others. */
  open: Flag.optional(),
  /** Created at or after; */
  since: Timestamp.optional(),
  /** and before. */
  until: Timestamp.optional(),
});
export type InvoiceQuery = z.infer<typeof InvoiceQuery>;

export const Invoice = z.object({
  id: z.int(),
  /** Null while it is a draft. */
  number: z.string().nullable(),
  customer_id: z.int(),
  customer_name: z.string(),
  status: InvoiceStatus,
  currency: z.string(),
  amount: Money,
  tax: Money,
  total: Money,
  paid: Money,
  credited: Money,
  written_off: Money,
  /** What is still to be paid. */
  open: Money,
  due_date: z.string(),
  notes: z.string().nullable(),
  created_at: Timestamp,
  issued_at: Timestamp.nullable(),
  voided_at: Timestamp.nullable(),
});
export type Invoice = z.infer<typeof Invoice>;

export const InvoiceLine = z.object({
  description: z.string(),
  quantity: z.number(),
  unit_price: Money,
  tax_rate: z.number().nullable(),
  amount: Money,
  tax: Money,
});
export type InvoiceLine = z.infer<typeof InvoiceLine>;

export const CreditNote = z.object({
  id: z.int(),
  number: z.string(),
  amount: Money,
  tax: Money,
  total: Money,
  reason: z.string(),
  created_at: Timestamp,
});
export type CreditNote = z.infer<typeof CreditNote>;

/** `GET /api/v1/invoices/{id}`. */
export const InvoiceDetail = Invoice.extend({
  /** Counts its changes: a change of a draft names the one that it is of. */
  version: z.int(),
  lines: z.array(InvoiceLine),
  /** What payments were put to it. */
  allocations: z.array(z.object({ payment_id: z.int(), amount: Money })),
  credit_notes: z.array(CreditNote),
});
export type InvoiceDetail = z.infer<typeof InvoiceDetail>;

/** `GET /api/v1/customers/{id}/statement`: of the days from one to another, both in. */
export const StatementQuery = PageQuery.extend({ from: Day.optional(), to: Day.optional() });
export type StatementQuery = z.infer<typeof StatementQuery>;

/** `GET /api/v1/customers/{id}/statement`: what moved the balance, newest first. */
export const StatementLine = z.object({
  id: z.int(),
  day: z.string(),
  what: z.string(),
  document: z.string(),
  document_id: z.int(),
  /** Above zero is owed more. */
  amount: Money,
  reason: z.string().nullable(),
  user_id: z.int().nullable(),
  created_at: Timestamp,
});
export type StatementLine = z.infer<typeof StatementLine>;

/** `GET /api/v1/invoices.csv`: all of them, by the list's filters. */
export const InvoiceExport = InvoiceQuery.omit({ limit: true, cursor: true });
export type InvoiceExport = z.infer<typeof InvoiceExport>;
