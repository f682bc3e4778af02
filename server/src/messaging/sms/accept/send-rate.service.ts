import { Injectable } from '@nestjs/common';
import { isStaff } from '@signalbox/contracts/permissions';
import { DomainError, TooMany } from '../../../platform/common/errors.js';
import type { Principal } from '../../../platform/common/principal.js';
import { TokenBucket } from '../../../platform/common/token-bucket.js';
import { Config } from '../../../platform/config/config.js';

/** Callers that were quiet for long are forgotten when there are more than these. */
const CALLERS_KEPT = 10_000;

/** Messages that an account of role `user` may send a minute where anybody may register one, without the setting. */
export const NEWCOMERS_PER_MINUTE = 60;

/**
 * How often one API key, or one user signed in by token, may send over all doors: `SEND_RATE_PER_MINUTE` in requests, by
 * default without limit, since the queue is the buffer. Where registration is open, accounts of role `user` are limited
 * even so: in messages, as a batch holds thousands, and each over all its keys, as it makes itself as many as it likes.
 */
@Injectable()
export class SendRateService {
  private readonly buckets = new Map<string, TokenBucket>();

  constructor(private readonly config: Config) {}

  /**
   * @param messages how many the request brings
   * @throws TooMany, with the time until they may be sent; a 403 when they never may be, in one request
   */
  take({ userId, apiKeyId, role }: Principal, now: number, messages = 1): void {
    const perMinute = this.config.env.SEND_RATE_PER_MINUTE;
    if (perMinute !== undefined) {
      // A setting: with another rate it is another bucket.
      const caller = apiKeyId === null ? `user ${userId}` : `key ${apiKeyId}`;
      const bucket = this.bucketOf(`${caller} at ${perMinute}`, perMinute, now);
      if (!bucket.hasToken(now)) {
        throw new TooMany(`This caller may send ${perMinute} requests a minute.`, bucket.waitMs(now) / 1000);
      }
      bucket.take(now);
    } else if (!isStaff(role) && this.config.registrationOpen) {
      this.takeOfNewcomer(userId, now, messages);
    }
  }

  private takeOfNewcomer(userId: number, now: number, messages: number): void {
    if (messages > NEWCOMERS_PER_MINUTE) throw tooLarge();
    const bucket = this.bucketOf(`newcomer ${userId}`, NEWCOMERS_PER_MINUTE, now);
    if (bucket.available(now) < messages) {
      const detail = `An account of role user may send ${NEWCOMERS_PER_MINUTE} messages a minute.`;
      throw new TooMany(detail, bucket.waitMs(now, messages) / 1000);
    }
    bucket.take(now, messages);
  }

  private bucketOf(caller: string, perMinute: number, now: number): TokenBucket {
    const bucket = this.buckets.get(caller) ?? new TokenBucket(perMinute, now, perMinute);
    this.buckets.delete(caller);
    this.buckets.set(caller, bucket);
    if (this.buckets.size > CALLERS_KEPT) this.buckets.delete(this.buckets.keys().next().value ?? '');
    return bucket;
  }
}

const tooLarge = (): DomainError =>
  new DomainError(403, 'Forbidden', 'Accounts of role user may not send so many messages at once.', [
    { field: 'messages', message: `expected at most ${NEWCOMERS_PER_MINUTE} messages of an account of role user` },
  ]);
