import { once } from 'node:events';
import type { Server } from 'node:http';
import { type Socket, connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { UPLOAD_PACE } from '../../src/platform/common/bodies/upload-pace.js';
import { type Account, RECIPIENT, TestApp } from '../app.js';
import { expectProblem, expectWrongField } from '../client.js';
import { RawRequest } from '../raw-request.js';
import { until } from '../until.js';

interface OpenApi {
  paths: Record<string, Record<string, object>>;
}
type Headers = Record<string, string | number>;

const BATCH = '/api/v1/messages/batch';
const LISTS = '/api/v1/number-lists';
const MEGABYTE = 1024 * 1024;
const json = (length: number): Headers => ({ 'content-type': 'application/json', 'content-length': length });
const form = (length: number): Headers => ({
  'content-type': 'multipart/form-data; boundary=edge',
  'content-length': length,
});
const FILE_HEAD = '--edge\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\n';
const FILE_END = '\r\n--edge--\r\n';

const closed = (socket: Socket): Promise<void> => new Promise((resolve) => socket.once('close', () => resolve()));

const WITH_BODY = new Set(['post', 'put', 'patch', 'delete']);
const PUBLIC = [
  '/api/auth',
  '/api/auth/login',
  '/api/auth/register',
  '/api/v1/auth/login',
  '/api/v1/auth/register',
  '/api/v1/callbacks/money/{token}/confirmation',
  '/api/v1/callbacks/money/{token}/validation',
  '/api/v1/callbacks/push/{id}/{token}',
  '/login',
  '/signin',
  '/user',
];
const REPORTS = '/api/v1/providers/{id}/reports/{token}';
/** Telegram's, which is open as the public ones are, and larger. */
const CHATS = '/api/v1/alerts/telegram/{channel}';

describe('a body', () => {
  let app: TestApp;
  let http: Server;
  let viewer: Account;
  let key: string;
  let routes: { method: string; path: string }[];
  const open: RawRequest[] = [];

  beforeAll(async () => {
    app = await TestApp.start();
    http = app.get<HttpAdapterHost<FastifyAdapter>>(HttpAdapterHost).httpAdapter.getHttpServer();
    viewer = await app.account('vera', 'viewer');
    key = (await app.withKey(app.admin)).key;
    const { body } = await app.anonymous.get<OpenApi>('/api/openapi.json');
    routes = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter((method) => WITH_BODY.has(method) && !PUBLIC.includes(path))
        .map((method) => ({ method: method.toUpperCase(), path })),
    );
  });
  afterAll(() => app?.stop());
  const pace = { ...UPLOAD_PACE };
  afterEach(() => {
    for (const { socket } of open.splice(0)) socket.destroy();
    Object.assign(http, { headersTimeout: 15_000, requestTimeout: 30_000, timeout: 120_000 });
    Object.assign(UPLOAD_PACE, pace);
  });
  it('has limits of time', () => {
    expect(http).toMatchObject({ headersTimeout: 15_000, requestTimeout: 30_000, timeout: 120_000 });
  });

  const begin = async (method: string, path: string, headers: Headers): Promise<RawRequest> => {
    const request = await RawRequest.begin(app.url, method, path, headers);
    open.push(request);
    return request;
  };
  const asAdmin = (headers: Headers): Headers => ({ 'x-api-key': key, ...headers });
  /** What the head of a request is answered, without its body. */
  const answerOfHead = async (method: string, path: string, headers: Headers): Promise<string> => {
    const request = await begin(method, path, headers);
    return `${method} ${path} ${await request.status(10_000).catch(() => null)}`;
  };

  describe('of somebody who may not send it', () => {
    it.each([
      ['JSON', json(30 * MEGABYTE), / 401$/],
      ['a form', form(30 * MEGABYTE), / 401$/],
    ])('is not waited for, on any route: %s', async (_, headers, refused) => {
      const closed = routes.filter(({ path }) => path !== REPORTS && path !== CHATS);
      expect(closed.length).toBeGreaterThan(45);
      const answers = await Promise.all(
        closed.map(({ method, path }) => answerOfHead(method, path.replace(/\{\w+\}/g, '1'), headers)),
      );
      expect(answers.filter((answer) => !refused.test(answer))).toEqual([]);
    });

    it('is not waited for where the role is too low', async () => {
      const headers = { authorization: `Bearer ${viewer.token}` };
      expect(await answerOfHead('POST', BATCH, { ...headers, ...json(MEGABYTE) })).toMatch(/ 403$/);
      expect(await answerOfHead('POST', '/program/create', { ...headers, ...form(MEGABYTE) })).toMatch(/ 403$/);
    });

    it('is not waited for where an address for reports is none, or where nothing is', async () => {
      const [none] = [REPORTS.replace('{id}', '1').replace('{token}', 'x'.repeat(43))];
      expect(await answerOfHead('POST', none, json(100))).toMatch(/ 404$/);
      expect(await answerOfHead('POST', '/api/v1/nowhere', json(MEGABYTE))).toMatch(/ 404$/);
      expect(await answerOfHead('PUT', BATCH, json(MEGABYTE))).toMatch(/ 405$/);
    });

    it('is at most 16 kB where everybody may send one', async () => {
      for (const path of PUBLIC) expect(await answerOfHead('POST', path, json(16 * 1024 + 1))).toMatch(/ 413$/);
      const chat = CHATS.replace('{channel}', '1');
      expect(await answerOfHead('POST', chat, json(64 * 1024 + 1))).toMatch(/ 413$/);
    });

    it('may be sent whole, by a client that reads its answer then', async () => {
      const socket = connect({ port: Number(new URL(app.url).port), host: '127.0.0.1', allowHalfOpen: true });
      const troubles: Error[] = [];
      const end = closed(socket);
      socket.on('error', (error) => troubles.push(error));
      const head = { host: 'localhost', connection: 'close', ...json(900_000) };
      const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`POST ${BATCH} HTTP/1.1\r\n${lines.join('')}\r\n`);
      await once(socket, 'data');
      // The server has answered, and is done with it, before the rest comes.
      for (let piece = 0; piece < 9; piece++) {
        await wait(10);
        await new Promise((resolve) => socket.write('0'.repeat(100_000), resolve));
      }
      socket.end();
      await end;
      expect(troubles).toEqual([]);
    });

    it('of 30 MB of brackets is not read: the answer comes at once, and the connection ends', async () => {
      let served: Socket | undefined;
      http.once('connection', (socket) => (served = socket));
      const request = await begin('POST', BATCH, json(30 * MEGABYTE));
      request.socket.write('[],'.repeat(10 * MEGABYTE));
      expect(await request.status(10_000)).toBe(401);
      expect(request.text).toMatch(/^www-authenticate: Bearer/im);
      await request.end(20_000);
      expect(served?.bytesRead).toBeLessThan(MEGABYTE);
    });
  });

  describe('of a caller', () => {
    it.each([
      ['lists', '[],', 'lists and objects'],
      ['levels', '[', 'levels'],
      ['numbers', '0,', 'values'],
    ])('of 30 MB of %s is not made into anything', async (_, piece, message) => {
      const text = `{"messages":[${piece.repeat((30 * MEGABYTE) / piece.length)}`;
      const answer = await app.admin.raw(BATCH, text);
      expectWrongField(answer, 400, 'body', new RegExp(`expected at most .*${message}`));
    });

    it('waits for room while others of the same caller are being read, and is read then', async () => {
      const headers = asAdmin({ ...json(20 * MEGABYTE), expect: '100-continue' });
      const first = await begin('POST', BATCH, headers);
      expect(await first.status(10_000)).toBe(100);
      const second = await begin('POST', BATCH, headers);
      const other = await begin('POST', BATCH, {
        ...headers,
        'x-api-key': (await app.withKey(await app.account('olga', 'operator'))).key,
      });
      expect(await other.status(10_000)).toBe(100);
      expect(second.text).toBe('');
      first.socket.destroy();
      expect(await second.status(10_000)).toBe(100);
    });

    it('that is compressed is refused', async () => {
      const answer = await app.admin.with({ 'content-encoding': 'gzip' }).raw(BATCH, 'x'.repeat(100));
      expectProblem(answer, 415);
    });

    it('of 10,000 messages of full length is taken', async () => {
      const message = { to: RECIPIENT, text: 'x'.repeat(1530), client_ref: 'r'.repeat(64), priority: 'bulk' };
      const messages = Array.from({ length: 10_000 }, () => message);
      const { status, body } = await app.admin.post<{ data: object[] }>(BATCH, { messages });
      expect({ status, taken: body.data.length }).toEqual({ status: 202, taken: 10_000 });
      expect(body.data.every((item) => 'id' in item)).toBe(true);
    });
  });

  describe('that does not come', () => {
    it.each<[string, string, () => Headers]>([
      ['a message', '/api/v1/messages', () => asAdmin(json(100))],
      ['a batch', BATCH, () => asAdmin(json(30 * MEGABYTE))],
      ['a sign-in', '/api/v1/auth/login', () => json(100)],
      [
        'in pieces without end',
        BATCH,
        () => asAdmin({ 'content-type': 'application/json', 'transfer-encoding': 'chunked' }),
      ],
    ])('in time ends with 408: %s', async (_, path, headers) => {
      Object.assign(http, { headersTimeout: 300, requestTimeout: 300 });
      const request = await begin('POST', path, headers());
      expect(await request.status(20_000)).toBe(408);
      expect(request.text).toContain('application/problem+json');
      await request.end();
    });

    it('because the head before it does not end with 408', async () => {
      http.headersTimeout = 300;
      const request = await begin('GET', '/health/live', {});
      await request.status();
      request.socket.write('GET /health/live HTTP/1.1\r\nx-slow: ');
      await request.end(20_000);
      expect(request.text).toContain('HTTP/1.1 408 ');
    });

    it('but may come slowly where it is a file', async () => {
      Object.assign(http, { headersTimeout: 300, requestTimeout: 300 });
      const content = '0712345678\n'.repeat(40);
      const request = await begin('POST', LISTS, asAdmin(form(FILE_HEAD.length + content.length + FILE_END.length)));
      request.socket.write(FILE_HEAD);
      // Longer than others may take, and than the server looks at its connections.
      for (let line = 0; line < 40; line++) {
        request.socket.write('0712345678\n');
        await wait(75);
      }
      request.socket.write(FILE_END);
      expect(await request.status(10_000)).toBe(202);
    });

    it('ends with 408 where it is a file that stands still', async () => {
      UPLOAD_PACE.idleMs = 300;
      const request = await begin('POST', LISTS, asAdmin(form(MEGABYTE)));
      request.socket.write(FILE_HEAD);
      expect(await request.status(20_000)).toBe(408);
      expect(request.text).toContain('stood still');
      await request.end();
    });
  });

  it('of a live connection is at most 16 kB', async () => {
    const { text } = await app.anonymous.get('/socket.io/?EIO=4&transport=polling');
    const { sid } = JSON.parse(text.slice(1)) as { sid: string };
    const path = `/socket.io/?EIO=4&transport=polling&sid=${sid}`;
    const answer = await app.anonymous.raw(path, `40${'x'.repeat(20_000)}`, 'text/plain');
    expect(answer.status).toBe(413);
  });

  it('that is an answer nobody reads ends the connection', async () => {
    http.timeout = 500;
    const request = await begin('GET', '/health/live', { connection: 'keep-alive' });
    await request.status();
    request.socket.pause();
    request.socket.write('GET /api/openapi.json HTTP/1.1\r\nhost: localhost\r\n\r\n'.repeat(200));
    const connections = () =>
      new Promise<number>((resolve, reject) =>
        http.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      );
    const [before] = [await connections()];
    await until(async () => (await connections()) < before);
  });
});
