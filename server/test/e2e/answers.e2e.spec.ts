import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Account, TestApp } from '../app.js';
import { type Answer, expectProblem } from '../client.js';
import { expectError } from '../old-client.js';
import { RawRequest } from '../raw-request.js';

interface OpenApi {
  paths: Record<string, Record<string, object>>;
}
const fields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`field_${n}`, n]));
const plainOf = (path: string) => path.replace(/\{\w+\}/g, '1');

describe('an answer', () => {
  let app: TestApp;
  let user: Account;
  let document: OpenApi;
  beforeAll(async () => {
    app = await TestApp.start();
    user = await app.account('uma', 'user');
    document = (await app.anonymous.get<OpenApi>('/api/openapi.json')).body;
  });
  afterAll(() => app?.stop());

  const expectSafe = (path: string, { headers }: Answer) =>
    expect({ path, cache: headers.get('cache-control'), sniff: headers.get('x-content-type-options') }).toEqual({
      path,
      cache: 'no-store',
      sniff: 'nosniff',
    });

  it('is not to be kept, nor to be taken for anything else, whatever was asked', async () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      if ('get' in methods) {
        expectSafe(path, await app.admin.get(plainOf(path)));
        expectSafe(path, await app.anonymous.get(plainOf(path)));
      } else expectSafe(path, await app.admin.raw(plainOf(path), '{"no":'));
    }
    const key = (await app.withKey(app.admin)).client;
    const accepted = await key.post('/api/v1/messages', { to: '+254712345678', text: 'by the short way' });
    expect(accepted.status).toBe(202);
    expectSafe('/api/v1/messages', accepted);
    for (const path of ['/metrics', '/api/v1/nowhere', '/api/v1/messages/%ZZ', '/api/openapi.json']) {
      expectSafe(path, await app.anonymous.get(path));
    }
  });

  it('to what is no HTTP is one too', async () => {
    const request = await RawRequest.begin(app.url, 'GET', '/health/live', { 'x-long': 'x'.repeat(20_000) });
    expect(await request.status()).toBe(431);
    expect(request.text).toMatch(/cache-control: no-store[^]*application\/problem\+json[^]*"status":431/);
    await request.end();
  });

  describe('to a method that an address does not take', () => {
    it('is 405 and says which it takes, on every path', async () => {
      for (const [path, methods] of Object.entries(document.paths)) {
        const unused = ['PUT', 'PATCH', 'DELETE', 'POST'].find((method) => !(method.toLowerCase() in methods)) ?? '';
        const { status, headers, text } = await app.anonymous.raw(plainOf(path), '{}', 'application/json', unused);
        expect({ path, unused, status, text }).toMatchObject({ path, unused, status: 405 });
        const allowed = headers.get('allow')?.split(', ') ?? [];
        expect(allowed).toEqual(expect.arrayContaining(Object.keys(methods).map((method) => method.toUpperCase())));
        expect(allowed).not.toContain(unused);
      }
    });

    it('has the form of the old APIs below their addresses', async () => {
      expectError(await app.admin.delete('/program/pairs'), 405);
      const words = 'DELETE is not for this address, which takes GET, HEAD.';
      expect((await app.admin.delete('/api/sms/inbox')).body).toEqual({ message: words, error: words });
      expect((await app.admin.delete('/api/sms/send')).body).toEqual({
        success: false,
        message: 'DELETE is not for this address, which takes POST.',
      });
      expectProblem(await app.admin.delete('/api/v1/stats/summary'), 405);
      expect(expectError(await app.admin.get('/program/nowhere/at/all'), 404)).toContain('Cannot GET');
    });

    it('is told by OPTIONS, also to pages of other origins', async () => {
      const asked = await app.anonymous.raw('/api/v1/messages', '', 'application/json', 'OPTIONS');
      expect({ status: asked.status, allow: asked.headers.get('allow') }).toEqual({
        status: 204,
        allow: 'GET, HEAD, POST, OPTIONS',
      });
      expectProblem(await app.anonymous.raw('/api/v1/nowhere', '', 'application/json', 'OPTIONS'), 404);
      const preflight = await fetch(`${app.url}/api/v1/messages`, {
        method: 'OPTIONS',
        headers: { origin: 'https://a.example', 'access-control-request-method': 'POST' },
      });
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
    });

    it('is that of GET without its body to HEAD', async () => {
      const answer = await fetch(`${app.url}/api/v1/auth/me`, {
        method: 'HEAD',
        headers: { authorization: `Bearer ${user.token}` },
      });
      expect({ status: answer.status, text: await answer.text() }).toEqual({ status: 200, text: '' });
      expect((await fetch(`${app.url}/api/v1/auth/me`, { method: 'HEAD' })).status).toBe(401);
    });
  });

  describe('to a request with many wrong fields', () => {
    it('names twenty, and says how many more there are', async () => {
      const answer = await app.admin.post<{ detail: string }>('/api/v1/messages', fields(50));
      expect(expectProblem(answer, 400)).toHaveLength(20);
      // With the two that are missing.
      expect(answer.body.detail).toBe('The request has wrong fields. 32 more than these 20.');
      const few = await app.admin.post<{ detail: string }>('/api/v1/messages', fields(18));
      expect(expectProblem(few, 400)).toHaveLength(20);
      expect(few.body.detail).toBe('The request has wrong fields.');
    });

    it('names twenty of each item of a batch', async () => {
      const messages = [fields(50), { to: '+254712345678', text: 'x' }, fields(1)];
      const { body } = await app.admin.post<{ data: { error?: { errors: unknown[] } }[] }>('/api/v1/messages/batch', {
        messages,
      });
      expect(body.data.map(({ error }) => error?.errors.length)).toEqual([20, undefined, 3]);
    });
  });

  it('that is the API’s document says what lengths and forms are refused', async () => {
    type Body = { requestBody: { content: Record<string, { schema: { properties: Record<string, object> } }> } };
    const fieldOf = (path: string, field: string, method = 'post') => {
      const { requestBody } = document.paths[path]?.[method] as Body;
      return requestBody.content['application/json']?.schema.properties[field];
    };
    const name = { type: 'string', minLength: 1, pattern: expect.stringContaining('\\S') };
    expect(fieldOf('/api/v1/messages', 'text')).toMatchObject({ minLength: 1, maxLength: 1600 });
    expect(fieldOf('/api/v1/messages', 'client_ref')).toMatchObject({ ...name, maxLength: 64 });
    expect(fieldOf('/api/v1/api-keys', 'name')).toMatchObject({ ...name, maxLength: 64 });
    expect(fieldOf('/api/v1/programs', 'template')).toMatchObject({ minLength: 1, maxLength: 1600 });
    expect(fieldOf('/api/v1/programs', 'name')).toMatchObject({ ...name, maxLength: 128 });
    expect(fieldOf('/api/v1/programs/{id}', 'name', 'patch')).toMatchObject({ ...name, maxLength: 128 });
    const pattern = new RegExp((fieldOf('/api/v1/api-keys', 'name') as { pattern: string }).pattern);
    for (const text of ['a', 'a b', 'é', 'a\nb']) expect(pattern.test(text)).toBe(true);
    for (const text of ['', ' ', ' a', 'a ', 'a\u00a0']) {
      expect(pattern.test(text)).toBe(false);
      expect(expectProblem(await app.admin.post('/api/v1/api-keys', { name: text }), 400)).not.toEqual([]);
    }
  });

  it('with the pages of the API lets nothing in from elsewhere', async () => {
    const { headers } = await app.anonymous.get('/api/docs');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/default-src 'none'/);
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    expect(policy).toMatch(/frame-ancestors 'none'/);
    expect(headers.get('referrer-policy')).toBe('same-origin');
  });
});
