import { Injectable } from '@nestjs/common';
import type { C2bCall, CallbackAnswer, StkCallback } from '@signalbox/contracts/office/mpesa';
import { NotFound } from '../../platform/common/errors.js';
import { AttemptRepository } from './attempt.repository.js';
import { C2bService } from './c2b.service.js';
import { CallbackTokenService } from './callback-token.service.js';
import { resultOf } from './daraja.js';
import { MpesaSettingsService } from './mpesa-settings.service.js';
import { SettlingService } from './settling.service.js';

const TAKEN: CallbackAnswer = { ResultCode: 0, ResultDesc: 'Accepted' };

/** Who calls is shown by the address alone; a wrong one looks as if there were nothing. */
@Injectable()
export class CallbacksService {
  constructor(
    private readonly attempts: AttemptRepository,
    private readonly tokens: CallbackTokenService,
    private readonly settings: MpesaSettingsService,
    private readonly settling: SettlingService,
    private readonly c2b: C2bService,
  ) {}

  /** @throws NotFound */
  async push(id: number, token: string, from: string, call: StkCallback): Promise<CallbackAnswer> {
    const attempt = await this.attempts.find(id);
    const isOurs = this.tokens.isTokenOf(attempt ?? { id, createdAt: 0, amount: 0, phone: '' }, token);
    if (!attempt || !isOurs) throw new NotFound('callback', id);
    await this.requireAllowed(from);
    await this.settling.take(id, resultOf(call));
    return TAKEN;
  }

  /** @throws NotFound */
  async validation(token: string, from: string, call: C2bCall): Promise<CallbackAnswer> {
    await this.requireToken(token, from);
    return this.c2b.validate(call);
  }

  /** @throws NotFound, Invalid */
  async confirmation(token: string, from: string, call: C2bCall): Promise<CallbackAnswer> {
    await this.requireToken(token, from);
    return this.c2b.confirm(call);
  }

  private async requireToken(token: string, from: string): Promise<void> {
    if (!(await this.settings.isC2bToken(token))) throw new NotFound('callback', 'there');
    await this.requireAllowed(from);
  }

  private async requireAllowed(from: string): Promise<void> {
    if (!(await this.settings.isAllowedFrom(from))) throw new NotFound('callback', 'there');
  }
}
