import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import type { Silence } from '@signalbox/contracts/alert-channels';
import type { AlertRule } from '@signalbox/contracts/alerts';
import type { AuditRow, AuditVerification } from '@signalbox/contracts/audit';
import type {
  CreatedApiKey,
  NewSecondFactor,
  RecoveryCodes,
  Role,
  Session,
  SessionRow,
  User,
} from '@signalbox/contracts/auth';
import type { Page } from '@signalbox/contracts/common';
import type { Scope } from '@signalbox/contracts/permissions';
import { z } from 'zod';
import { auditedAction } from '../../src/access/audit/audited-doors.js';
import { codeAt } from '../../src/access/auth/second-factor.js';
import { accessOf } from '../../src/platform/common/access.js';
import { configOf } from '../../src/platform/common/route-config.js';
import { readingOf } from '../../src/storage/access/audit-readings.js';
import { type Account, RECIPIENT, TestApp } from '../app.js';
import { Client, expectProblem, expectWrongField } from '../client.js';
import { until } from '../until.js';

const PASSWORD = 'a password for tests';
const NONE = '999999';
const STEP_MS = 30_000;
/** What the decorators of the API document leave at a route. */
const [PRODUCES, RESPONSES] = ['swagger/apiProduces', 'swagger/apiResponse'] as const;

interface Door {
  name: string;
  action: string | null;
  because: string | null;
  /** What kind of thing it changes, by an address with its name in it; null where there is none. */
  named: string | null;
  mayChange: boolean;
  isOldList: boolean;
}

/** Whether a route says that it answers a list, in whichever envelope. */
function answersList(route: object): boolean {
  const said = Reflect.getMetadata(RESPONSES, route) as Record<string, { standardSchema?: z.ZodType }>;
  return Object.values(said ?? {}).some(({ standardSchema }) => hasList(standardSchema));
}
const hasList = (schema: unknown): boolean =>
  schema instanceof z.ZodArray ||
  (schema instanceof z.ZodUnion && schema.options.some(hasList)) ||
  (schema instanceof z.ZodObject && hasList(schema.shape['data']));

/** The routes of all controllers, by what is written down of their calls. */
function doorsOf(modules: ModulesContainer): Door[] {
  const controllers = new Set([...modules.values()].flatMap((module) => [...module.controllers.values()]));
  return [...controllers].flatMap(({ metatype }) => {
    const handlers = Object.values(Object.getOwnPropertyDescriptors((metatype as { prototype: object }).prototype));
    return handlers.flatMap(({ value }) => {
      if (typeof value !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, value)) return [];
      const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, value) as RequestMethod] ?? '';
      const paths = [metatype as object, value as object].map((part) =>
        String(Reflect.getMetadata(PATH_METADATA, part)),
      );
      const url = `/${paths
        .map((path) => path.replaceAll(/^\/|\/$/g, ''))
        .filter(Boolean)
        .join('/')}`;
      const config = configOf(value as object);
      const { audit } = config;
      const because = audit?.is === false ? audit.because : null;
      const audited = auditedAction(method, url, { ...config, access: accessOf(value as object) });
      const { action = null, subjectType = null } = audited ?? {};
      const named = /\/[:*]/.test(url) ? subjectType : null;
      const isFile = /csv|export|pdf|receipt$/.test(url) || Reflect.hasMetadata(PRODUCES, value);
      const isOldList = !url.startsWith('/api/v1') && method === 'GET' && answersList(value);
      return [{ name: `${method} ${url}`, action, because, named, mayChange: method !== 'GET' || isFile, isOldList }];
    });
  });
}

