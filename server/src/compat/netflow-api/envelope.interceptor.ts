import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type Observable, map } from 'rxjs';
import { Listed } from './listed.js';

/** Puts an answer into the document's envelope; of a list the length stands in `X-Total-Count`. */
@Injectable()
export class EnvelopeInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map((answer: unknown) => {
        if (!(answer instanceof Listed)) return { success: true, data: answer };
        const reply = context.switchToHttp().getResponse<FastifyReply>();
        void reply.header('x-total-count', String(answer.total));
        return { success: true, data: answer.rows };
      }),
    );
  }
}
