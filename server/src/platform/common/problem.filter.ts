import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Problem } from '@signalbox/contracts/common';
import { OccasionalLog } from '@signalbox/transport/occasional-log';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from './errors.js';
import { MAX_ERRORS, ValidationFailed } from './validation.js';

export const PROBLEM_JSON = 'application/problem+json';

/** An error as every door knows it, before it takes a door's own form. */
export interface Failure {
  status: number;
  title: string;
  detail: string;
  errors: Problem['errors'];
  /** How many wrong fields there are beside `errors`. */
  more?: number;
  retryAfterSeconds?: number;
}

/** Fastify's own errors, such as a body that is too large, carry their status. */
const hasStatus = (error: unknown): error is Error & { statusCode: number } =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number';

/** Fastify's, of a body that it has no parser for. */
const isOtherType = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE';
const TYPES = 'Content-Type: expected application/json, or multipart/form-data where a file is taken.';

/** What to tell the caller of an error; what we did not foresee is a 500 that tells nothing. */
export function failureOf(error: unknown): Failure {
  if (error instanceof DomainError) {
    const { status, title, message: detail, errors, retryAfterSeconds } = error;
    return bounded({ status, title, detail, errors: errors.length > 0 ? errors : undefined, retryAfterSeconds });
  }
  if (error instanceof ValidationFailed) {
    const detail = 'The request has wrong fields.';
    return bounded({ status: 400, title: 'Bad Request', detail, errors: error.errors });
  }
  if (error instanceof HttpException) {
    return { status: error.getStatus(), title: error.message, detail: error.message, errors: undefined };
  }
  if (isOtherType(error)) return { status: 415, title: 'Unsupported Media Type', detail: TYPES, errors: undefined };
  if (hasStatus(error) && error.statusCode >= 400 && error.statusCode < 500) {
    return { status: error.statusCode, title: error.message, detail: error.message, errors: undefined };
  }
  return {
    status: 500,
    title: 'Internal Server Error',
    detail: 'Something went wrong on our side; it is logged under this request id.',
    errors: undefined,
  };
}

/** Names the first wrong fields, and tells of the others how many there are. */
function bounded(failure: Failure): Failure {
  const more = (failure.errors?.length ?? 0) - MAX_ERRORS;
  if (more <= 0) return failure;
  const detail = `${failure.detail} ${more} more than these ${MAX_ERRORS}.`;
  return { ...failure, detail, errors: failure.errors?.slice(0, MAX_ERRORS), more };
}

/** What an old API says behind the last field that it names. */
export const wordOf = ({ more }: Pick<Failure, 'more'>): string => (more === undefined ? '' : `; and ${more} more`);

/** Sends a failure, with the headers that belong to its status; `body` gives it the door's own form. */
export function sendFailure(
  host: ArgumentsHost,
  error: unknown,
  contentType: string,
  body: (failure: Failure) => object,
) {
  const http = host.switchToHttp();
  answerFailure(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), error, contentType, body);
}

const logger = new Logger('Http');
const occasional = new OccasionalLog((line) => logger.warn(line));

/**
 * Logs what went wrong on our side. What a service foresaw, such as a database that is away, is one line once in a while:
 * each caller meets it.
 */
export function logFailure(error: unknown, failure: Failure, requestId: string, what: string): void {
  if (failure.status < 500) return;
  if (error instanceof DomainError) occasional.note(String(failure.status), `${what}: ${failure.detail}`);
  else logger.error({ error, request_id: requestId }, `${what} failed`);
}

/** The same for what happens before Nest sees a request. */
export function answerFailure(
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
  contentType: string,
  body: (failure: Failure) => object,
): void {
  const failure = failureOf(error);
  logFailure(error, failure, request.id, `${request.method} ${request.routeOptions.url}`);
  if (failure.status === 401) void reply.header('www-authenticate', 'Bearer');
  if (failure.retryAfterSeconds !== undefined) void reply.header('retry-after', String(failure.retryAfterSeconds));
  void reply
    .status(failure.status)
    .header('content-type', contentType)
    .send(JSON.stringify(body(failure)));
}

/** The problem document of a failure, for the request of this id. */
export const problemOf = ({ status, title, detail, errors }: Failure, id: string): Problem => ({
  type: 'about:blank',
  title,
  status,
  detail,
  instance: `urn:request:${id}`,
  errors,
});

/** Every error of the canonical API as a problem document (RFC 9457). */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    // Sockets answer at their handshake, and MQTT handlers have a filter of their own.
    if (host.getType() !== 'http') throw error;
    const { id } = host.switchToHttp().getRequest<FastifyRequest>();
    sendFailure(host, error, PROBLEM_JSON, (failure) => problemOf(failure, id));
  }
}
