import { createHmac, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Secrets } from '../../platform/config/secrets.js';
import { ALL_TOGETHER, AT_AN_ADDRESS, type Lockouts, afterFailure, afterSuccess, isNews } from './lockout.js';
import { LockoutRepository } from './lockout.repository.js';

/** What was failed, and what was right, by account and address. */
@Injectable()
export class LockoutsService {
  constructor(
    private readonly lockouts: LockoutRepository,
    private readonly secrets: Secrets,
  ) {}

  find(account: string, address: string): Promise<Lockouts> {
    return this.lockouts.find(account, address);
  }

  failed(account: string, address: string): Promise<void> {
    const now = Date.now();
    return this.lockouts.change(account, address, ({ here, everywhere }) => ({
      here: afterFailure(here, AT_AN_ADDRESS, now),
      everywhere: afterFailure(everywhere, ALL_TOGETHER, now),
    }));
  }

  /** @param before as it was read before the attempt */
  async passed(account: string, address: string, before: Lockouts): Promise<void> {
    const now = Date.now();
    if (isNews(before.here, now)) await this.lockouts.change(account, address, () => ({ here: afterSuccess(now) }));
  }

  /** The account of a name that nobody has: a digest, since it may be a password typed into the wrong field. */
  strangerOf(key: string): string {
    const [nameKey] = this.secrets.keys('signalbox sign-in names') as [KeyObject];
    return `n${createHmac('sha256', nameKey).update(key).digest('base64url')}`;
  }
}
