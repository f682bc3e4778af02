import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { AuthenticatedRequest } from '../access.js';
import { Invalid } from '../errors.js';
import { MAX_KEY_LENGTH, type Remembered, bodyHashOf, scopeOf } from './idempotency.js';

/** What to remember of a request with an Idempotency-Key, else undefined. @throws Invalid on a bad key. */
export function rememberedOf(request: FastifyRequest & Partial<AuthenticatedRequest>): Remembered | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || key === '' || key.length > MAX_KEY_LENGTH) {
    throw Invalid.field('Idempotency-Key', `expected one header of 1 to ${MAX_KEY_LENGTH} characters`);
  }
  const route = `${request.method} ${request.url.split('?')[0]}`;
  const scope = scopeOf(request.principal?.userId ?? 0, route, key);
  return { scope, since: Date.now(), bodyHash: bodyHashOf(request.body), status: null, answer: null };
}

/** The parameter of a route that keeps its answer itself, in the transaction that does its work. */
export const Idempotency = createParamDecorator((_: unknown, context: ExecutionContext) =>
  rememberedOf(context.switchToHttp().getRequest<FastifyRequest & AuthenticatedRequest>()),
);
