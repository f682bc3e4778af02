import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
  UseInterceptors,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Observable, from, lastValueFrom } from 'rxjs';
import type { AuthenticatedRequest } from '../access.js';
import { auditScope } from '../audit/audit-scope.js';
import { rememberedOf } from './idempotency.decorators.js';
import type { Remembered } from './idempotency.js';
import { IdempotencyService } from './idempotency.service.js';
import { forRequest } from './once.js';

const AT_MOST_ONCE = 'signalbox:at-most-once';

/** Gives a write the meaning of Idempotency-Key: its answer is kept under the key, and given again. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly idempotency: IdempotencyService) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest & Partial<AuthenticatedRequest>>();
    if (request.headers['idempotency-key'] === undefined || request.method === 'GET' || !request.principal) {
      return next.handle();
    }
    const remember = rememberedOf(request);
    if (!remember) return next.handle();
    const isAtMostOnce = Reflect.hasMetadata(AT_MOST_ONCE, context.getHandler());
    return from(this.once(remember, isAtMostOnce, http.getResponse<FastifyReply>(), next));
  }

  private async once(
    remember: Remembered,
    isAtMostOnce: boolean,
    reply: FastifyReply,
    next: CallHandler,
  ): Promise<unknown> {
    const earlier = await this.idempotency.begin(remember, isAtMostOnce);
    if (earlier) {
      const scope = auditScope();
      if (scope) scope.isLeftOut = true;
      const answer = this.idempotency.replay<unknown>(earlier, remember.bodyHash);
      if (earlier.status !== null) void reply.status(earlier.status);
      return answer ?? undefined;
    }
    try {
      const handle = () => lastValueFrom(next.handle(), { defaultValue: undefined });
      const answer: unknown = await forRequest(remember, handle);
      await this.idempotency.finish(remember, reply.statusCode, answer);
      return answer;
    } catch (error) {
      // What is left of it is taken over by its repetition.
      await this.idempotency.forget(remember).catch(() => undefined);
      throw error;
    }
  }
}

/**
 * The writes of this controller, or this one, take Idempotency-Key. Not global: an interceptor costs more than all the
 * rest of the road to a handler, and the routes that accept messages keep their answers with the messages.
 */
export const IdempotentWrites = () => UseInterceptors(IdempotencyInterceptor);

/** What this route does leaves the house and may cost money: a repetition of a request that was cut off does not do it again. */
export const AtMostOnce = () => SetMetadata(AT_MOST_ONCE, true);
