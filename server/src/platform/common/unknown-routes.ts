import type { IncomingMessage } from 'node:http';
import { NotFoundException } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from './errors.js';
import { type Failure, PROBLEM_JSON, answerFailure, problemOf } from './problem.filter.js';
import { SAFE_HEADERS } from './safe-headers.js';

/** How an old API says what is wrong, below the paths that are its own. */
export interface ErrorForm {
  urls: RegExp;
  contentType: string;
  errorForm: (failure: Failure) => object;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Those of the old APIs; everywhere else an error is a problem document. */
    errorForms: ErrorForm[];
  }
}

interface KnownPath {
  pattern: RegExp;
  methods: Set<string>;
}

const ORDER = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * Answers requests that no route takes, before their bodies are read: 405 with `Allow` (RFC 9110, clause 15.5.6) where
 * another method has one, else 404. To be called before the routes are made.
 */
export function answerUnknownRoutes(server: FastifyInstance): void {
  const known = new Map<string, KnownPath>();
  server.decorate('errorForms', []);
  server.addHook('onRoute', ({ url, method }) => {
    // What answers preflights for every path is no path.
    if (url === '*') return;
    const path = known.get(url) ?? { pattern: patternOf(url), methods: new Set() };
    known.set(url, path);
    for (const one of [method].flat()) path.methods.add(one);
  });
  const methodsAt = (path: string): string[] => {
    const fitting = [...known.values()].filter(({ pattern }) => pattern.test(path));
    return ORDER.filter((method) => fitting.some(({ methods }) => methods.has(method)));
  };
  server.addHook('preParsing', (request, reply, payload, done) => {
    const asksForMethods = request.method === 'OPTIONS' && request.headers.origin === undefined;
    if (!request.is404 && !asksForMethods) return done(null, payload);
    const [path = ''] = request.url.split('?', 1);
    const methods = methodsAt(path);
    if (methods.length > 0) void reply.header('allow', [...methods, 'OPTIONS'].join(', '));
    if (asksForMethods && methods.length > 0) return void reply.status(204).send();
    // Not left to Fastify's handler of errors: the routes of its plugins were made before that was set.
    answerInForm(request, reply, errorFor(request, methods));
  });
}

function errorFor({ method, url }: FastifyRequest, methods: readonly string[]): Error {
  if (methods.length === 0) return new NotFoundException(`Cannot ${method} ${url}`);
  return new DomainError(
    405,
    'Method Not Allowed',
    `${method} is not for this address, which takes ${methods.join(', ')}.`,
  );
}

/** An address that cannot be read gets no further than Fastify's router: none of its hooks has run. */
export function answerUnreadable(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  void reply.headers({ ...SAFE_HEADERS, 'x-request-id': request.id });
  answerInForm(request, reply, error);
}

/** For Fastify's `rewriteUrl`: clients of the old APIs end addresses with a slash or not, as their frameworks took both. */
export function withoutSlash(this: FastifyInstance, { url = '' }: IncomingMessage): string {
  const end = url.indexOf('?') < 0 ? url.length : url.indexOf('?');
  if (url[end - 1] !== '/' || !this.errorForms.some(({ urls }) => urls.test(url.slice(0, end)))) return url;
  return url.slice(0, end - 1) + url.slice(end);
}

/** In the form of the API that the address belongs to. */
function answerInForm(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
  const [path = ''] = request.url.split('?', 1);
  const own = request.server.errorForms.find(({ urls }) => urls.test(path));
  if (own) answerFailure(request, reply, error, own.contentType, own.errorForm);
  else answerFailure(request, reply, error, PROBLEM_JSON, (failure) => problemOf(failure, request.id));
}

/** `/a/:id/b` and `/a/*` as what they fit. */
function patternOf(url: string): RegExp {
  const escaped = url.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll(/:\w+/g, '[^/]+').replaceAll('*', '.*')}$`);
}
