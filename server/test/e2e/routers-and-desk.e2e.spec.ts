import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '@signalbox/contracts/common';
import { NetflowInterface, netflowAnswer } from '@signalbox/contracts/office/netflow-answers';
import { Customer } from '@signalbox/contracts/office/customers';
import { Lead, LeadStages } from '@signalbox/contracts/office/leads';
import { SearchResult } from '@signalbox/contracts/office/search';
import { Router, RouterInterfaces, RouterTest } from '@signalbox/contracts/office/routers';
import type { z } from 'zod';
import { RouterChecksService } from '../../src/office/routers/router-checks.service.js';
import { type Account, TestApp } from '../app.js';
import { type Answer, expectProblem, expectWrongField } from '../client.js';
import { expectShape } from '../old-client.js';
import { PASSWORD, RouterDouble, USERNAME } from '../router-double.js';

const OLD_DOOR = '/api/integrations/mikrotik/interfaces';

let app: TestApp;
let operator: Account;
let viewer: Account;
let double: RouterDouble;

beforeAll(async () => {
  app = await TestApp.start({ ROUTER_NETWORKS: '127.0.0.1,10.0.0.0/8', SIMULATOR_SIMS: '1' });
  operator = await app.account('olga', 'operator');
  viewer = await app.account('vera', 'viewer');
  double = await RouterDouble.start({ kind: 'rest' });
}, 60_000);
afterAll(async () => {
  await app?.stop();
  await double?.stop();
});

function shown<T>(answer: Answer, status: number, schema: z.ZodType<T>): T {
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status });
  expectShape(schema, answer.body);
  return schema.parse(answer.body);
}