describe('accounts', () => {
  let app: TestApp;
  const people = new Map<Role, Account>();
  beforeAll(async () => {
    app = await TestApp.start({ SECOND_FACTOR_ROLES: 'viewer' });
    people.set('admin', app.admin);
    for (const role of ['operator', 'viewer', 'user'] as const) people.set(role, await app.account(`a-${role}`, role));
  });
  afterAll(() => app?.stop());

  const person = (role: Role): Account => {
    const account = people.get(role);
    if (!account) throw new Error(`nobody is ${role}`);
    return account;
  };
  const keyOf = async (role: Role, body: object = {}): Promise<{ client: Client; id: number }> => {
    const { body: key } = await person(role).post<CreatedApiKey>('/api/v1/api-keys', { name: 'k', ...body });
    return { client: new Client(app.url, { 'x-api-key': key.key }), id: key.id };
  };
  const login = (identifier: string, code?: string) =>
    app.anonymous.post<Session>('/api/v1/auth/login', { identifier, password: PASSWORD, code });
  const rows = async (query = ''): Promise<AuditRow[]> =>
    (await app.admin.get<Page<AuditRow>>(`/api/v1/audit?limit=100${query}`)).body.data;

  describe('the audit log', () => {
    it('has every door that changes something, or takes something out: but for these, which say why not', () => {
      const doors = doorsOf(app.get(ModulesContainer)).filter(({ mayChange }) => mayChange);
      expect(doors.length).toBeGreaterThan(120);
      expect(doors.filter(({ action, because }) => action === null && because === null)).toEqual([]);
      for (const { action } of doors) if (action !== null) expect(action).toMatch(/^[a-z-]+(\.[a-z0-9-]+)+$/);
      expect(doors.flatMap(({ name, because }) => (because === null ? [] : name)).toSorted()).toEqual([
        'POST /api/auth',
        'POST /api/auth/login',
        'POST /api/sms',
        'POST /api/sms/send',
        'POST /api/v1/alert-rules/preview',
        'POST /api/v1/alerts/alertmanager',
        'POST /api/v1/alerts/telegram/:channel',
        'POST /api/v1/auth/login',
        'POST /api/v1/callbacks/money/:token/confirmation',
        'POST /api/v1/callbacks/money/:token/validation',
        'POST /api/v1/callbacks/push/:id/:token',
        'POST /api/v1/messages',
        'POST /api/v1/messages/batch',
        'POST /api/v1/providers/:id/reports/:token',
        'POST /login',
        'POST /signin',
      ]);
    });

    it('reads what is named by the address of a door that changes it: that, and not what lies above it', () => {
      const doors = doorsOf(app.get(ModulesContainer)).filter(({ action, named }) => action !== null && named !== null);
      const changing = doors.filter(({ name }) => !name.startsWith('GET'));
      expect(changing.length).toBeGreaterThan(60);
      const unread = changing.filter(({ named }) => readingOf(named ?? '') === undefined);
      expect(unread.map(({ name }) => name).toSorted()).toEqual([
        // It is told that a file was made of a list; nothing changes.
        'POST /api/v1/lists/:list/export',
        // What becomes of a message has its own history.
        'POST /api/v1/messages/:id/cancel',
        'POST /api/v1/messages/:id/requeue',
      ]);
      // Named by words, which the change may change: what was asked for stands there, and no row.
      const byWords = changing.filter(({ name }) => !/\/api\/|\/:(id|pair_id|operation)(\/|$)/.test(name));
      expect(new Set(byWords.map(({ name }) => name.split(' ')[1]))).toEqual(
        new Set(['/country-operator/:country/:operator', '/country-operator/:country/*']),
      );
      // Two words before the name: what it names is of the second, not of the first.
      const below = doors.filter(({ name }) => /\/api\/v1\/[a-z-]+\/[a-z-]+\/:/.test(name));
      expect(below.map(({ name, named }) => `${name}: ${named}`).toSorted()).toEqual([
        'DELETE /api/v1/auth/sessions/:id: sessions',
        'GET /api/v1/customers/imports/:id/rejects.csv: customer-imports',
        'POST /api/v1/payments/unmatched/:id/dismiss: unmatched-payments',
        'POST /api/v1/payments/unmatched/:id/match: unmatched-payments',
      ]);
    });

    it('has what was and what is of alert rules, silences and the own account', async () => {
      const changes = async (action: string) => {
        const [row] = await rows(`&action=${action}`);
        return [row?.subject_type, row?.subject_id, row?.before, row?.after];
      };
      const [rule] = (await app.admin.get<Page<AlertRule>>('/api/v1/alert-rules?limit=1')).body.data;
      expect((await app.admin.patch(`/api/v1/alert-rules/${rule?.id}`, { enabled: false })).status).toBe(200);
      const switched = ['alert-rules', String(rule?.id), { enabled: 1 }, { enabled: 0 }];
      expect(await changes('alert-rules.change')).toEqual(switched);
      await app.admin.patch(`/api/v1/alert-rules/${rule?.id}`, { enabled: true });

      const ends_at = new Date(Date.now() + 3_600_000).toISOString();
      const silence = { matchers: { severity: 'info' }, reason: 'audited', ends_at };
      const { body: made } = await app.admin.post<Silence>('/api/v1/silences', silence);
      await app.admin.post(`/api/v1/silences/${made.id}/end`);
      const ended = [{ ends_at: expect.any(Number) }, { ends_at: expect.any(Number) }];
      expect(await changes('silences.end')).toEqual(['silences', String(made.id), ...ended]);

      const id = String((await app.admin.get<User>('/api/v1/auth/me')).body.id);
      await app.admin.patch('/api/v1/auth/me', { locale: 'sw-KE' });
      expect(await changes('auth.me.change')).toEqual(['auth', id, { locale: null }, { locale: 'sw-KE' }]);
      await app.admin.patch('/api/v1/auth/me', { locale: null });
    });

    it('has the lists of the older APIs: but for these, which are none of what is kept', () => {
      const lists = doorsOf(app.get(ModulesContainer)).filter(({ isOldList }) => isOldList);
      expect(lists.length).toBeGreaterThan(10);
      expect(lists.flatMap(({ name, action }) => (action === null ? [name] : [])).toSorted()).toEqual([
        'GET /api/integrations/mikrotik/interfaces',
        'GET /api/reports/revenue',
      ]);
    });

    it('says who changed what, from what to what, by which key and request, and no secret', async () => {
      const { client, id } = await keyOf('admin');
      const made = await client.post<{ id: string }>('/api/v1/pairs', { country: 'KE', operator: 'Audited' });
      const changed = await client.patch(`/api/v1/pairs/${made.body.id}`, { is_high_priority: true });
      expect([made.status, changed.status]).toEqual([201, 200]);
      const [change, create] = await rows('&action=pairs');
      expect(create).toMatchObject({
        action: 'pairs.create',
        subject_id: made.body.id,
        api_key_id: id,
        outcome: 'done',
      });
      expect(create?.asked).toEqual({ country: 'KE', operator: 'Audited' });
      expect(change).toMatchObject({ action: 'pairs.change', subject_id: made.body.id, username: 'admin' });
      expect([change?.before, change?.after]).toEqual([{ is_high_priority: 0 }, { is_high_priority: 1 }]);
      expect(change?.request_id).toBe(changed.headers.get('x-request-id'));
      expect(change?.address).toBe('127.0.0.1');
      const [key] = await rows('&action=api-keys.create');
      expect(key).toMatchObject({ subject_id: String(id), outcome: 'done' });
      expect(JSON.stringify(await rows())).not.toContain(PASSWORD);
    });

    it('has what was taken out, and nothing of what was refused, read or said twice', async () => {
      const count = async () => (await rows()).length;
      const before = await count();
      await app.admin.get('/api/v1/suppressions');
      expectProblem(await person('user').post('/api/v1/pairs', {}), 403);
      expectProblem(await app.admin.post('/api/v1/pairs', {}), 400);
      expectProblem(await app.admin.delete(`/api/v1/programs/${'0'.repeat(24)}`), 404);
      expect(await count()).toBe(before);
      const once = app.admin.with({ 'idempotency-key': 'audited once' });
      await once.post('/api/v1/suppressions', { number: RECIPIENT });
      await once.post('/api/v1/suppressions', { number: RECIPIENT });
      await app.admin.get('/api/v1/customers.csv?search=x');
      const [taken, put, ...rest] = await rows();
      expect(taken).toMatchObject({ action: 'customers.export', asked: { search: 'x' } });
      expect(put).toMatchObject({ action: 'suppressions.create' });
      expect(rest).toHaveLength(before);
      await app.admin.delete(`/api/v1/suppressions/${encodeURIComponent(RECIPIENT)}`);
      expect((await rows())[0]).toMatchObject({ action: 'suppressions.delete', before: { number: RECIPIENT } });
    });

    it('has files that are made of lists by who read them, and whole lists of the older API once an hour', async () => {
      const operator = person('operator');
      const said = { rows: 7, columns: ['Name', 'Created'], page: '/console/webhooks?state=paused' };
      expect((await operator.post('/api/v1/lists/webhooks/export', said)).status).toBe(200);
      expectWrongField(await operator.post('/api/v1/lists/webhooks/export', { ...said, rows: -1 }), 400, 'rows');
      expect((await operator.post('/api/v1/lists/No%20list/export', said)).status).toBe(400);
      expect((await rows('&action=lists'))[0]).toMatchObject({
        ...{ action: 'lists.export', subject_id: 'webhooks', username: 'a-operator', asked: said, outcome: 'done' },
      });
      const key = await keyOf('operator');
      for (const page of ['?limit=5', '', '', '?limit=5']) {
        expect((await key.client.get(`/api/sms/outbox${page}`)).status).toBe(200);
      }
      await key.client.get('/api/sms/inbox');
      const taken = (await rows(`&api_key_id=${key.id}`)).map(({ action }) => action);
      expect(taken).toEqual(['sms.inbox', 'sms.outbox']);
    });

    it('has whole lists of the other older APIs once an hour, and no part of one', async () => {
      for (const name of ['Juma', 'Wairimu']) await app.admin.post('/api/v1/customers', { name });
      const key = await keyOf('operator');
      const paths = ['customers?limit=1', 'customers', 'customers', 'customers?limit=1&offset=1', 'tickets'];
      for (const path of [...paths.map((each) => `/api/${each}`), '/program/pairs', '/program/pairs']) {
        expect((await key.client.get(path)).status).toBe(200);
      }
      for (const path of ['/country-operator', '/api/sim-cards']) await key.client.get(path);
      const taken = (await rows(`&api_key_id=${key.id}`)).map(({ action }) => action);
      expect(taken).toEqual([
        'sim-cards.export',
        'pairs.export',
        'programs.export',
        'tickets.export',
        'customers.export',
      ]);
      const other = await keyOf('operator');
      expect((await other.client.get('/api/customers?limit=1&offset=1')).status).toBe(200);
      expect(await rows(`&api_key_id=${other.id}`)).toMatchObject([
        { action: 'customers.export', asked: { limit: '1', offset: '1' }, outcome: 'done' },
      ]);
    });

    it('has files of tickets by who read them', async () => {
      const ticket = { subject: 'A bill', description: 'It is wrong', priority: 'low' };
      const { id } = (await app.admin.post<{ id: number }>('/api/v1/tickets', ticket)).body;
      const file = { name: 'bill.txt', content: Buffer.from('a bill').toString('base64') };
      const made = await app.admin.post<{ id: number }>(`/api/v1/tickets/${id}/attachments`, file);
      const path = `/api/v1/tickets/${id}/attachments/${made.body.id}`;
      expect((await person('operator').get(path)).text).toBe('a bill');
      expectProblem(await person('operator').get(`${path}9`), 404);
      expect((await rows('&action=tickets.attachments')).slice(0, 2)).toMatchObject([
        {
          ...{ action: 'tickets.attachments.export', subject_id: String(id), username: 'a-operator', outcome: 'done' },
          asked: { file_id: String(made.body.id) },
        },
        { action: 'tickets.attachments', subject_id: String(id) },
      ]);
    });

    it('has what admins set of the server, as it was and as it is', async () => {
      const set = async (days: number) => {
        const { body } = await app.admin.get<{ version: number }>('/api/v1/settings/general');
        const change = { version: body.version, values: { retention_texts_days: days } };
        expect((await app.admin.patch('/api/v1/settings/general', change)).status).toBe(200);
      };
      await set(400);
      await set(401);
      expect((await rows('&action=settings.general'))[0]).toMatchObject({
        before: { retention_texts_days: 400 },
        after: { retention_texts_days: 401 },
      });
    });

    it('is read, taken out and verified by admins', async () => {
      const { body } = await app.admin.get<AuditVerification>('/api/v1/audit/verification');
      expect(body).toMatchObject({ whole: true, problem: null });
      const { text } = await app.admin.get('/api/v1/audit.csv?action=pairs');
      expect(text.split('\r\n')[0]).toContain('id,at,user_id,username');
      expect(text).toContain('pairs.change');
      expectProblem(await person('operator').get('/api/v1/audit'), 403);
    });
  });

  describe('an API key', () => {
    const doors = {
      send: ['POST', '/api/v1/messages', '{}'],
      read: ['GET', '/api/v1/sim-cards'],
      own: ['GET', '/api/v1/auth/me'],
      operate: ['PATCH', `/api/v1/sim-cards/${NONE}`, '{}'],
      admin: ['DELETE', `/api/v1/providers/${NONE}`],
      keys: ['POST', '/api/v1/api-keys', '{}'],
      users: ['POST', '/api/v1/users', '{}'],
      password: ['POST', '/api/v1/auth/password', '{}'],
    } as const;
    type DoorName = keyof typeof doors;

    it.each<[Role, Scope[] | undefined, DoorName[]]>([
      ['admin', undefined, ['send', 'read', 'own', 'operate', 'admin']],
      ['admin', ['send'], ['send', 'own']],
      ['admin', ['read'], ['read', 'own']],
      ['admin', ['operate'], ['operate', 'own']],
      ['admin', ['admin'], ['admin', 'own', 'keys']],
      ['admin', ['send', 'read', 'operate', 'admin'], ['send', 'read', 'own', 'operate', 'admin', 'keys', 'users']],
      ['operator', undefined, ['send', 'read', 'own', 'operate']],
      ['operator', ['send', 'read', 'operate', 'admin'], ['send', 'read', 'own', 'operate', 'keys']],
      ['operator', ['read'], ['read', 'own']],
      ['user', undefined, ['send', 'own']],
      ['user', ['send', 'read', 'operate', 'admin'], ['send', 'own', 'keys']],
      ['user', ['read'], ['own']],
    ])('of role %s with scopes %j opens %j', async (role, scopes, open) => {
      const { client } = await keyOf(role, { scopes });
      const opened: string[] = [];
      for (const [name, [method, path, body]] of Object.entries(doors)) {
        const { status } = await (body === undefined
          ? method === 'GET'
            ? client.get(path)
            : client.delete(path)
          : client.raw(path, body, 'application/json', method));
        if (status !== 403) opened.push(name);
      }
      expect(opened.toSorted()).toEqual(open.toSorted());
    });

    it('of a sender sees its own messages at most, and opens no socket', async () => {
      const { client } = await keyOf('operator', { scopes: ['send'] });
      expect((await client.post('/api/v1/messages', { to: RECIPIENT, text: 'a' })).status).toBe(202);
      expectProblem(await client.get('/api/v1/messages'), 403);
    });

    it('counts from its networks only, on the short way in, too, and until its end', async () => {
      const message = { to: RECIPIENT, text: 'a' };
      const { client: here } = await keyOf('operator', { networks: ['127.0.0.0/8'] });
      const { client: there } = await keyOf('operator', { networks: ['10.0.0.0/8', 'fd00::/8'] });
      // The second time both keys are known, and the first one goes the short way.
      for (const text of ['first', 'second']) {
        expect((await here.post('/api/v1/messages', { ...message, text })).status).toBe(202);
        expectProblem(await there.post('/api/v1/messages', { ...message, text }), 403);
      }
      const { client: brief } = await keyOf('operator', { expires_at: new Date(Date.now() + 2_000).toISOString() });
      expect((await brief.get('/api/v1/auth/me')).status).toBe(200);
      await until(async () => (await brief.get('/api/v1/auth/me')).status === 401);
      expectProblem(await brief.post('/api/v1/messages', message), 401);
    });

    it('makes none that may more, and is refused with what is wrong', async () => {
      const { client } = await keyOf('admin', { scopes: ['admin', 'read'] });
      expect((await client.post('/api/v1/api-keys', { name: 'less', scopes: ['read'] })).status).toBe(201);
      expectProblem(await client.post('/api/v1/api-keys', { name: 'more', scopes: ['send'] }), 403);
      expectProblem(await client.post('/api/v1/api-keys', { name: 'all' }), 403);
      const wrong = (body: object) => app.admin.post('/api/v1/api-keys', { name: 'x', ...body });
      expectWrongField(await wrong({ networks: ['10.0.0.0/33'] }), 400, 'networks');
      expectWrongField(await wrong({ expires_at: '2020-01-01T00:00:00Z' }), 400, 'expires_at');
      expectWrongField(await wrong({ scopes: [] }), 400, 'scopes');
    });

    it('makes and changes accounts only where nothing limits it, and says what does', async () => {
      const scopes: Scope[] = ['send', 'read', 'operate', 'admin'];
      const account = (name: string) => {
        return { username: name, email: `${name}@example.com`, password: PASSWORD, role: 'user' };
      };
      const end = new Date(Date.now() + 3_600_000).toISOString();
      for (const [limits, word] of [
        [{ scopes: ['admin', 'read'] }, 'lacks the scopes send, operate'],
        [{ scopes, networks: ['127.0.0.0/8'] }, 'from 127.0.0.0/8 only'],
        [{ scopes, expires_at: end }, `ends at ${end}`],
      ] as const) {
        const { client } = await keyOf('admin', limits);
        const id = person('operator').user.id;
        for (const refused of [
          await client.post('/api/v1/users', account('wider')),
          await client.patch(`/api/v1/users/${id}`, { password: 'another password for it' }),
          await client.delete(`/api/v1/users/${id}/second-factor`),
        ]) {
          expectProblem(refused, 403);
          expect(refused.text).toContain(word);
        }
        expect((await client.post(`/api/v1/users/${NONE}/end-sessions`, {})).status).not.toBe(403);
      }
      const { client } = await keyOf('admin', { scopes });
      expect((await client.post('/api/v1/users', account('as-wide'))).status).toBe(201);
    });

    it('of the gateway sends, reads and operates', async () => {
      const { body } = await app.anonymous.post<{ api_key: string }>('/api/auth', {
        username: 'a-operator',
        password: PASSWORD,
      });
      const { body: keys } = await person('operator').get<Page<CreatedApiKey>>('/api/v1/api-keys');
      const shown = keys.data.find(({ hint, name }) => body.api_key.startsWith(hint) && name === 'gateway');
      if (shown) expect(shown.scopes).toEqual(['send', 'read', 'operate']);
      const fresh = await app.account('gatekeeper', 'operator');
      await app.anonymous.post('/api/auth', { username: 'gatekeeper', password: PASSWORD });
      const { body: made } = await fresh.get<Page<CreatedApiKey>>('/api/v1/api-keys');
      expect(made.data[0]).toMatchObject({ name: 'gateway', scopes: ['send', 'read', 'operate'], expires_at: null });
    });
  });

  it('have their own customs of writing and their own clock, which their owners choose', async () => {
    const account = await app.account('kadzo', 'operator');
    const change = (body: object) => account.patch<User>('/api/v1/auth/me', body);
    expect((await change({ locale: 'sw-KE' })).body).toMatchObject({ username: 'kadzo', locale: 'sw-KE' });
    expectWrongField(await change({ locale: 'xx' }), 400, 'locale');
    expect((await change({ time_zone: 'Pacific/Auckland' })).body).toMatchObject({ locale: 'sw-KE' });
    for (const zone of ['Africa/Nowhere', 'recipient', '+03:00', '', 3]) {
      expectWrongField(await change({ time_zone: zone }), 400, 'time_zone');
    }
    expect((await login('kadzo')).body.user).toMatchObject({ locale: 'sw-KE', time_zone: 'Pacific/Auckland' });
    expect((await change({ locale: null, time_zone: null })).body).toMatchObject({ locale: null, time_zone: null });
    expectProblem(await (await app.withKey(app.admin)).client.patch('/api/v1/auth/me', { locale: null }), 403);
  });

  describe('sessions', () => {
    const listed = async (client: Client, path = '/api/v1/auth/sessions') =>
      (await client.get<Page<SessionRow>>(path)).body.data;

    it('are seen by their owner, and end one by one within two seconds', async () => {
      const here = await app.account('traveller', 'operator');
      const there = (await login('traveller')).body;
      const other = app.anonymous.with({ authorization: `Bearer ${there.token}`, 'user-agent': 'a phone' });
      expect((await other.get('/api/v1/auth/me')).status).toBe(200);
      const found = await until(async () => {
        const sessions = await listed(here);
        return sessions.some(({ user_agent }) => user_agent === 'a phone') && sessions;
      });
      expect(found).toHaveLength(2);
      expect(found.find(({ current }) => current)).toMatchObject({ address: '127.0.0.1' });
      const id = found.find(({ current }) => !current)?.id ?? '';
      expectProblem(await person('operator').delete(`/api/v1/auth/sessions/${id}`), 404);
      expect((await here.delete(`/api/v1/auth/sessions/${id}`)).status).toBe(204);
      expectProblem(await other.get('/api/v1/auth/me'), 401);
      expect((await here.get('/api/v1/auth/me')).status).toBe(200);
      expect(await listed(here)).toHaveLength(1);
      const path = `/api/v1/users/${here.user.id}/sessions`;
      const [left] = await listed(app.admin, path);
      expect((await app.admin.delete(`${path}/${left?.id}`)).status).toBe(204);
      expectProblem(await here.get('/api/v1/auth/me'), 401);
      expect((await rows('&action=users.sessions'))[0]).toMatchObject({ subject_id: String(here.user.id) });
    });
  });

  describe('a second factor', () => {
    const begin = (account: Client, password = PASSWORD) =>
      account.post<NewSecondFactor>('/api/v1/auth/second-factor', { password });
    /** Codes of steps to come, since each is taken once: one late or early is taken. */
    const confirmed = async (account: Client): Promise<{ secret: string; codes: string[] }> => {
      const { secret } = (await begin(account)).body;
      const code = codeAt(secret, Date.now() - STEP_MS);
      const { body } = await account.post<RecoveryCodes>('/api/v1/auth/second-factor/confirm', { code });
      return { secret, codes: body.recovery_codes };
    };

    it('is set up with the password and a code, and asked for then, each code once', async () => {
      const account = await app.account('careful', 'operator');
      expectWrongField(await begin(account, 'wrong'), 400, 'password');
      const { secret, codes } = await confirmed(account);
      expect(codes).toHaveLength(10);
      expect((await begin(account)).status).toBe(409);
      const asked = await login('careful');
      expect(asked.status).toBe(401);
      expect(expectProblem(asked, 401)).toMatchObject([{ field: 'code' }]);
      const code = codeAt(secret, Date.now());
      expect((await login('careful', code)).status).toBe(200);
      expectProblem(await login('careful', code), 401);
      expect((await login('careful', codes[0])).status).toBe(200);
      expectProblem(await login('careful', codes[0]), 401);
      const { body } = await account.get('/api/v1/auth/second-factor');
      expect(body).toEqual({ enabled: true, required: false, recovery_codes_left: 9 });
      const [row] = await rows('&action=auth.second-factor.confirm');
      expect(JSON.stringify(row)).not.toContain(codes[1]);
    });

    it('is guessed a few times only', async () => {
      const account = await app.account('guessed', 'operator');
      await confirmed(account);
      const statuses: number[] = [];
      for (let guess = 0; guess < 6; guess += 1) statuses.push((await login('guessed', `00000${guess}`)).status);
      expect(statuses.slice(0, 4)).toEqual([401, 401, 401, 401]);
      expect(statuses).toContain(429);
    });

    it('keeps the doors of the older APIs closed, which say so, and takes a key there', async () => {
      const account = await app.account('modern', 'operator');
      const { client: key } = await app.withKey(account);
      await confirmed(account);
      const username = 'modern';
      const answers = [
        await app.anonymous.post('/api/auth', { username, password: PASSWORD }),
        await app.anonymous.post('/api/auth/login', { email: `${username}@example.com`, password: PASSWORD }),
        await app.anonymous.post('/signin', { identifier: username, password: PASSWORD }),
        await app.anonymous.post('/login', { username, password: PASSWORD }),
      ];
      for (const { status, text } of answers) {
        expect(status).toBe(403);
        expect(text).toContain('API key');
      }
      expect((await key.get('/api/sim-cards')).status).toBe(200);
    });

    it('must be there for some roles, who may do nothing else before', async () => {
      const viewer = person('viewer');
      expectProblem(await viewer.get('/api/v1/sim-cards'), 403);
      await expect(app.live({ token: viewer.token })).rejects.toThrow('unauthorized');
      expect((await login('a-viewer')).body.second_factor_missing).toBe(true);
      const { secret } = await confirmed(viewer);
      expect((await viewer.get('/api/v1/sim-cards')).status).toBe(200);
      const { body } = await login('a-viewer', codeAt(secret, Date.now()));
      expect(body).toMatchObject({ second_factor_missing: false, user: { second_factor: true } });
    });

    it('is taken away with a code, or by an admin', async () => {
      const account = await app.account('forgetful', 'operator');
      const { codes } = await confirmed(account);
      const remove = (code: string) => account.post('/api/v1/auth/second-factor/remove', { code });
      expectWrongField(await remove('000000'), 400, 'code');
      expect((await remove(codes[0] ?? '')).status).toBe(204);
      expect((await login('forgetful')).status).toBe(200);
      await confirmed(account);
      const path = `/api/v1/users/${account.user.id}/second-factor`;
      expect((await app.admin.delete(path)).status).toBe(204);
      expectProblem(await app.admin.delete(path), 404);
      expect((await login('forgetful')).status).toBe(200);
      const [refused, done] = await rows('&action=users.second-factor.delete');
      expect(refused?.outcome).toBe('failed');
      expect(done).toMatchObject({
        outcome: 'done',
        subject_id: String(account.user.id),
        before: { second_factor: 1 },
        after: { second_factor: 0 },
      });
    });
  });
});
