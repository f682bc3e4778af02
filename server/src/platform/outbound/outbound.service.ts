import { type IncomingMessage, Agent as PlainAgent, request as plainRequest } from 'node:http';
import { Agent as TlsAgent, request as tlsRequest } from 'node:https';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { OutboundRefused } from '@signalbox/transport/checked-lookup';
import { VERSION } from '../version.js';
import { OutboundGuard } from './outbound-guard.js';
import { webhookHeaders } from './signature.js';

export interface Posting {
  url: string;
  /** JSON. */
  body: string;
  /** The same over all attempts, without a dot. */
  id: string;
  /** The receiver's own, which replace none of ours. */
  headers?: Readonly<Record<string, string>>;
}

export interface Posted {
  status: number;
  headers: IncomingMessage['headers'];
  /** What it began with. */
  body: string;
  ms: number;
}

/** So much of an answer is read; what is longer is cut off, with its connection. */
const MOST_READ = 16 * 1024;
const KEPT = 2_000;
/** What was answered is known by its head: its body may take so long. */
const BODY_MS = 3_000;
/** Until the answer is there. */
const LIMIT_MS = 15_000;
const IDLE_MS = 20_000;
const KEEP = { keepAlive: true, maxFreeSockets: 64, scheduling: 'lifo', timeout: IDLE_MS } as const;

/**
 * Posts to addresses that people entered, signed by the Standard Webhooks convention: where the guard lets it, over connections
 * that are kept, within a time, reading a bounded part of the answer. Redirects are answers like any other: nobody goes after
 * them.
 */
@Injectable()
export class OutboundService implements OnApplicationShutdown {
  private readonly plain = new PlainAgent(KEEP);
  private readonly tls = new TlsAgent(KEEP);

  constructor(private readonly guard: OutboundGuard) {}

  /**
   * @param secrets that are valid, each of which signs
   * @throws OutboundRefused; Error on a secret that is none, when there is no answer in time, or when the signal ends it
   */
  async post({ url, body, id, headers }: Posting, secrets: readonly string[], signal: AbortSignal): Promise<Posted> {
    const refusal = this.guard.refusalOfUrl(url);
    if (refusal !== null) throw new OutboundRefused(refusal);
    const all = {
      ...headers,
      'content-type': 'application/json',
      'user-agent': `Signalbox/${VERSION}`,
      ...webhookHeaders({ id, seconds: Math.floor(Date.now() / 1000), body }, secrets),
    };
    try {
      return await this.once(url, all, body, signal);
    } catch (error) {
      // A connection that was kept and had been closed meanwhile: nothing was taken.
      if (error instanceof Stale) return this.once(url, all, body, signal);
      throw error;
    }
  }

  onApplicationShutdown(): void {
    this.plain.destroy();
    this.tls.destroy();
  }

  private once(url: string, headers: Record<string, string>, body: string, signal: AbortSignal): Promise<Posted> {
    const isTls = new URL(url).protocol === 'https:';
    const began = performance.now();
    return new Promise((resolve, reject) => {
      const request = (isTls ? tlsRequest : plainRequest)(url, {
        method: 'POST',
        agent: isTls ? this.tls : this.plain,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        lookup: this.guard.lookupFor(isTls),
        signal,
      });
      const late = setTimeout(() => request.destroy(new Error(`no answer within ${LIMIT_MS} ms`)), LIMIT_MS);
      let answered = false;
      const fail = (error: Error & { code?: string }): void => {
        clearTimeout(late);
        const isStale = request.reusedSocket && !answered && error.code === 'ECONNRESET';
        reject(isStale ? new Stale() : error);
      };
      request.once('error', fail);
      request.once('response', (response) => {
        answered = true;
        clearTimeout(late);
        readBody(response, (text) => {
          request.off('error', fail).on('error', () => undefined);
          const ms = Math.round(performance.now() - began);
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text, ms });
        });
      });
      request.end(body);
    });
  }
}

class Stale extends Error {}

/** Without what is not shown, or turns what stands beside it around. */
const seen = (text: string): string => text.toWellFormed().replaceAll(/[^\P{C}\n\t]/gu, ' ');

/** Its beginning, when it has ended, is longer than anybody reads, or takes too long. */
function readBody(response: IncomingMessage, done: (text: string) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  const late = setTimeout(() => response.destroy(), BODY_MS);
  const end = (): void => {
    clearTimeout(late);
    done(seen(Buffer.concat(chunks).toString('utf8').slice(0, KEPT)));
  };
  response.on('data', (chunk: Buffer) => {
    length += chunk.length;
    chunks.push(chunk);
    if (length > MOST_READ) response.destroy();
  });
  response.once('close', end);
  response.on('error', () => undefined);
}
