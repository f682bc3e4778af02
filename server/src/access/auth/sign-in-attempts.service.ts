import { type CallHandler, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Observable, from, lastValueFrom } from 'rxjs';
import { addressKey } from '../../platform/common/address-key.js';
import { failureOf } from '../../platform/common/problem.filter.js';
import { Config } from '../../platform/config/config.js';
import { CodeNeeded } from './second-factor.js';
import { AttemptLimit } from './attempt-limit.js';

/**
 * How often one address (of IPv6, one /64) may fail to sign in, and register: `SIGN_IN_RATE_PER_MINUTE` over all such
 * doors together, so that a second door is no second chance.
 */
@Injectable()
export class SignInAttemptsService {
  private readonly limit: AttemptLimit;

  constructor({ env }: Config) {
    this.limit = new AttemptLimit(() => env.SIGN_IN_RATE_PER_MINUTE);
  }

  /** A door's work as one attempt of its caller's address. @param counts whether one that ended so counts */
  around(context: ExecutionContext, next: CallHandler, counts: (error: unknown) => boolean): Observable<unknown> {
    const { ip } = context.switchToHttp().getRequest<FastifyRequest>();
    const work = () => lastValueFrom(next.handle(), { defaultValue: undefined });
    return from(this.limit.take(addressKey(ip), counts, work));
  }
}

/** What the caller got wrong; that the server is busy, or its database away, is not its fault. */
export const isFailure = (error: unknown): boolean => {
  // The password was right: the next step comes by itself.
  if (error === undefined || error instanceof CodeNeeded) return false;
  const { status } = failureOf(error);
  return status < 500 && status !== 429;
};
