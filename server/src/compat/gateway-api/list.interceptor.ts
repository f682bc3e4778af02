import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Observable, mergeMap } from 'rxjs';
import type { GatewayList } from './gateway-list.js';
import { GatewayListsService } from './gateway-lists.service.js';

/** Answers the list that a door gives. */
@Injectable()
export class ListInterceptor implements NestInterceptor<GatewayList, unknown> {
  constructor(private readonly lists: GatewayListsService) {}

  intercept(context: ExecutionContext, next: CallHandler<GatewayList>): Observable<unknown> {
    const http = context.switchToHttp();
    const [request, reply] = [http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>()];
    return next.handle().pipe(mergeMap((list) => this.lists.answer(list, request, reply)));
  }
}
