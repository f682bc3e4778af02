import { Injectable } from '@nestjs/common';
import type {
  NetflowCustomer,
  NetflowInvoice,
  NetflowInvoiceDetail,
  NetflowLead,
  NetflowPayment,
  NetflowReply,
  NetflowTicket,
} from '@signalbox/contracts/office/netflow-answers';
import type { Invoice, InvoiceDetail } from '../../office/billing/invoice.js';
import { InvoicesService } from '../../office/billing/invoices.service.js';
import type { Customer } from '../../office/customers/customer.js';
import type { Lead } from '../../office/leads/lead.js';
import type { Payment } from '../../office/payments/payment.js';
import type { Reply, Ticket } from '../../office/tickets/ticket.js';
import { CalendarService } from '../../platform/calendar/calendar.service.js';
import { MoneyService } from '../../platform/money/money.service.js';

/** The back office's things as this API shows them. */
@Injectable()
export class OfficeViewsService {
  constructor(
    private readonly money: MoneyService,
    private readonly calendar: CalendarService,
    private readonly invoices: InvoicesService,
  ) {}

  readonly customer = (customer: Customer): NetflowCustomer => ({
    id: customer.id,
    name: customer.name,
    email: customer.email,
    phone: customer.phone,
    address: customer.address,
    city: customer.city,
    country: customer.country,
    account_number: customer.accountNumber,
    account_type: customer.accountType,
    status: customer.status,
    balance: this.money.numberOf(customer.balance),
    created_at: this.calendar.timeOf(customer.createdAt),
    updated_at: this.calendar.timeOf(customer.updatedAt),
  });

  readonly invoice = (invoice: Invoice): NetflowInvoice => ({
    id: invoice.id,
    invoice_number: invoice.number,
    customer_id: invoice.customerId,
    customer_name: invoice.customerName,
    amount: this.money.numberOf(invoice.amount),
    tax: this.money.numberOf(invoice.tax),
    total: this.money.numberOf(invoice.total),
    status: this.invoices.statusOf(invoice),
    due_date: invoice.dueDate,
    created_at: this.calendar.timeOf(invoice.createdAt),
  });

  readonly payment = (payment: Payment): NetflowPayment => ({
    id: payment.id,
    invoice_id: payment.invoiceId,
    customer_id: payment.customerId,
    amount: this.money.numberOf(payment.amount),
    payment_method: payment.method,
    reference_number: payment.reference,
    status: payment.status,
    created_at: this.calendar.timeOf(payment.createdAt),
  });

  invoiceDetail(invoice: InvoiceDetail, payments: readonly Payment[]): NetflowInvoiceDetail {
    return {
      ...this.invoice(invoice),
      lines: invoice.lines.map(({ description, quantity, unitPrice, amount, tax }) => ({
        description,
        quantity: quantity / 1000,
        unit_price: this.money.numberOf(unitPrice),
        amount: this.money.numberOf(amount),
        tax: this.money.numberOf(tax),
      })),
      payments: payments.map(this.payment),
    };
  }

  readonly ticket = (ticket: Ticket): NetflowTicket => ({
    id: ticket.id,
    ticket_number: ticket.number,
    customer_id: ticket.customerId,
    subject: ticket.subject,
    description: ticket.description,
    priority: ticket.priority,
    category: ticket.category,
    status: ticket.status,
    created_at: this.calendar.timeOf(ticket.createdAt),
  });

  readonly reply = (reply: Reply): NetflowReply => ({
    id: reply.id,
    user_id: reply.userId,
    message: reply.message,
    is_internal: reply.isInternal,
    created_at: this.calendar.timeOf(reply.createdAt),
  });

  readonly lead = (lead: Lead): NetflowLead => ({
    id: lead.id,
    name: lead.name,
    email: lead.email,
    phone: lead.phone,
    company: lead.company,
    source: lead.source,
    status: lead.status,
    notes: lead.notes,
    created_at: this.calendar.timeOf(lead.createdAt),
  });
}
