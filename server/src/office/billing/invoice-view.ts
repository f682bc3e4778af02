import type {
  InvoiceDetail as DetailView,
  Invoice as InvoiceView,
  StatementLine,
} from '@signalbox/contracts/office/invoices';
import { isoTime, isoTimeOrNull } from '../../platform/common/clock.js';
import type { MoneyService } from '../../platform/money/money.service.js';
import { type Invoice, type InvoiceDetail, statusOf } from './invoice.js';
import type { StatementEntry } from './ledger.js';

/** As v1 shows it. @param today decides what is overdue */
export const toView = (invoice: Invoice, money: MoneyService, today: string): InvoiceView => ({
  id: invoice.id,
  number: invoice.number,
  customer_id: invoice.customerId,
  customer_name: invoice.customerName,
  status: statusOf(invoice, today),
  currency: money.currency.code,
  amount: money.numberOf(invoice.amount),
  tax: money.numberOf(invoice.tax),
  total: money.numberOf(invoice.total),
  paid: money.numberOf(invoice.paid),
  credited: money.numberOf(invoice.credited),
  written_off: money.numberOf(invoice.writtenOff),
  open: money.numberOf(invoice.open),
  due_date: invoice.dueDate,
  notes: invoice.notes,
  created_at: isoTime(invoice.createdAt),
  issued_at: isoTimeOrNull(invoice.issuedAt),
  voided_at: isoTimeOrNull(invoice.voidedAt),
});

export const toDetail = (invoice: InvoiceDetail, money: MoneyService, today: string): DetailView => ({
  ...toView(invoice, money, today),
  version: invoice.version,
  lines: invoice.lines.map(({ description, quantity, unitPrice, taxRate, amount, tax }) => ({
    description,
    quantity: quantity / 1000,
    unit_price: money.numberOf(unitPrice),
    tax_rate: taxRate === null ? null : taxRate / 1000,
    amount: money.numberOf(amount),
    tax: money.numberOf(tax),
  })),
  allocations: invoice.allocations.map(({ paymentId, amount }) => ({
    payment_id: paymentId,
    amount: money.numberOf(amount),
  })),
  credit_notes: invoice.creditNotes.map(({ id, number, amount, tax, total, reason, createdAt }) => ({
    id,
    number,
    amount: money.numberOf(amount),
    tax: money.numberOf(tax),
    total: money.numberOf(total),
    reason,
    created_at: isoTime(createdAt),
  })),
});

export const toStatementLine = (entry: StatementEntry, money: MoneyService): StatementLine => ({
  id: entry.id,
  day: entry.day,
  what: entry.kind,
  document: entry.document,
  document_id: entry.documentId,
  amount: money.numberOf(entry.amount),
  reason: entry.reason,
  user_id: entry.userId,
  created_at: isoTime(entry.createdAt),
});
