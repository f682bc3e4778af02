import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Account, TestApp } from '../app.js';
import { RawRequest } from '../raw-request.js';

interface OpenApi {
  paths: Record<string, Record<string, object>>;
}
const JSON_BODY = { 'content-type': 'application/json', 'content-length': 30_000_000 };
const FORM_BODY = { 'content-type': 'multipart/form-data; boundary=x', 'content-length': 30_000_000 };
const WITH_BODY = new Set(['post', 'put', 'patch', 'delete']);
/** Answered to strangers, each with a body of its own. */
const PUBLIC = new Set(['/api/auth', '/api/v1/auth/login', '/api/v1/auth/register', '/login', '/signin', '/user']);
const REPORTS = '/api/v1/providers/{id}/reports/{token}';

describe('a body', () => {
  let app: TestApp;
  let viewer: Account;
  let routes: { method: string; path: string }[];
  beforeAll(async () => {
    app = await TestApp.start();
    viewer = await app.account('vera', 'viewer');
    const { body } = await app.anonymous.get<OpenApi>('/api/openapi.json');
    routes = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter((method) => WITH_BODY.has(method) && !PUBLIC.has(path) && path !== REPORTS)
        .map((method) => ({ method: method.toUpperCase(), path: path.replace(/\{\w+\}/g, '1') })),
    );
  });
  afterAll(() => app?.stop());

  /** The status that the head of a request gets, without its body. */
  const statusOfHead = async (method: string, path: string, headers: Record<string, string | number>) => {
    const request = await RawRequest.begin(app.url, method, path, headers);
    const status = await request.status(5_000).catch(() => null);
    request.socket.destroy();
    return `${method} ${path} ${status}`;
  };

  it.each([
    ['JSON', JSON_BODY, / 401$/],
    ['a form', FORM_BODY, / 401$| 415$/],
  ])('of a stranger is not waited for, on any route: %s', async (_, body, refused) => {
    expect(routes.length).toBeGreaterThan(45);
    const answers = await Promise.all(routes.map(({ method, path }) => statusOfHead(method, path, body)));
    expect(answers.filter((answer) => !refused.test(answer))).toEqual([]);
  });

  it('of a role that is too low is not waited for', async () => {
    const headers = { ...JSON_BODY, authorization: `Bearer ${viewer.token}` };
    expect(await statusOfHead('POST', '/api/v1/messages/batch', headers)).toMatch(/ 403$/);
    expect(await statusOfHead('POST', '/program/create', { ...headers, ...FORM_BODY })).toMatch(/ 403$/);
  });
});
