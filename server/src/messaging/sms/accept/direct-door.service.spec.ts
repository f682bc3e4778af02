import { type Server, createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConsoleLogger, Logger } from '@nestjs/common';
import type { AuthService } from '../../../access/auth/auth.service.js';
import { TooMany, Unauthenticated } from '../../../platform/common/errors.js';
import type { Principal } from '../../../platform/common/principal.js';
import { messageWith } from '../../../../test/messages.js';
import type { AcceptService } from './accept.service.js';
import type { DraftsService } from './drafts.service.js';
import { DirectDoorService } from './direct-door.service.js';
import type { SendRateService } from './send-rate.service.js';

const BODY = JSON.stringify({ to: '+254712345678', text: 'héllo' });
const PRINCIPAL: Principal = { userId: 1, username: 'client', role: 'user', apiKeyId: 1 };
const ACCEPTED = { id: 'x', status: 'queued', to: '+254712345678', encoding: 'gsm7', segments: 1 };

describe('the direct door', () => {
  let server: Server;
  let caller: Principal | Promise<Principal>;
  let stored: () => Promise<unknown>;
  let limited: boolean;
  /** The body as the long way read it, per request that came there. */
  let longWay: string[];

  beforeEach(async () => {
    caller = PRINCIPAL;
    stored = () => Promise.resolve(ACCEPTED);
    limited = false;
    longWay = [];
    const auth = {
      authenticate: () => {
        if (caller === PRINCIPAL || caller instanceof Promise || caller.role) return caller;
        throw new Unauthenticated();
      },
    } as unknown as AuthService;
    const rate = {
      take: () => {
        if (limited) throw new TooMany('Too often.', 1);
      },
    } as unknown as SendRateService;
    const drafts = { of: () => messageWith() } as unknown as DraftsService;
    const accept = { store: () => stored() } as unknown as AcceptService;
    const door = new DirectDoorService(auth, rate, drafts, accept).before(
      (request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
          longWay.push(Buffer.concat(chunks).toString());
          response.writeHead(299).end();
        });
        request.resume();
      },
      () => 'request-1',
    );
    server = createServer(door);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  function post(
    body: string[] = [BODY],
    headers: Record<string, string> = {},
    path = '/api/v1/messages',
  ): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
    return new Promise((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      const length = String(Buffer.byteLength(body.join('')));
      const all = { 'content-type': 'application/json', 'content-length': length, 'x-api-key': 'key', ...headers };
      const sent = httpRequest(
        { host: '127.0.0.1', port, method: 'POST', path, headers: all, agent: false },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8');
          answer.on('data', (chunk: string) => (text += chunk));
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }));
        },
      );
      sent.on('error', reject);
      sent.write(body[0] ?? '');
      if (body[1] === undefined) sent.end();
      // The first piece comes with the head, whose turn it is now; the second in another turn.
      else server.once('request', () => setImmediate(() => sent.end(body[1])));
    });
  }

  it('answers a plain request as the long way does', async () => {
    const answer = await post();
    expect(answer.status).toBe(202);
    expect(JSON.parse(answer.body)).toEqual(ACCEPTED);
    expect(answer.headers).toMatchObject({
      'x-request-id': 'request-1',
      'content-type': 'application/json; charset=utf-8',
    });
    expect(longWay).toEqual([]);
  });

  it.each<[string, () => Promise<{ status: number }>]>([
    ['of another address', () => post([BODY], {}, '/api/v1/messages/batch')],
    ['with an Idempotency-Key', () => post([BODY], { 'idempotency-key': '1' })],
    ['from a browser', () => post([BODY], { origin: 'https://a.example' })],
    ['that is not JSON by its type', () => post([BODY], { 'content-type': 'text/plain' })],
  ])('leaves a request %s to the long way, whole', async (_, send) => {
    expect((await send()).status).toBe(299);
    expect(longWay).toEqual([BODY]);
  });

  it('leaves a request without a body to the long way', async () => {
    expect((await post([''])).status).toBe(299);
    expect(longWay).toEqual(['']);
  });

  it('leaves a body that is broken, wrong or in pieces to the long way, whole', async () => {
    await post(['{"to":']);
    await post(['{"to":"+254712345678"}']);
    await post([BODY.slice(0, 10), BODY.slice(10)]);
    expect(longWay).toEqual(['{"to":', '{"to":"+254712345678"}', BODY]);
  });

  it('leaves a caller that is unknown yet, may not send or sends too often to the long way', async () => {
    caller = Promise.resolve(PRINCIPAL);
    await post();
    caller = Promise.reject(new Unauthenticated());
    await post();
    caller = { ...PRINCIPAL, role: 'viewer' };
    await post();
    caller = PRINCIPAL;
    limited = true;
    await post();
    expect(longWay).toEqual([BODY, BODY, BODY, BODY]);
  });

  it('answers a storage that fails with a problem and tells nothing of it', async () => {
    stored = () => Promise.reject(new Error('disk 17 is on fire'));
    Logger.overrideLogger(false);
    const answer = await post();
    Logger.overrideLogger(new ConsoleLogger());
    expect(answer.status).toBe(500);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.body).not.toContain('disk 17');
    expect(longWay).toEqual([]);
  });
});
