import { type ExecutionContext, Injectable } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail } from '@nestjs/throttler';
import { TooMany } from '../../platform/common/errors.js';

/**
 * Limits how often one address (of IPv6, one /64) may try to sign in or register: `SIGN_IN_RATE_PER_MINUTE` over all
 * such doors together, so that a second door is no second chance.
 */
@Injectable()
export class SignInLimitGuard extends ThrottlerGuard {
  protected override generateKey(_context: ExecutionContext, address: string): string {
    return `sign-in ${address}`;
  }

  protected override throwThrottlingException(_: ExecutionContext, detail: ThrottlerLimitDetail): Promise<void> {
    throw new TooMany('Too many attempts from this address.', detail.timeToBlockExpire);
  }
}
