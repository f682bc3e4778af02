import { Injectable } from '@nestjs/common';
import { TooMany } from '../../common/errors.js';
import type { Principal } from '../../common/principal.js';
import { TokenBucket } from '../../common/token-bucket.js';
import { Config } from '../../config/config.js';

/** Callers that were quiet for long are forgotten when there are more than these. */
const CALLERS_KEPT = 10_000;

/**
 * How often one API key, or one user signed in by token, may send over all doors: `SEND_RATE_PER_MINUTE`, by default
 * without limit, since the queue is the buffer.
 */
@Injectable()
export class SendRate {
  private readonly buckets = new Map<string, TokenBucket>();

  constructor(private readonly config: Config) {}

  /** @throws TooMany, with the time until the next may be sent. */
  take(principal: Principal, now: number): void {
    const perMinute = this.config.env.SEND_RATE_PER_MINUTE;
    if (perMinute === undefined) return;
    const caller = principal.apiKeyId === null ? `user ${principal.userId}` : `key ${principal.apiKeyId}`;
    const bucket = this.buckets.get(caller) ?? new TokenBucket(perMinute, now, perMinute);
    this.buckets.delete(caller);
    this.buckets.set(caller, bucket);
    if (this.buckets.size > CALLERS_KEPT) this.buckets.delete(this.buckets.keys().next().value ?? '');
    if (!bucket.hasToken(now)) {
      throw new TooMany(`This caller may send ${perMinute} requests a minute.`, bucket.waitMs(now) / 1000);
    }
    bucket.take(now);
  }
}
