import { Injectable } from '@nestjs/common';
import type {
  NetflowCreatedInvoice,
  NetflowCreatedPayment,
  NetflowInvoice,
  NetflowInvoiceDetail,
  NetflowPayment,
} from '@signalbox/contracts/office/netflow-answers';
import type { NetflowNewInvoice, NetflowNewPayment, NetflowQuery } from '@signalbox/contracts/office/netflow-requests';
import { InvoicesService } from '../../office/billing/invoices.service.js';
import { PaymentsService } from '../../office/payments/payments.service.js';
import { Invalid } from '../../platform/common/errors.js';
import type { Principal } from '../../platform/common/principal.js';
import { MoneyService } from '../../platform/money/money.service.js';
import { Listed } from './listed.js';
import { OfficeViewsService } from './office-views.service.js';

/** What the one line of an invoice is called that nobody named. */
const LINE = 'Services';
/** Payments shown with an invoice. */
const MOST_PAYMENTS = 1000;

/** Invoices and payments in this API's shape. */
@Injectable()
export class NetflowBillingService {
  constructor(
    private readonly invoices: InvoicesService,
    private readonly payments: PaymentsService,
    private readonly money: MoneyService,
    private readonly views: OfficeViewsService,
  ) {}

  async listInvoices(query: NetflowQuery): Promise<Listed<NetflowInvoice>> {
    const [rows, total] = await Promise.all([this.invoices.list({}, query), this.invoices.count()]);
    return new Listed(rows.map(this.views.invoice), total, query.offset);
  }

  /** @throws NotFound */
  async invoice(id: number): Promise<NetflowInvoiceDetail> {
    const invoice = await this.invoices.get(id);
    return this.views.invoiceDetail(invoice, await this.payments.list({ ofInvoice: id }, { limit: MOST_PAYMENTS }));
  }

  /** @throws Invalid, also when the caller's total is another than amount and tax */
  async createInvoice(body: NetflowNewInvoice, by: Principal): Promise<NetflowCreatedInvoice> {
    const { customer_id, amount, tax = 0, total, description = LINE } = body;
    const sum = this.money.positiveOf('amount', amount) + this.money.minorOf('tax', tax);
    if (total !== undefined && this.money.minorOf('total', total) !== sum) {
      throw Invalid.field('total', `expected ${this.money.numberOf(sum)}, which is amount and tax`);
    }
    const lines = [{ description, quantity: 1, unit_price: amount, tax }];
    const request = { customer_id, lines, due_date: body.due_date, draft: body.status === 'draft' };
    const { id, invoice_number, ...made } = this.views.invoice(await this.invoices.create(request, by));
    return { id, invoice_number, customer_id, total: made.total, status: made.status };
  }

  async listPayments(query: NetflowQuery): Promise<Listed<NetflowPayment>> {
    const [rows, total] = await Promise.all([this.payments.list({}, query), this.payments.count()]);
    return new Listed(rows.map(this.views.payment), total, query.offset);
  }

  /** @throws Invalid, Conflict */
  async createPayment(body: NetflowNewPayment, by: Principal): Promise<NetflowCreatedPayment> {
    const { customer_id, invoice_id, amount, payment_method: method, reference_number: reference } = body;
    if (customer_id === undefined && invoice_id === undefined) throw Invalid.field('customer_id', 'is required');
    const { id, status } = await this.payments.create({ customer_id, invoice_id, amount, method, reference }, by);
    return { id, status };
  }
}
