import { Injectable, Logger } from '@nestjs/common';
import type { NewPush, Push } from '@signalbox/contracts/office/mpesa';
import { DomainError, Invalid, NotFound, Unavailable } from '../../platform/common/errors.js';
import { requireE164 } from '../../platform/common/phone-number.js';
import type { Principal } from '../../platform/common/principal.js';
import type { Stretch } from '../../platform/common/stretch.js';
import { type Attempt, FIRST_QUERY_MS, askedAlready } from './attempt.js';
import { type AttemptFilter, AttemptRepository } from './attempt.repository.js';
import { CallbackTokenService } from './callback-token.service.js';
import { MPESA_CURRENCY, MPESA_LIMITS } from './daraja.js';
import { DarajaError, NotSent } from './daraja-errors.js';
import { DarajaService, type Pushed } from './daraja.service.js';
import { type Account } from './mpesa-settings.js';
import { MpesaSettingsService } from './mpesa-settings.service.js';
import { OfficeActService } from './office-act.service.js';
import { toPush } from './push-view.js';

/** Where numbers without a country code are of. */
const COUNTRY = 'KE';

/** 504: it may have reached the phone; whoever asks again may be paid twice. */
export class PushUnknown extends DomainError {
  constructor(id: number) {
    super(
      504,
      'Gateway Timeout',
      `M-Pesa did not answer: unknown, do not repeat. What becomes of it shows at push ${id}.`,
    );
  }
}

/** 502: M-Pesa refused it, and said why. */
class PushRefused extends DomainError {
  constructor({ message }: DarajaError) {
    super(502, 'Bad Gateway', `${message}.`);
  }
}

/** Asks phones for payments, each at most once: the attempt is stored before anything leaves. */
@Injectable()
export class PushesService {
  private readonly logger = new Logger(PushesService.name);

  constructor(
    private readonly attempts: AttemptRepository,
    private readonly daraja: DarajaService,
    private readonly settings: MpesaSettingsService,
    private readonly tokens: CallbackTokenService,
    private readonly acts: OfficeActService,
  ) {}

  /** @throws NotFound */
  async get(id: number): Promise<Push> {
    const attempt = await this.attempts.find(id);
    if (!attempt) throw new NotFound('push', id);
    return toPush(attempt, this.acts.money);
  }

  async list(filter: AttemptFilter, stretch: Stretch): Promise<Push[]> {
    return (await this.attempts.list(filter, stretch)).map((attempt) => toPush(attempt, this.acts.money));
  }

  /** @throws Invalid, Conflict; PushRefused, Unavailable when nothing left; PushUnknown */
  async create(request: NewPush, by: Principal): Promise<Push> {
    return this.get((await this.ask(request, by)).id);
  }

  /** The same, with M-Pesa's answer. */
  async ask(request: NewPush, { userId }: Principal): Promise<{ id: number; answer: Pushed }> {
    const account = await this.settings.account();
    const amount = this.amount(request.amount);
    const record = {
      customerId: request.customer_id ?? null,
      invoiceId: request.invoice_id ?? null,
      phone: request.phone === undefined ? null : requireE164('phone', request.phone, COUNTRY),
      shortcode: account.shortcode,
      amount,
    };
    // What is wrong with the address is known before anything is stored.
    this.settings.callbackUrl('');
    const { attempt, isNew } = await this.attempts.create(record, this.acts.now(userId));
    return { id: attempt.id, answer: isNew ? await this.push(account, attempt) : takenEarlier(attempt) };
  }

  private async push(account: Account, attempt: Attempt): Promise<Pushed> {
    const { id, phone, reference } = attempt;
    const callbackUrl = this.settings.callbackUrl(`push/${id}/${this.tokens.tokenOf(attempt)}`);
    const amount = this.acts.money.numberOf(attempt.amount);
    let answer: Pushed;
    try {
      answer = await this.daraja.push(account, { amount, phone, reference, callbackUrl });
    } catch (error) {
      throw await this.notTaken(id, error);
    }
    await this.attempts.taken(id, answer.CheckoutRequestID, Date.now() + FIRST_QUERY_MS);
    return answer;
  }

  private async notTaken(id: number, error: unknown): Promise<Error> {
    const text = error instanceof Error ? error.message : String(error);
    this.logger.warn(`push ${id}: ${text}`);
    const isRefused = error instanceof DarajaError || error instanceof NotSent;
    const code = error instanceof DarajaError ? error.code : '';
    await this.attempts.notTaken(id, isRefused ? 'refused' : 'unknown', { code, text }, Date.now());
    if (error instanceof DarajaError) return new PushRefused(error);
    if (error instanceof NotSent) return new Unavailable(`${text}. Nothing was asked for.`);
    return new PushUnknown(id);
  }

  /** @throws Invalid on cents, and what M-Pesa does not move */
  private amount(given: number | string): number {
    const { money } = this.acts;
    if (money.currency.code !== MPESA_CURRENCY) {
      throw Invalid.field(
        'amount',
        `expected ${MPESA_CURRENCY}, which M-Pesa moves: the books are in ${money.currency.code}`,
      );
    }
    const minor = money.positiveOf('amount', given);
    const whole = money.numberOf(minor);
    if (!Number.isInteger(whole)) throw Invalid.field('amount', 'expected whole shillings');
    if (whole < MPESA_LIMITS.from || whole > MPESA_LIMITS.to) {
      throw Invalid.field('amount', `expected ${MPESA_LIMITS.from} to ${MPESA_LIMITS.to} shillings`);
    }
    return minor;
  }
}

/** What M-Pesa said in a try whose answer was lost. @throws Conflict when that is not known */
function takenEarlier({ id, checkoutId, result }: Attempt): Pushed {
  if (checkoutId === null) throw askedAlready(id);
  return { MerchantRequestID: '', CheckoutRequestID: checkoutId, ResponseCode: '0', ResponseDescription: result ?? '' };
}