describe('routers', () => {
  const router = (fields: object = {}) => ({
    name: 'core',
    address: '127.0.0.1',
    port: double.port,
    tls: false,
    username: USERNAME,
    password: PASSWORD,
    ...fields,
  });
  let id: number;

  it('are asked for by the old door, which says what is missing', async () => {
    const none = await viewer.get(OLD_DOOR);
    expect(none).toMatchObject({
      status: 400,
      body: { success: false, message: 'Router id: expected the id of a router: none is the default' },
    });
    expect(await viewer.get(`${OLD_DOOR}?router_id=77`)).toMatchObject({ status: 404, body: { success: false } });
    expect(await viewer.get(`${OLD_DOOR}?router_id=x`)).toMatchObject({ status: 400, body: { success: false } });
  });

  it('are made by admins, and never show their password', async () => {
    expectProblem(await operator.post('/api/v1/routers', router()), 403);
    const made = shown(await app.admin.post('/api/v1/routers', router()), 201, Router);
    expect(made).toMatchObject({ name: 'core', kind: 'rest', is_default: true, health: { state: 'unknown' } });
    ({ id } = made);
    const { text } = await viewer.get(`/api/v1/routers/${id}`);
    expect(text).not.toContain(PASSWORD);
    expect(text).not.toContain('sealed');
    const list = await viewer.get<Page<Router>>('/api/v1/routers?limit=1');
    expect(list.body).toEqual({ data: [made], next_cursor: null });
  });

  it.each([
    [{ address: 'http://10.0.0.1' }, 'address'],
    [{ address: '8.8.8.8' }, 'address'],
    [{ address: '169.254.169.254' }, 'address'],
    [{ port: 0 }, 'port'],
    [{ kind: 'ssh' }, 'kind'],
    [{ username: 'a:b' }, 'username'],
    [{ password: '' }, 'password'],
    [{ password: 'a\nb' }, 'password'],
    [{ tls: true, tls_fingerprint: 'AB:CD' }, 'tls_fingerprint'],
    [{ tls_fingerprint: 'ab'.repeat(32) }, 'tls_fingerprint'],
    [{ tls: true, tls_ca: 'not PEM' }, 'tls_ca'],
    [{ secret: 'x' }, 'secret'],
  ])('are refused with %j', async (fields, field) => {
    expectWrongField(await app.admin.post('/api/v1/routers', router({ name: 'odd', ...fields })), 400, field);
  });

  it('are tested, and remembered as they were found', async () => {
    expectProblem(await viewer.post(`/api/v1/routers/${id}/test`), 403);
    const tested = shown(await operator.post(`/api/v1/routers/${id}/test`), 200, RouterTest);
    const health = { state: 'up', version: '7.15.3 (stable)', board: 'RB5009', uptime: 788_645, error: null };
    expect(tested).toMatchObject({ ok: true, fingerprint: null, health });
    double.mood = 'trap';
    const failed = shown(await operator.post(`/api/v1/routers/${id}/test`), 200, RouterTest);
    expect(failed).toMatchObject({ ok: false, health: { state: 'down', version: '7.15.3 (stable)', uptime: null } });
    expect(failed.health.last_seen_at).toBe(tested.health.last_seen_at);
    const { health: kept } = shown(await viewer.get(`/api/v1/routers/${id}`), 200, Router);
    expect(kept).toEqual(failed.health);
    double.mood = 'fine';
  });

  it('are looked after by the clock', async () => {
    const before = shown(await viewer.get(`/api/v1/routers/${id}`), 200, Router).health;
    await app.get(RouterChecksService).checkAll(new AbortController().signal);
    const after = shown(await viewer.get(`/api/v1/routers/${id}`), 200, Router).health;
    expect([before.state, after.state]).toEqual(['down', 'up']);
  });

  it('show their interfaces with what goes through them', async () => {
    const live = shown(await viewer.get(`/api/v1/routers/${id}/interfaces`), 200, RouterInterfaces);
    expect(live.data).toMatchObject([
      { name: 'ether1', running: true, disabled: false, tx_rate: 0 },
      { disabled: true },
    ]);
    // A megabit in a second and a little.
    expect(live.data[0]?.rx_rate).toBeGreaterThan(100_000);
    expect(live.data[0]?.rx_rate).toBeLessThanOrEqual(1_001_000);
    const once = shown(await viewer.get(`/api/v1/routers/${id}/interfaces?rates=false`), 200, RouterInterfaces);
    expect(once.data[0]).toMatchObject({ rx_rate: null, tx_rate: null });
    expectWrongField(await viewer.get(`/api/v1/routers/${id}/interfaces?rates=maybe`), 400, 'rates');
    expectProblem(await viewer.get('/api/v1/routers/999999/interfaces'), 404);
  });

  it('show them as the NetFlow API has it', async () => {
    for (const door of [OLD_DOOR, `${OLD_DOOR}?router_id=${id}`, `${OLD_DOOR}/`]) {
      const { data } = shown(await viewer.get(door), 200, netflowAnswer(NetflowInterface.array()));
      expect(data).toEqual([
        { name: 'ether1', running: true, 'rx-byte': expect.any(Number), 'tx-byte': 512_000 },
        { name: 'wlan1', running: false, 'rx-byte': expect.stringMatching(/^184467440\d+$/), 'tx-byte': 0 },
      ]);
    }
    expect(await app.anonymous.get(OLD_DOOR)).toMatchObject({ status: 401, body: { success: false } });
    const customer = await app.account('ulla', 'user');
    expect(await customer.get(OLD_DOOR)).toMatchObject({ status: 403, body: { success: false } });
  });

  it('are not waited for longer than five seconds', async () => {
    double.mood = 'slow';
    const began = performance.now();
    const answers = await Promise.all([viewer.get(OLD_DOOR), viewer.get(OLD_DOOR), operator.get(OLD_DOOR)]);
    expect(performance.now() - began).toBeLessThan(5000 * Number(process.env['TEST_PATIENCE'] ?? 1));
    for (const answer of answers) {
      expect(answer).toMatchObject({
        status: 503,
        body: { success: false, message: 'Router core: it did not answer in time' },
      });
    }
    double.mood = 'fine';
  });

  it('keep their password from other places', async () => {
    const path = `/api/v1/routers/${id}`;
    expectWrongField(await app.admin.patch(path, { address: '10.0.0.9' }), 400, 'password');
    expectWrongField(await app.admin.patch(path, { address: '9.9.9.9', password: 'x' }), 400, 'address');
    const other = shown(await app.admin.post('/api/v1/routers', router({ name: 'edge', tls: true })), 201, Router);
    expectWrongField(await app.admin.patch(`/api/v1/routers/${other.id}`, { tls: false }), 400, 'password');
    expectWrongField(await app.admin.patch(path, { name: 'edge' }), 409, 'name');
    const changed = shown(await app.admin.patch(`/api/v1/routers/${other.id}`, { is_default: true }), 200, Router);
    expect(changed.is_default).toBe(true);
    expect(shown(await viewer.get(path), 200, Router).is_default).toBe(false);
    expect((await app.admin.delete(`/api/v1/routers/${other.id}`)).status).toBe(204);
    expectProblem(await app.admin.delete(`/api/v1/routers/${other.id}`), 404);
    expect((await viewer.get(OLD_DOOR)).status).toBe(400);
  });
});

