import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { OutboundRefused } from '@signalbox/transport/checked-lookup';
import { retryAfterMs } from '@signalbox/transport/retry-after';
import type { Answer, Exchange } from './outcome.js';
import type { OutboundGuard } from './outbound-guard.js';
import type { OutboundRequest } from './profile.js';
import { Routes, type Way } from './routes.js';

/** What is longer is no answer to a message. */
const MOST_BYTES = 1024 * 1024;
const LONGEST_WAIT_MS = 10 * 60_000;

export interface Travel {
  proxy: string | null;
  /** For the whole of it, from the connection to the last byte. */
  timeoutMs: number;
}

/** Asks over HTTP/1.1 on connections that are kept, and always says how far a request came. It follows no redirect. */
export class OutboundClient {
  private readonly routes: Routes;

  constructor(guard: OutboundGuard) {
    this.routes = new Routes(guard);
  }

  exchange(request: OutboundRequest, { proxy, timeoutMs }: Travel): Promise<Exchange> {
    let way: Way;
    try {
      way = this.routes.to(new URL(request.url), proxy);
    } catch (error) {
      return Promise.resolve({ type: 'unsent', reason: wordsOf(error) });
    }
    return new Promise((resolve) => travel(request, way, timeoutMs, resolve));
  }

  close(): void {
    this.routes.close();
  }
}

function travel(request: OutboundRequest, way: Way, timeoutMs: number, resolve: (exchange: Exchange) => void): void {
  let written = false;
  let refusedByProxy: number | null = null;
  let response: Received | null = null;
  let over = false;

  const end = (exchange: Exchange) => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    resolve(exchange);
  };
  const broke = (reason: string) => {
    if (response) end({ type: 'answer', answer: response.answer(reason) });
    else end(written ? { type: 'lost', reason } : { type: 'unsent', reason });
  };

  const outgoing = begin(request, way);
  const timer = setTimeout(() => {
    broke(written ? `no answer within ${timeoutMs / 1000} s` : `no connection within ${timeoutMs / 1000} s`);
    outgoing.destroy();
  }, timeoutMs);
  outgoing.on('proxyConnect', ({ statusCode }: { statusCode?: number }) => {
    if (statusCode !== undefined && statusCode !== 200) refusedByProxy = statusCode;
  });
  outgoing.on('socket', (socket) => whenOpen(socket, () => (written = true)));
  outgoing.on('response', (message) => {
    const refused = refusedByProxy ?? (message.statusCode === 407 ? 407 : null);
    if (refused !== null) {
      end({ type: 'unsent', reason: `the proxy answered HTTP ${refused}` });
      outgoing.destroy();
      return;
    }
    const received = new Received(message);
    response = received;
    message.on('data', (chunk: Buffer) => {
      if (received.take(chunk)) return;
      broke('the answer is too long');
      outgoing.destroy();
    });
    message.on('end', () =>
      end({ type: 'answer', answer: received.answer(message.complete ? null : 'the answer broke off') }),
    );
    message.on('error', (error) => broke(wordsOf(error)));
  });
  outgoing.on('error', (error) => broke(wordsOf(error)));
  outgoing.on('close', () => broke('the connection was closed'));
  outgoing.end(request.body ?? undefined);
}

function begin({ method, headers, body }: OutboundRequest, { secure, options, headers: ways }: Way): ClientRequest {
  const length = body === null ? {} : { 'content-length': Buffer.byteLength(body) };
  const own = { 'user-agent': 'signalbox', 'accept-encoding': 'identity', ...headers, ...length, ...ways };
  return (secure ? httpsRequest : httpRequest)({ ...options, method, headers: own });
}

/** Only on an open connection, after its TLS handshake, the first byte of a request leaves. */
function whenOpen(socket: Socket, done: () => void): void {
  if (socket instanceof TLSSocket) {
    if (socket.getProtocol() === null || isShaking(socket)) socket.once('secureConnect', done);
    else done();
  } else if (socket.connecting) socket.once('connect', done);
  else if (!socket.destroyed) done();
}

const isShaking = (socket: TLSSocket): boolean => 'secureConnecting' in socket && socket.secureConnecting === true;

/** An answer as it comes in. */
class Received {
  private readonly chunks: Buffer[] = [];
  private bytes = 0;

  constructor(private readonly message: IncomingMessage) {}

  /** @returns false when it is too much */
  take(chunk: Buffer): boolean {
    this.bytes += chunk.length;
    if (this.bytes > MOST_BYTES) return false;
    this.chunks.push(chunk);
    return true;
  }

  answer(broken: string | null): Answer {
    const { statusCode = 0, headers } = this.message;
    return {
      status: statusCode,
      retryAfterMs: waitOf(headers['retry-after']),
      location: headers.location ?? null,
      body: Buffer.concat(this.chunks).toString('utf8'),
      broken,
    };
  }
}

function waitOf(header: string | undefined): number | null {
  const ms = retryAfterMs(header, Date.now());
  return ms === null ? null : Math.min(ms, LONGEST_WAIT_MS);
}

const WORDS: Record<string, string> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed',
  ENOTFOUND: 'the host has no address',
  EAI_AGAIN: 'the host cannot be looked up',
  ETIMEDOUT: 'the host does not answer',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
};

/** Codes and our own words; what libraries say may hold the proxy's password. */
function wordsOf(error: unknown): string {
  if (error instanceof OutboundRefused) return error.message;
  if (error instanceof AggregateError && error.errors.length > 0) return wordsOf(error.errors[0]);
  const { code, message } = error as NodeJS.ErrnoException;
  return (code === undefined ? null : (WORDS[code] ?? code)) ?? message;
}
