import { Injectable, Logger } from '@nestjs/common';
import type { C2bCall, CallbackAnswer } from '@signalbox/contracts/office/mpesa';
import { Invalid } from '../../platform/common/errors.js';
import { EventsService } from '../../platform/events/events.service.js';
import { toE164 } from '../../platform/common/phone-number.js';
import { AmountError, positiveOf } from '@signalbox/contracts/amounts';
import { type C2bPayment, c2bOf } from './daraja.js';
import { type NewIncoming } from './incoming.js';
import { IncomingRepository } from './incoming.repository.js';
import { OfficeActService } from './office-act.service.js';

const COUNTRY = 'KE';
const ACCEPTED: CallbackAnswer = { ResultCode: '0', ResultDesc: 'Accepted' };
const WRONG_ACCOUNT: CallbackAnswer = { ResultCode: 'C2B00012', ResultDesc: 'Rejected' };
const WRONG_AMOUNT: CallbackAnswer = { ResultCode: 'C2B00013', ResultDesc: 'Rejected' };

/** Payments to the shortcode that nobody asked for: what M-Pesa asks before, and tells after. */
@Injectable()
export class C2bService {
  private readonly logger = new Logger(C2bService.name);

  constructor(
    private readonly incoming: IncomingRepository,
    private readonly acts: OfficeActService,
    private readonly events: EventsService,
  ) {}

  /** Before it is paid, where Safaricom asks: whether there is such an account. What we cannot know is let through. */
  async validate(call: C2bCall): Promise<CallbackAnswer> {
    const payment = c2bOf({ ...call, TransID: call.TransID || 'NONE' }, Date.now());
    if (!payment || this.minor(payment) === null) return WRONG_AMOUNT;
    if (payment.reference === null) return WRONG_ACCOUNT;
    return (await this.incoming.accountOf(payment.reference)) === null ? WRONG_ACCOUNT : ACCEPTED;
  }

  /** It is paid: on disk when this resolves, once a receipt. @throws Invalid on what is no payment */
  async confirm(call: C2bCall): Promise<CallbackAnswer> {
    const payment = c2bOf(call, Date.now());
    const amount = payment && this.minor(payment);
    if (!payment || amount === null) {
      this.logger.error('a confirmation of a payment without a receipt or an amount came in');
      throw Invalid.field('TransID', 'expected a receipt, and an amount above zero');
    }
    const { receipt, shortcode, reference, payer, paidAt } = payment;
    const phone = payment.phone === null ? null : (toE164(payment.phone, COUNTRY) ?? payment.phone);
    const money: NewIncoming = {
      source: 'c2b',
      attemptId: null,
      receipt,
      shortcode,
      reference,
      payer,
      paidAt,
      phone,
      amount,
    };
    const taken = await this.incoming.take(money, this.acts.now(null));
    if (taken?.state === 'unmatched') {
      this.events.tell('payment.unmatched', { unmatchedId: taken.id, amount, reason: taken.reason ?? '' });
    } else if (taken?.paymentId && taken.customerId) {
      const { paymentId, customerId } = taken;
      this.events.tell('payment.completed', { paymentId, customerId, amount, method: 'mpesa' });
    }
    return ACCEPTED;
  }

  /** Null of what is no amount, or none above zero. */
  private minor({ amount }: C2bPayment): number | null {
    try {
      return positiveOf(amount, this.acts.money.currency);
    } catch (error) {
      if (error instanceof AmountError) return null;
      throw error;
    }
  }
}
