import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
  applyDecorators,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { Audited } from '../platform/common/audit/audited.js';
import { WholeLists } from './whole-lists.js';

/** Notes who read the list that a route gave. */
@Injectable()
export class WholeListInterceptor implements NestInterceptor {
  private readonly lists = new WholeLists();

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return next.handle().pipe(tap((list: { isWhole?: boolean }) => this.lists.note(request, list.isWhole !== false)));
  }
}

/**
 * A list of an older API: that somebody reads all of it is written down, once an hour. What the route gives is whole where it
 * does not say otherwise (`isWhole`).
 */
export const ListDoor = () => applyDecorators(Audited(), UseInterceptors(WholeListInterceptor));
