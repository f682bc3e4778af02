import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { grantableTo } from '@signalbox/contracts/permissions';
import { accessOf } from '../../src/platform/common/access.js';
import type { AuditRow } from '@signalbox/contracts/audit';
import type { User } from '@signalbox/contracts/auth';
import type { Page } from '@signalbox/contracts/common';
import { type Account, TestApp, signIn } from '../app.js';
import { type Client, expectProblem, expectWrongField } from '../client.js';
import { WHO_MAY } from '../who-may.js';

interface OpenApi {
  paths: Record<string, Record<string, unknown>>;
}
type Role = 'admin' | 'operator' | 'viewer' | 'user';

const STAFF: Role[] = ['admin', 'operator', 'viewer'];
const OPERATORS: Role[] = ['admin', 'operator'];
const ADMINS: Role[] = ['admin'];
/** An id that nothing has. */
const NONE = '999999';

/** Asks with an empty body, where there may be one. */
async function statusOf(client: Client, method: string, path: string): Promise<number> {
  const { status } = await (method === 'get'
    ? client.get(path)
    : method === 'delete'
      ? client.delete(path)
      : client.raw(path, '{}', 'application/json', method.toUpperCase()));
  return status;
}

/** The routes of all controllers, by whom their decorators let in. */
function doors(modules: ModulesContainer): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  const controllers = new Set([...modules.values()].flatMap((module) => [...module.controllers.values()]));
  for (const { metatype } of controllers) {
    if (!metatype) continue;
    const { prototype } = metatype as { prototype: object };
    for (const { value } of Object.values(Object.getOwnPropertyDescriptors(prototype))) {
      if (typeof value !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, value)) continue;
      const access = accessOf(value as object);
      const { roles, by } = access === undefined || access === 'everybody' ? { roles: [access], by: '' } : access;
      const granted =
        access === undefined || access === 'everybody'
          ? []
          : grantableTo(access.permission).map((role) => `${role} by grant`);
      const whom = [...roles, ...granted].join(', ') + (by === '' || by === 'token or key' ? '' : ` (${by})`);
      const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, value) as RequestMethod];
      const parts = [metatype, value].map((part) =>
        String(Reflect.getMetadata(PATH_METADATA, part)).replaceAll(/^\/|\/$/g, ''),
      );
      (found[whom] ??= []).push(`${method} /${parts.filter(Boolean).join('/')}`);
    }
  }
  for (const routes of Object.values(found)) routes.sort();
  return found;
}

