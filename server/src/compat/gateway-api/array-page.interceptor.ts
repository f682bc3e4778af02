import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Page } from '@signalbox/contracts/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Observable, map } from 'rxjs';

/** Answers a page as a bare array; where it goes on stands in the header `Link` (RFC 8288), relation `next`. */
@Injectable()
export class ArrayPageInterceptor implements NestInterceptor<Page<unknown>, unknown[]> {
  intercept(context: ExecutionContext, next: CallHandler<Page<unknown>>): Observable<unknown[]> {
    const http = context.switchToHttp();
    const { url } = http.getRequest<FastifyRequest>();
    return next.handle().pipe(
      map(({ data, next_cursor }) => {
        if (next_cursor !== null) {
          void http.getResponse<FastifyReply>().header('link', `<${withCursor(url, next_cursor)}>; rel="next"`);
        }
        return data;
      }),
    );
  }
}

function withCursor(url: string, cursor: string): string {
  const [path = '', query] = url.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', cursor);
  return `${path}?${parameters.toString()}`;
}
