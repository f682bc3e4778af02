import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { MpesaSettings, MpesaSettingsChange } from '@signalbox/contracts/office/mpesa';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { Conflict, Invalid } from '../../platform/common/errors.js';
import type { Principal } from '../../platform/common/principal.js';
import { Config } from '../../platform/config/config.js';
import { OfficeSettingsService } from '../settings/office-settings.service.js';
import { type Account, NONE, type Stored, accountOf, changed, isAllowedFrom, viewOf } from './mpesa-settings.js';

const NAME = 'mpesa';
/** Safaricom refuses addresses that have these words. */
const REFUSED_WORDS = /mpesa|safaricom/i;
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** How M-Pesa is reached, and where it reaches us. */
@Injectable()
export class MpesaSettingsService {
  constructor(
    private readonly settings: OfficeSettingsService,
    private readonly config: Config,
    private readonly log: SystemLogService,
  ) {}

  async show(): Promise<MpesaSettings> {
    return viewOf(await this.stored(), this.isReached);
  }

  /** @throws Invalid */
  async change(change: MpesaSettingsChange, { userId }: Principal): Promise<MpesaSettings> {
    const next = changed(await this.stored(), change);
    await this.save(next);
    const details = `M-Pesa settings: ${Object.keys(change).join(', ')}`;
    this.log.record({ action: 'mpesa_settings_changed', details, status: 'ok', userId });
    return viewOf(next, this.isReached);
  }

  /** @throws Invalid naming what is missing */
  async account(): Promise<Account> {
    return accountOf(await this.stored(), this.isReached);
  }

  /** The version of C2B, what is to happen without validation, and the token of its addresses, made once for good. */
  async registration(): Promise<{ token: string } & Pick<Stored['shown'], 'c2bVersion' | 'c2bResponse'>> {
    const stored = await this.stored();
    const { c2bVersion, c2bResponse } = stored.shown;
    if (stored.hidden.token !== '') return { token: stored.hidden.token, c2bVersion, c2bResponse };
    const token = randomBytes(32).toString('base64url');
    const tokenHash = hashOf(token).toString('hex');
    await this.save({ shown: { ...stored.shown, tokenHash }, hidden: { ...stored.hidden, token } });
    return { token, c2bVersion, c2bResponse };
  }

  async registered(at: number): Promise<void> {
    const { shown, hidden } = await this.stored();
    await this.save({ shown: { ...shown, registeredAt: at }, hidden });
  }

  /** In constant time. */
  async isC2bToken(token: string): Promise<boolean> {
    const { tokenHash } = (await this.stored()).shown;
    return tokenHash !== null && timingSafeEqual(hashOf(token), Buffer.from(tokenHash, 'hex'));
  }

  async isAllowedFrom(address: string): Promise<boolean> {
    return isAllowedFrom((await this.stored()).shown.callbackAddresses, address);
  }

  /** An address for callbacks. @throws Invalid without `PUBLIC_URL`; Conflict where that has a word that is refused */
  callbackUrl(path: string): string {
    const { PUBLIC_URL: root } = this.config.env;
    if (root === undefined) throw new Invalid([], 'M-Pesa settings are missing: PUBLIC_URL');
    if (REFUSED_WORDS.test(root))
      throw new Conflict('PUBLIC_URL has the word mpesa or safaricom, which Safaricom refuses.');
    return `${root}/api/v1/callbacks/${path}`;
  }

  private get isReached(): boolean {
    return this.config.env.PUBLIC_URL !== undefined;
  }

  private async stored(): Promise<Stored> {
    const read = await this.settings.read(NAME);
    if (!read) return NONE;
    return {
      shown: { ...NONE.shown, ...(read.value as Partial<Stored['shown']>) },
      hidden: { ...NONE.hidden, ...(read.secrets as Partial<Stored['hidden']> | null) },
    };
  }

  private save({ shown, hidden }: Stored): Promise<void> {
    return this.settings.write(NAME, shown, hidden);
  }
}