describe('who may', () => {
  let app: TestApp;
  const callers = new Map<Role, Account>();
  beforeAll(async () => {
    app = await TestApp.start();
    callers.set('admin', app.admin);
    for (const role of ['operator', 'viewer', 'user'] as const) callers.set(role, await app.account(role, role));
  });
  afterAll(() => app?.stop());

  it('call which route: just as it is written down', () => {
    expect(doors(app.get(ModulesContainer))).toEqual(WHO_MAY);
  });

  it('ask anything without showing who one is: only for these', async () => {
    const { body } = await app.anonymous.get<OpenApi>('/api/openapi.json');
    const open: string[] = [];
    const named: string[] = [];
    let asked = 0;
    for (const [path, methods] of Object.entries(body.paths)) {
      for (const method of Object.keys(methods)) {
        asked += 1;
        const status = await statusOf(app.anonymous, method, path.replace(/\{\w+\}/g, NONE));
        if ((methods[method] as { security?: object[] }).security?.length === 0) named.push(`${method} ${path}`);
        if (status !== 401) open.push(`${method} ${path}`);
      }
    }
    expect(asked).toBeGreaterThan(60);
    // The document says of just these that they need no credentials.
    expect(named.sort()).toEqual(open.sort());
    expect(open).toEqual([
      // Its token is its address.
      'get /api/v1/providers/{id}/reports/{token}',
      'get /health/live',
      'get /health/ready',
      'post /api/auth',
      'post /api/auth/login',
      'post /api/auth/register',
      'post /api/v1/alerts/telegram/{channel}',
      'post /api/v1/auth/login',
      'post /api/v1/auth/register',
      // Their tokens are their addresses, too.
      'post /api/v1/callbacks/money/{token}/confirmation',
      'post /api/v1/callbacks/money/{token}/validation',
      'post /api/v1/callbacks/push/{id}/{token}',
      'post /api/v1/providers/{id}/reports/{token}',
      'post /login',
      'post /signin',
      'post /user',
    ]);
  });

  it.each<[string, string, Role[]]>([
    ['get', 'providers', STAFF],
    ['get', `providers/${NONE}`, STAFF],
    ['post', 'providers', ADMINS],
    ['patch', `providers/${NONE}`, ADMINS],
    ['delete', `providers/${NONE}`, ADMINS],
    ['post', `providers/${NONE}/test`, OPERATORS],
    ['post', `providers/${NONE}/balance`, OPERATORS],
    ['post', `providers/${NONE}/restart`, OPERATORS],
    ['post', `providers/${NONE}/send-test`, OPERATORS],
    ['post', `sim-cards/${NONE}/ussd`, OPERATORS],
    ['post', `sim-cards/${NONE}/balance`, OPERATORS],
    ['post', `sim-cards/${NONE}/restart`, OPERATORS],
    ['post', `sim-cards/${NONE}/send-test`, OPERATORS],
    ['get', 'workers', STAFF],
    ['get', `workers/${NONE}`, STAFF],
    ['post', 'workers', ADMINS],
    ['post', `workers/${NONE}/password`, ADMINS],
    ['delete', `workers/${NONE}`, ADMINS],
    ['post', `workers/${NONE}/ping`, OPERATORS],
    ['post', '../sms/send', OPERATORS],
    ['get', '../sms-settings', OPERATORS],
    ['post', '../sms-settings', OPERATORS],
  ])('%s %s: %j', async (method, path, roles) => {
    const letIn: Role[] = [];
    for (const [role, client] of callers) {
      const { pathname } = new URL(`/api/v1/${path}`, 'http://server');
      if ((await statusOf(client, method, pathname)) !== 403) letIn.push(role);
    }
    expect(letIn.sort()).toEqual([...roles].sort());
  });

  it('move money who is no admin: with the grant, by token and by key, until it is taken back', async () => {
    const before = await app.account('cashier', 'operator');
    const { client: key } = await app.withKey(before);
    const path = `/api/v1/users/${before.user.id}`;
    const confirms = async (client: Client) => (await client.post(`/api/v1/payments/${NONE}/confirm`, {})).status;
    expect([await confirms(before), await confirms(key)]).toEqual([403, 403]);

    expectWrongField(await app.admin.patch(path, { granted: ['users.manage'] }), 400, 'granted.0');
    expectWrongField(await app.admin.patch(path, { role: 'viewer', granted: ['office.money'] }), 400, 'granted');
    const { body } = await app.admin.patch<User>(path, { granted: ['office.money'] });
    expect(body).toMatchObject({ role: 'operator', granted: ['office.money'] });
    expectProblem(await before.get('/api/v1/auth/me'), 401);
    const cashier = await signIn(app.anonymous, 'cashier');
    expect((await cashier.get<User>('/api/v1/auth/me')).body.granted).toEqual(['office.money']);
    const { body: limited } = await cashier.post<{ key: string }>('/api/v1/api-keys', {
      ...{ name: 'no money', scopes: ['send', 'read', 'operate'] },
    });
    const withoutMoney = app.anonymous.with({ 'x-api-key': limited.key });
    expect([await confirms(cashier), await confirms(key), await confirms(withoutMoney)]).toEqual([404, 404, 403]);
    expectProblem(await cashier.get('/api/v1/users'), 403);

    await app.admin.patch(path, { granted: [] });
    expectProblem(await cashier.post(`/api/v1/payments/${NONE}/confirm`, {}), 401);
    expect(await confirms(key)).toBe(403);
    const audit = await app.admin.get<Page<AuditRow>>(`/api/v1/audit?action=users.change&limit=10`);
    const changes = audit.body.data.filter(
      (row) => row.outcome === 'done' && row.subject_id === String(before.user.id),
    );
    expect(changes.map((row) => [row.before?.['granted'], row.after?.['granted']])).toEqual([
      ['office.money', ''],
      ['', 'office.money'],
    ]);
  });
});
