import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { excessOf } from '@signalbox/transport/json-bounds';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, errorCodes } from 'fastify';
import type { AuthenticatedRequest } from '../access.js';
import { DomainError, Invalid } from '../errors.js';
import { BodyBudget } from './body-budget.js';
import { textOf } from './charset.js';
import { hangUp, statusOfBroken } from './hang-up.js';
import { closeAsUsual, closeSlowly } from './slow-close.js';
import { UPLOAD_PACE, UploadPace } from './upload-pace.js';

const KB = 1024;
const MB = 1024 * KB;
export const BODY_LIMIT = MB;
/** Of a caller whom nobody knows yet. */
const PUBLIC_BODY_LIMIT = 16 * KB;
/** 10,000 messages of full length. */
const BATCH_BODY_LIMIT = 32 * MB;
const BATCH_URL = '/api/v1/messages/batch';
/** A file as Base64. */
const ATTACHMENT_BODY_LIMIT = 4.5 * MB;
const ATTACHMENTS_URL = '/api/v1/tickets/:id/attachments';
/** A message of a chat with the one that it answers, each letter escaped: larger than what callers send whom nobody knows. */
const CHAT_BODY_LIMIT = 64 * KB;
const CHATS_URL = '/api/v1/alerts/telegram/:channel';
/** These take forms with a file, which they read as streams and limit themselves. */
const UPLOAD_URLS = new Set([
  '/api/v1/number-lists',
  '/api/v1/customers/import',
  '/api/v1/suppressions/import/file',
  '/program/create',
]);
/** Takes a body of any type, as the text that it is. */
export const REPORT_URL = '/api/v1/providers/:id/reports/:token';
export const MULTIPART = /^\s*multipart\//i;

/** Bodies that are no larger are not counted. */
const SMALL = 16 * KB;
const BUDGET = { total: 64 * MB, perCaller: BATCH_BODY_LIMIT, waiting: 200, waitMs: 10_000 };
const PACE_CHECKED_MS = 1_000;

/** Time limits of a connection, for Fastify: a head, a body that is no upload, and a client that reads no answer. */
export const TIME_LIMITS = {
  http: { headersTimeout: 15_000, connectionsCheckingInterval: 2_000 },
  requestTimeout: 30_000,
  connectionTimeout: 120_000,
};

/** What is read of requests: how much, how long, and of how many at a time. */
export class Bodies {
  private readonly budget = new BodyBudget(BUDGET);
  private readonly uploads = new WeakSet<object>();

  /** What Fastify does with a connection whose request is broken, or has not come in whole in time. */
  readonly onClientError = (error: NodeJS.ErrnoException, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return;
    // Uploads have limits of their own.
    if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && this.uploads.has(socket)) return;
    hangUp(socket, statusOfBroken(error.code));
  };

  /** To be called before the routes are made. */
  bound(server: FastifyInstance): void {
    const parse = server.getDefaultJsonParser('error', 'error');
    server.removeContentTypeParser(['text/plain', 'application/json']);
    server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, octets: Buffer, done) => {
      try {
        const text = textOf(octets, request.headers['content-type']);
        const excess = excessOf(text);
        if (excess !== null) throw Invalid.field('body', excess);
        void parse(request, text, done);
      } catch (error) {
        done(error as Error);
      }
    });
    server.addHook('onRoute', (route) => {
      if (route.config?.access === 'everybody') route.bodyLimit = PUBLIC_BODY_LIMIT;
      if (route.url === CHATS_URL) route.bodyLimit = CHAT_BODY_LIMIT;
      if (route.url === BATCH_URL) route.bodyLimit = BATCH_BODY_LIMIT;
      if (route.url === ATTACHMENTS_URL) route.bodyLimit = ATTACHMENT_BODY_LIMIT;
    });
    server.addHook('onRequest', (request, reply, done) => {
      // Until it is clear that the body is wanted.
      if (hasBody(request.headers)) {
        const short = isShort(request.headers);
        if (!short) void reply.header('connection', 'close');
        closeSlowly(request.raw.socket, short);
      }
      done();
    });
    // Behind all hooks that can refuse a request by its head.
    server.addHook('preParsing', (request, reply, payload, done) => {
      if (!hasBody(request.headers)) return done(null, payload);
      this.admit(request, reply).then(() => done(null, payload), done);
    });
  }

  /** @throws what is wrong with a body by its head, or because of all that is being read already */
  private async admit(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { headers } = request;
    const { url, bodyLimit = BODY_LIMIT } = request.routeOptions;
    if ((headers['content-encoding'] ?? 'identity') !== 'identity') {
      throw new DomainError(415, 'Unsupported Media Type', 'Content-Encoding: expected a body that is not compressed.');
    }
    if (MULTIPART.test(headers['content-type'] ?? '') && url !== REPORT_URL) {
      if (url === undefined || !UPLOAD_URLS.has(url)) {
        throw new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(headers['content-type']);
      }
      this.watch(request);
    } else {
      const size = Number(headers['content-length'] ?? bodyLimit);
      if (size > bodyLimit) throw new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE();
      if (size > SMALL) await this.takeRoom(request, reply, size);
    }
    void reply.removeHeader('connection');
    closeAsUsual(request.raw.socket);
    if (headers.expect !== undefined) reply.raw.writeContinue();
  }

  private async takeRoom(request: FastifyRequest, { raw }: FastifyReply, size: number): Promise<void> {
    const { principal } = request as Partial<AuthenticatedRequest>;
    const giveBack = await this.budget.take(principal?.userId ?? 0, size);
    // What was read is in memory until it has been answered.
    if (raw.destroyed) giveBack();
    else raw.once('close', giveBack);
  }

  private watch({ raw }: FastifyRequest): void {
    const { socket } = raw;
    this.uploads.add(socket);
    const pace = new UploadPace(performance.now(), socket.bytesRead, UPLOAD_PACE);
    const timer = setInterval(() => {
      const complaint = pace.complaint(performance.now(), socket.bytesRead);
      if (complaint !== null) hangUp(socket, 408, complaint);
    }, PACE_CHECKED_MS).unref();
    const forget = (): void => {
      clearInterval(timer);
      this.uploads.delete(socket);
    };
    for (const over of ['end', 'close']) raw.once(over, forget);
  }
}

/** Whether it may as well be read, and thrown away, so that its connection goes on. */
const isShort = (headers: IncomingHttpHeaders): boolean => Number(headers['content-length']) <= BODY_LIMIT;

const hasBody = (headers: IncomingHttpHeaders): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
