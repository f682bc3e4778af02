import { Injectable } from '@nestjs/common';
import type { NewPayment, NewRefund } from '@signalbox/contracts/office/payments';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { CalendarService } from '../../platform/calendar/calendar.service.js';
import { NotFound } from '../../platform/common/errors.js';
import type { Principal } from '../../platform/common/principal.js';
import type { Stretch } from '../../platform/common/stretch.js';
import { MoneyService } from '../../platform/money/money.service.js';
import type { Act } from '../billing/ledger.js';
import type { Payment, PaymentDetail } from './payment.js';
import { type PaymentFilter, PaymentRepository } from './payment.repository.js';

/** Payments by hand: pending, until somebody confirms that the money is here. */
@Injectable()
export class PaymentsService {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly money: MoneyService,
    private readonly calendar: CalendarService,
    private readonly log: SystemLogService,
  ) {}

  /** @throws NotFound */
  async get(id: number): Promise<PaymentDetail> {
    const payment = await this.payments.find(id);
    if (!payment) throw new NotFound('payment', id);
    return payment;
  }

  list(filter: PaymentFilter, stretch: Stretch): Promise<Payment[]> {
    return this.payments.list(filter, stretch);
  }

  count(filter: PaymentFilter = {}): Promise<number> {
    return this.payments.count(filter);
  }

  /** @throws Invalid, Conflict: see the port */
  async create(request: NewPayment, by: Principal): Promise<PaymentDetail> {
    const record = {
      customerId: request.customer_id ?? null,
      invoiceId: request.invoice_id ?? null,
      amount: this.money.positiveOf('amount', request.amount),
      method: request.method,
      reference: request.reference ?? null,
      note: request.note ?? null,
    };
    return this.done(await this.payments.create(record, this.act(by)), 'payment_created', by);
  }

  /** @throws NotFound, Conflict, Invalid */
  async confirm(id: number, reference: string | undefined, by: Principal): Promise<PaymentDetail> {
    await this.payments.confirm(id, reference ?? null, this.act(by));
    return this.done(id, 'payment_confirmed', by);
  }

  /** @throws NotFound, Conflict */
  async cancel(id: number, reason: string, by: Principal): Promise<PaymentDetail> {
    await this.payments.cancel(id, { ...this.act(by), reason });
    return this.done(id, 'payment_cancelled', by, reason);
  }

  /** @throws NotFound, Conflict, Invalid */
  async refund(id: number, { amount, reason }: NewRefund, by: Principal): Promise<PaymentDetail> {
    const minor = amount === undefined ? null : this.money.positiveOf('amount', amount);
    await this.payments.refund(id, minor, { ...this.act(by), reason });
    return this.done(id, 'payment_refunded', by, reason);
  }

  private act({ userId }: Principal): Act {
    const at = Date.now();
    return { userId, reason: null, at, day: this.calendar.dayOf(at), currency: this.money.currency.code };
  }

  private async done(id: number, action: string, { userId }: Principal, reason?: string): Promise<PaymentDetail> {
    const payment = await this.get(id);
    const details = `payment ${id} of customer ${payment.customerId}, ${this.money.textOf(payment.amount)}`;
    this.log.record({ action, details: reason ? `${details}: ${reason}` : details, status: 'ok', userId });
    return payment;
  }
}
