import { Injectable } from '@nestjs/common';
import type { DraftChange, InvoiceStatus, NewCreditNote, NewInvoice } from '@signalbox/contracts/office/invoices';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { CalendarService } from '../../platform/calendar/calendar.service.js';
import { NotFound } from '../../platform/common/errors.js';
import type { Principal } from '../../platform/common/principal.js';
import type { Stretch } from '../../platform/common/stretch.js';
import { dayAfter } from '../../platform/common/zoned-time.js';
import { MoneyService } from '../../platform/money/money.service.js';
import { TaxAuthorityService } from '../etims/tax-authority.service.js';
import { type Invoice, type InvoiceDetail, statusOf } from './invoice.js';
import { linesOf } from './invoice-lines.js';
import { type InvoiceFilter, InvoiceRepository, type ReasonedAct } from './invoice.repository.js';
import type { Act } from './ledger.js';

const DUE_AFTER_DAYS = 14;

type Filter = Omit<InvoiceFilter, 'today'>;

/** Invoices, from the draft to the end. */
@Injectable()
export class InvoicesService {
  constructor(
    private readonly invoices: InvoiceRepository,
    private readonly money: MoneyService,
    private readonly calendar: CalendarService,
    private readonly log: SystemLogService,
    private readonly taxes: TaxAuthorityService,
  ) {}

  /** @throws NotFound */
  async get(id: number): Promise<InvoiceDetail> {
    const invoice = await this.invoices.find(id);
    if (!invoice) throw new NotFound('invoice', id);
    return invoice;
  }

  /** Which decides what is overdue, `YYYY-MM-DD`. */
  get today(): string {
    return this.calendar.today();
  }

  /** Where it stands today. */
  statusOf(invoice: Invoice): InvoiceStatus {
    return statusOf(invoice, this.calendar.today());
  }

  list(filter: Filter, stretch: Stretch): Promise<Invoice[]> {
    return this.invoices.list({ ...filter, today: this.calendar.today() }, stretch);
  }

  count(filter: Filter = {}): Promise<number> {
    return this.invoices.count({ ...filter, today: this.calendar.today() });
  }

  /** @throws Invalid on amounts that are none, a total of nothing, an unknown customer */
  async create(request: NewInvoice, by: Principal): Promise<InvoiceDetail> {
    const lines = linesOf(request.lines, this.money);
    const act = this.act(by);
    const dueDate = request.due_date ?? dayAfter(act.day, DUE_AFTER_DAYS);
    const record = { customerId: request.customer_id, dueDate, notes: request.notes ?? null, lines };
    const id = await this.invoices.create(record, act, request.draft);
    return this.done(id, request.draft ? 'invoice_drafted' : 'invoice_issued', by);
  }

  /** @throws NotFound, Conflict; Invalid as of a new one */
  async rewrite(id: number, { version, ...request }: DraftChange, by: Principal): Promise<InvoiceDetail> {
    const lines = linesOf(request.lines, this.money);
    const { customer_id: customerId, due_date: dueDate, notes = null } = request;
    await this.invoices.rewrite(id, { customerId, dueDate, notes, lines }, version);
    return this.done(id, 'invoice_redrafted', by);
  }

  /** @throws NotFound, Conflict */
  async issue(id: number, by: Principal): Promise<InvoiceDetail> {
    await this.invoices.issue(id, this.act(by));
    return this.done(id, 'invoice_issued', by);
  }

  /** @throws NotFound, Conflict */
  async void(id: number, reason: string, by: Principal): Promise<InvoiceDetail> {
    await this.invoices.void(id, this.reasoned(by, reason));
    return this.done(id, 'invoice_voided', by, reason);
  }

  /** @throws NotFound, Conflict, Invalid */
  async credit(id: number, { amount, reason }: NewCreditNote, by: Principal): Promise<InvoiceDetail> {
    await this.invoices.credit(id, this.money.positiveOf('amount', amount), this.reasoned(by, reason));
    return this.done(id, 'invoice_credited', by, reason);
  }

  /** @throws NotFound, Conflict */
  async writeOff(id: number, reason: string, by: Principal): Promise<InvoiceDetail> {
    await this.invoices.writeOff(id, this.reasoned(by, reason));
    return this.done(id, 'invoice_written_off', by, reason);
  }

  private act({ userId }: Principal): Act {
    const at = Date.now();
    const { isConfigured: isReported } = this.taxes;
    const day = this.calendar.dayOf(at);
    return { userId, reason: null, at, day, currency: this.money.currency.code, isReported };
  }

  private reasoned(by: Principal, reason: string): ReasonedAct {
    return { ...this.act(by), reason };
  }

  private async done(id: number, action: string, { userId }: Principal, reason?: string): Promise<InvoiceDetail> {
    const invoice = await this.get(id);
    const details = `invoice ${invoice.number ?? id} of customer ${invoice.customerId}, ${this.money.textOf(invoice.total)}`;
    this.log.record({ action, details: reason ? `${details}: ${reason}` : details, status: 'ok', userId });
    return invoice;
  }
}
