import { Injectable } from '@nestjs/common';
import type { MpesaTest } from '@signalbox/contracts/office/mpesa';
import { Conflict } from '../../platform/common/errors.js';
import { MoneyService } from '../../platform/money/money.service.js';
import { MPESA_CURRENCY } from './daraja.js';
import { DarajaService } from './daraja.service.js';
import { MpesaSettingsService } from './mpesa-settings.service.js';

/** Tries the settings, and tells Safaricom where payments are told. */
@Injectable()
export class MpesaSetupService {
  constructor(
    private readonly settings: MpesaSettingsService,
    private readonly daraja: DarajaService,
    private readonly money: MoneyService,
  ) {}

  /** @throws Invalid naming what is missing */
  async try(): Promise<MpesaTest> {
    const account = await this.settings.account();
    return outcome(this.daraja.try(account).then(() => 'M-Pesa gave a token.'));
  }

  /** @throws Invalid naming what is missing; Conflict in another currency, or on an address that Safaricom refuses */
  async registerC2b(): Promise<MpesaTest> {
    const account = await this.settings.account();
    const { code } = this.money.currency;
    if (code !== MPESA_CURRENCY) throw new Conflict(`M-Pesa moves ${MPESA_CURRENCY}; the books are in ${code}.`);
    const { token, c2bVersion, c2bResponse } = await this.settings.registration();
    const body = {
      ShortCode: account.partyB,
      ResponseType: c2bResponse,
      ConfirmationURL: this.settings.callbackUrl(`money/${token}/confirmation`),
      ValidationURL: this.settings.callbackUrl(`money/${token}/validation`),
    };
    const done = await outcome(this.daraja.register(account, c2bVersion, body).then((text) => text || 'Registered.'));
    if (done.ok) await this.settings.registered(Date.now());
    return done;
  }
}

/** What went wrong is the answer. */
async function outcome(work: Promise<string>): Promise<MpesaTest> {
  try {
    return { ok: true, detail: await work };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}