describe('leads', () => {
  it('are told by stage, and by what should have been done', async () => {
    const made = {
      name: 'Jane Roe',
      phone: '0722345678',
      source: 'fair',
      next_step: 'call',
      next_step_on: '2020-01-31',
    };
    const lead = shown(await operator.post('/api/v1/leads', made), 201, Lead);
    await operator.post('/api/v1/leads', { ...made, next_step_on: '2999-12-31', status: 'qualified' });
    const late = await viewer.get<Page<Lead>>('/api/v1/leads?overdue=true&source=fair');
    expect(late.body.data).toEqual([lead]);
    const { data } = shown(await viewer.get('/api/v1/leads/stages'), 200, LeadStages);
    expect(data.map(({ status }) => status)).toEqual(['new', 'contacted', 'qualified', 'proposal', 'won', 'lost']);
    expect(data.filter(({ count }) => count > 0)).toEqual([
      { status: 'new', count: 1, overdue: 1 },
      { status: 'qualified', count: 1, overdue: 0 },
    ]);
    expectWrongField(await viewer.get('/api/v1/leads?overdue=perhaps'), 400, 'overdue');
    expectWrongField(
      await operator.post('/api/v1/leads', { ...made, next_step_on: '2023-02-30' }),
      400,
      'next_step_on',
    );
    expectWrongField(await operator.post('/api/v1/leads', { ...made, email: 'nobody' }), 400, 'email');
  });

  it('become one customer, however often they are converted', async () => {
    const { id } = shown(await operator.post('/api/v1/leads', { name: 'Kito', email: 'k@example.com' }), 201, Lead);
    const answers = await Promise.all([1, 2, 3].map(() => operator.post(`/api/v1/leads/${id}/convert`)));
    const made = answers.map((answer) => shown(answer, 200, Lead));
    expect(new Set(made.map(({ customer_id }) => customer_id)).size).toBe(1);
    expect(made[0]).toMatchObject({ status: 'won' });
  });
});

describe('the search', () => {
  it('finds what people have at hand', async () => {
    const who = { name: 'Wanjiku Otieno', phone: '0733000111' };
    const customer = shown(await operator.post('/api/v1/customers', who), 201, Customer);
    const about = { customer_id: customer.id, subject: 'No light', description: 'since noon' };
    const ticket = await operator.post<{ id: number; number: string }>('/api/v1/tickets', about);
    const kinds = async (q: string) => {
      const { data } = shown(await viewer.get(`/api/v1/search?q=${encodeURIComponent(q)}`), 200, SearchResult);
      return data.map(({ kind, number }) => `${kind} ${number}`);
    };
    const theirs = [`customer ${customer.account_number}`, `ticket ${ticket.body.number}`];
    for (const q of ['wanj', 'OTIENO', '0733 000', '+254733', customer.account_number]) {
      expect(await kinds(q)).toEqual(theirs);
    }
    expect(await kinds(ticket.body.number.toLowerCase())).toEqual([theirs[1]]);
    expect(await kinds('%%')).toEqual([]);
    expectWrongField(await viewer.get('/api/v1/search?q=x'), 400, 'q');
    expectWrongField(await viewer.get('/api/v1/search'), 400, 'q');
    expectProblem(await app.anonymous.get('/api/v1/search?q=wanj'), 401);
  });
});
