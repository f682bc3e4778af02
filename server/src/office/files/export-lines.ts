import { isoTime, isoTimeOrNull } from '../../platform/common/clock.js';
import type { MoneyService } from '../../platform/money/money.service.js';
import type { Invoice } from '../billing/invoice.js';
import type { InvoiceStatus } from '@signalbox/contracts/office/invoices';
import type { Customer } from '../customers/customer.js';
import type { Payment } from '../payments/payment.js';

/** What stands in the cells of a file: texts and numbers as JSON has them, nothing where there is nothing. */
type Cell = string | number | null;
const cells = (row: Cell[]): string[] => row.map((cell) => (cell === null ? '' : String(cell)));

/** In the order of the cells; the first ones are what an import reads. */
export const CUSTOMER_HEADER = [
  ...['name', 'email', 'phone', 'address', 'city', 'country', 'account_type', 'status'],
  ...['id', 'account_number', 'balance', 'currency', 'created_at'],
];
export const customerCells = (customer: Customer, money: MoneyService): string[] =>
  cells([
    ...[customer.name, customer.email, customer.phone, customer.address, customer.city, customer.country],
    ...[customer.accountType, customer.status, customer.id, customer.accountNumber],
    ...[money.numberOf(customer.balance), money.currency.code, isoTime(customer.createdAt)],
  ]);

export const INVOICE_HEADER = [
  ...['id', 'number', 'customer_id', 'customer_name', 'status', 'currency', 'amount', 'tax', 'total', 'paid'],
  ...['credited', 'written_off', 'open', 'due_date', 'notes', 'created_at', 'issued_at', 'voided_at'],
];
export const invoiceCells = (invoice: Invoice, status: InvoiceStatus, money: MoneyService): string[] =>
  cells([
    ...[invoice.id, invoice.number, invoice.customerId, invoice.customerName, status, money.currency.code],
    ...[invoice.amount, invoice.tax, invoice.total, invoice.paid].map((minor) => money.numberOf(minor)),
    ...[invoice.credited, invoice.writtenOff, invoice.open].map((minor) => money.numberOf(minor)),
    ...[invoice.dueDate, invoice.notes, isoTime(invoice.createdAt)],
    ...[isoTimeOrNull(invoice.issuedAt), isoTimeOrNull(invoice.voidedAt)],
  ]);

export const PAYMENT_HEADER = [
  ...['id', 'customer_id', 'customer_name', 'invoice_id', 'amount', 'currency', 'method', 'reference', 'note'],
  ...['status', 'unallocated', 'refunded', 'created_at', 'completed_at'],
];
export const paymentCells = (payment: Payment, money: MoneyService): string[] =>
  cells([
    ...[payment.id, payment.customerId, payment.customerName, payment.invoiceId, money.numberOf(payment.amount)],
    ...[money.currency.code, payment.method, payment.reference, payment.note, payment.status],
    ...[payment.unallocated, payment.refunded].map((minor) => money.numberOf(minor)),
    ...[isoTime(payment.createdAt), isoTimeOrNull(payment.completedAt)],
  ]);
