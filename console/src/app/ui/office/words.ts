import type { CustomerStatus } from '@signalbox/contracts/office/customers';
import type { InvoiceStatus } from '@signalbox/contracts/office/invoices';
import type { LeadStatus } from '@signalbox/contracts/office/leads';
import type { PushStatus } from '@signalbox/contracts/office/mpesa';
import type { PaymentMethod, PaymentStatus } from '@signalbox/contracts/office/payments';
import type { TaxReportStatus } from '@signalbox/contracts/office/tax-reports';
import type { TicketPriority, TicketStatus } from '@signalbox/contracts/office/tickets';
import type { Choice } from '../choice-field';
import type { Tone } from '../status';

/** How a state is called and coloured; tables of them are in the order in which people choose. */
export interface Word {
  label: string;
  tone: Tone;
}

const word = (label: string, tone: Tone): Word => ({ label, tone });

export const CUSTOMERS: Record<CustomerStatus, Word> = {
  active: word('Active', 'done'),
  suspended: word('Suspended', 'unsure'),
  inactive: word('Inactive', 'neutral'),
};

export const INVOICES: Record<InvoiceStatus, Word> = {
  unpaid: word('Unpaid', 'waiting'),
  part_paid: word('Part paid', 'moving'),
  overdue: word('Overdue', 'bad'),
  paid: word('Paid', 'done'),
  draft: word('Draft', 'neutral'),
  void: word('Void', 'neutral'),
};

/** How far a document is on its way to the tax authority; what nobody is told of has no word. */
export const TAX_REPORTS: Record<Exclude<TaxReportStatus, 'none'>, Word> = {
  waiting: word('Waits to be told', 'waiting'),
  reported: word('Reported', 'done'),
  failed: word('Refused', 'bad'),
};

export const PAYMENTS: Record<PaymentStatus, Word> = {
  pending: word('Pending', 'unsure'),
  completed: word('Completed', 'done'),
  cancelled: word('Cancelled', 'neutral'),
  refunded: word('Refunded', 'neutral'),
};

/** A phone that was asked for a payment. */
export const PUSHES: Record<PushStatus, Word> = {
  created: word('Being asked', 'waiting'),
  pending: word('Waiting for the PIN', 'moving'),
  unknown: word('Unknown', 'unsure'),
  paid: word('Paid', 'done'),
  failed: word('Not paid', 'bad'),
  refused: word('Refused', 'bad'),
};

export const METHODS: Record<PaymentMethod, string> = {
  mpesa: 'M-Pesa',
  bank_transfer: 'Bank transfer',
  cash: 'Cash',
  card: 'Card',
  cheque: 'Cheque',
  other: 'Other',
};

export const TICKETS: Record<TicketStatus, Word> = {
  open: word('Open', 'waiting'),
  in_progress: word('In progress', 'moving'),
  waiting: word('Waiting', 'unsure'),
  resolved: word('Resolved', 'done'),
  closed: word('Closed', 'neutral'),
};

export const PRIORITIES: Record<TicketPriority, Word> = {
  urgent: word('Urgent', 'bad'),
  high: word('High', 'unsure'),
  medium: word('Medium', 'waiting'),
  low: word('Low', 'neutral'),
};

/** The stages of a lead, from first to last. */
export const LEADS: Record<LeadStatus, Word> = {
  new: word('New', 'incoming'),
  contacted: word('Contacted', 'waiting'),
  qualified: word('Qualified', 'moving'),
  proposal: word('Proposal', 'unsure'),
  won: word('Won', 'done'),
  lost: word('Lost', 'neutral'),
};

/** The values of a table, to choose one of. */
export const choicesOf = (words: Readonly<Record<string, Word | string>>): Choice[] =>
  Object.entries(words).map(([value, one]) => ({ value, label: typeof one === 'string' ? one : one.label }));
