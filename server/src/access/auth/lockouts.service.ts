import { createHmac, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { deriveKey } from '../../platform/common/sealer.js';
import { Secrets } from '../../platform/config/secrets.js';
import { ALL_TOGETHER, AT_AN_ADDRESS, type Lockouts, afterFailure, afterSuccess, isNews } from './lockout.js';
import { LockoutRepository } from './lockout.repository.js';

/** What was failed, and what was right, by account and address. */
@Injectable()
export class LockoutsService {
  private readonly nameKey: KeyObject;

  constructor(
    private readonly lockouts: LockoutRepository,
    secrets: Secrets,
  ) {
    this.nameKey = deriveKey(secrets.key, 'signalbox sign-in names');
  }

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
    return `n${createHmac('sha256', this.nameKey).update(key).digest('base64url')}`;
  }
}
