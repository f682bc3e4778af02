import { Injectable } from '@nestjs/common';
import type { NewAllocation, NewPayment, NewRefund } from '@signalbox/contracts/office/payments';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { CalendarService } from '../../platform/calendar/calendar.service.js';
import { NotFound } from '../../platform/common/errors.js';
import { EventsService } from '../../platform/events/events.service.js';
import type { Principal } from '../../platform/common/principal.js';
import type { Stretch } from '../../platform/common/stretch.js';
import { MoneyService } from '../../platform/money/money.service.js';
import type { Act } from '../billing/ledger.js';
import { HOLD_MS, type Payment, type PaymentDetail } from './payment.js';
import { type PaymentFilter, PaymentRepository } from './payment.repository.js';

/** Payments by hand: pending, until somebody confirms that the money is here. */
@Injectable()
export class PaymentsService {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly money: MoneyService,
    private readonly calendar: CalendarService,
    private readonly log: SystemLogService,
    private readonly events: EventsService,
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
    const payment = await this.done(id, 'payment_confirmed', by);
    const { customerId, amount, method } = payment;
    this.events.tell('payment.completed', { paymentId: id, customerId, amount, method });
    return payment;
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

  /** Puts it to an invoice. @throws NotFound, Conflict, Invalid */
  async allocate(id: number, request: NewAllocation, by: Principal): Promise<PaymentDetail> {
    const { invoice_id: invoiceId } = request;
    const amount = request.amount === undefined ? null : this.money.positiveOf('amount', request.amount);
    await this.payments.allocate(id, { invoiceId, amount });
    return this.done(id, 'payment_allocated', by, `to invoice ${invoiceId}`);
  }

  /** Whether a customer is not to be reminded or suspended now: a payment of the last three days may be here already. */
  holdsReminders(customerId: number, now = Date.now()): Promise<boolean> {
    return this.payments.isHeld(customerId, now - HOLD_MS);
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
