import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseFilters,
  UseInterceptors,
  applyDecorators,
} from '@nestjs/common';
import { ApiDefaultResponse, ApiTags } from '@nestjs/swagger';
import { NetflowError } from '@signalbox/contracts/netflow';
import { netflowAnswer } from '@signalbox/contracts/office/netflow-answers';
import type { FastifyReply } from 'fastify';
import { type Observable, map } from 'rxjs';
import type { z } from 'zod';
import { Answers } from '../../platform/common/answers.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import { OfficeErrorFilter } from './office-error.filter.js';

/** A part of a list, and how long all of it is. */
export class Listed<Row> {
  constructor(
    readonly rows: Row[],
    readonly total: number,
  ) {}
}

/** Puts an answer into the document's envelope; of a list the length stands in `X-Total-Count`. */
@Injectable()
class EnvelopeInterceptor implements NestInterceptor {
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

/** A controller of the back office in this API's shape. The envelope is inside: what is remembered of a write has it. */
export const OfficeDoor = () =>
  applyDecorators(
    ApiTags('NetFlow API'),
    ApiDefaultResponse({ standardSchema: NetflowError }),
    UseFilters(OfficeErrorFilter),
    IdempotentWrites(),
    UseInterceptors(EnvelopeInterceptor),
  );

/** As `Answers`, in the envelope. */
export const OfficeAnswers = (data: z.ZodType): MethodDecorator => Answers(netflowAnswer(data));
