import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '@signalbox/contracts/common';
import { NetflowInterface, netflowAnswer } from '@signalbox/contracts/office/netflow-answers';
import { Attachment, Attachments } from '@signalbox/contracts/office/attachments';
import { CannedReply, FilledReply } from '@signalbox/contracts/office/canned-replies';
import { Customer } from '@signalbox/contracts/office/customers';
import { Lead, LeadStages } from '@signalbox/contracts/office/leads';
import { TicketSettings } from '@signalbox/contracts/office/ticket-settings';
import { Reply, Ticket, TicketDetail } from '@signalbox/contracts/office/tickets';
import { SearchResult } from '@signalbox/contracts/office/search';
import { Router, RouterInterfaces, RouterTest } from '@signalbox/contracts/office/routers';
import type { z } from 'zod';
import { InboundService } from '../../src/messaging/sms/status/inbound.service.js';
import { TicketInboundService } from '../../src/office/tickets/ticket-inbound.service.js';
import { OutboxService } from '../../src/platform/outbox/outbox.service.js';
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
});
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
    // One after another they would take longer than that; a busy machine adds its own.
    expect(performance.now() - began).toBeLessThan(12_000);
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

describe('tickets', () => {
  const customer = async (phone: string | null) =>
    shown(await operator.post('/api/v1/customers', { name: 'John Doe', phone }), 201, Customer);
  const ticket = async (customer_id: number) => {
    const body = { customer_id, subject: 'No light', description: 'since noon', priority: 'urgent' };
    return shown(await operator.post('/api/v1/tickets', body), 201, Ticket);
  };
  const detail = async (id: number) => shown(await viewer.get(`/api/v1/tickets/${id}`), 200, TicketDetail);
  const say = (id: number, fields: object = {}) =>
    operator.post<Reply>(`/api/v1/tickets/${id}/replies`, { message: 'Please restart it', by_sms: true, ...fields });
  const hear = async (from: string, text: string, id = crypto.randomUUID()) => {
    const event = { type: 'inbound', id, channel: 'sim-1', from, text, at: new Date().toISOString() } as const;
    await app.get(InboundService).receive('local', [event as never]);
    await app.get(TicketInboundService).look();
    return id;
  };

  it('are due by what was promised, which admins say', async () => {
    const settings = shown(await viewer.get('/api/v1/settings/tickets'), 200, TicketSettings);
    const always = Object.fromEntries(
      Object.keys(settings.business_hours).map((day) => [day, { from: '00:00', to: '24:00' }]),
    );
    const changed = { ...settings, business_hours: always };
    expectProblem(await operator.put('/api/v1/settings/tickets', changed), 403);
    expect(shown(await app.admin.put('/api/v1/settings/tickets', changed), 200, TicketSettings)).toEqual(changed);
    const wrong = (fields: object) => app.admin.put('/api/v1/settings/tickets', { ...changed, ...fields });
    const monday = { ...always, monday: { from: '17:00', to: '08:00' } };
    expectWrongField(await wrong({ business_hours: monday }), 400, 'business_hours.monday.to');
    expectWrongField(await wrong({ closed_on: ['2024-02-30'] }), 400, 'closed_on.0');
    expectWrongField(await wrong({ targets: {} }), 400, 'targets.low');
    const { clock, created_at } = await ticket((await customer(null)).id);
    const due = (minutes: number) => new Date(Date.parse(created_at) + minutes * 60_000).toISOString();
    expect(clock).toEqual({
      is_running: true,
      responded_at: null,
      response_due_at: due(60),
      response_breached: false,
      resolution_due_at: due(480),
      resolution_breached: false,
    });
    const { body } = await viewer.get<Page<Ticket>>('/api/v1/tickets?breached=true');
    expect(body.data).toEqual([]);
  });

  it('are answered by SMS, once', async () => {
    const { id } = await ticket((await customer('0722000001')).id);
    const reply = shown(await say(id), 201, Reply);
    expect(reply.sms).toEqual({ to: '+254722000001', message_id: null, error: null });
    const outbox = app.get(OutboxService);
    await outbox.settled();
    const { replies, clock, status } = await detail(id);
    const messageId = replies[0]?.sms?.message_id ?? '';
    expect(await app.message(messageId)).toMatchObject({ to: '+254722000001', text: 'Please restart it' });
    expect({ status, responded: clock.responded_at !== null }).toEqual({ status: 'waiting', responded: true });
    const [item] = await outbox.list({ kind: 'ticket-sms' }, { limit: 1 });
    await outbox.replay(item?.id ?? '');
    await outbox.settled();
    expect((await detail(id)).replies[0]?.sms?.message_id).toBe(messageId);
    const sent = await viewer.get<Page<unknown>>('/api/v1/messages?number=%2B254722000001');
    expect(sent.body.data).toHaveLength(1);
  });

  it('are not answered by SMS where that cannot be, and say why', async () => {
    const { id } = await ticket((await customer(null)).id);
    expectWrongField(await say(id), 400, 'by_sms', /phone number/);
    expectWrongField(await say(id, { is_internal: true }), 400, 'by_sms', /internal/);
    const other = await ticket((await customer('0722000002')).id);
    expectWrongField(await say(other.id, { message: 'x'.repeat(2000) }), 400, 'message');
    await app.admin.post('/api/v1/suppressions', { number: '+254722000002' });
    expect(expectProblem(await say(other.id), 409)).toMatchObject([{ field: 'to' }]);
    expect((await detail(other.id)).replies).toEqual([]);
  });

  it("take a customer's SMS, once, and an opt-out for what it is", async () => {
    const { id } = await ticket((await customer('0722000003')).id);
    shown(await say(id), 201, Reply);
    const messageId = await hear('+254722000003', 'Works now, thanks');
    await hear('+254722000003', 'Works now, thanks', messageId);
    await hear('+254722000003', 'Stop.');
    await hear('+254722000099', 'Who is this?');
    const { replies } = await detail(id);
    expect(replies.map(({ user_id, message }) => [user_id, message])).toEqual([
      [operator.user.id, 'Please restart it'],
      [null, 'Works now, thanks'],
    ]);
    expect(replies[1]?.sms).toEqual({ to: null, message_id: messageId, error: null });
  });

  it('take replies that are ready, filled for them', async () => {
    const { id } = await ticket((await customer('0722000004')).id);
    const body = { name: 'Restart', text: 'Dear {{first_name}}, on {{ticket}}: please restart it. {{agent}}' };
    const reply = shown(await operator.post('/api/v1/canned-replies', body), 201, CannedReply);
    expectWrongField(await operator.post('/api/v1/canned-replies', body), 409, 'name');
    expectWrongField(await operator.post('/api/v1/canned-replies', { name: 'x', text: '{{town}}' }), 400, 'text');
    expectProblem(await viewer.post('/api/v1/canned-replies', { ...body, name: 'y' }), 403);
    const { number } = await detail(id);
    const { text } = shown(await viewer.get(`/api/v1/tickets/${id}/canned-replies/${reply.id}`), 200, FilledReply);
    expect(text).toBe(`Dear John, on ${number}: please restart it. vera`);
    const changed = await operator.patch(`/api/v1/canned-replies/${reply.id}`, { text: 'Hi' });
    expect(shown(changed, 200, CannedReply)).toMatchObject({ name: 'Restart', text: 'Hi' });
    expect((await viewer.get<Page<CannedReply>>('/api/v1/canned-replies')).body.data).toHaveLength(1);
    expect((await operator.delete(`/api/v1/canned-replies/${reply.id}`)).status).toBe(204);
    expectProblem(await viewer.get(`/api/v1/canned-replies/${reply.id}`), 404);
  });

  it('have files, which browsers save and never show', async () => {
    const { id } = await ticket((await customer(null)).id);
    const path = `/api/v1/tickets/${id}/attachments`;
    const page = '<script>alert(1)</script>';
    const add = (fields: object) => {
      const content = Buffer.from(page).toString('base64');
      return operator.post(path, { name: 'pläne.html', content, is_internal: true, ...fields });
    };
    const file = shown(await add({}), 201, Attachment);
    expect(file).toMatchObject({ type: 'text/plain; charset=utf-8', size: page.length, is_internal: true });
    expect(shown(await viewer.get(path), 200, Attachments).data).toEqual([file]);
    const answer = await viewer.get(`${path}/${file.id}`);
    expect([answer.status, answer.text]).toEqual([200, page]);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="pl_ne.html"; filename*=UTF-8''pl%C3%A4ne.html`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    const large = shown(await add({ content: Buffer.alloc(3_000_000, 1).toString('base64') }), 201, Attachment);
    expect(large).toMatchObject({ size: 3_000_000, type: 'application/octet-stream' });
    expectWrongField(await add({ content: Buffer.alloc(3_000_001).toString('base64') }), 400, 'content');
    expectProblem(await add({ content: 'A'.repeat(5_000_000) }), 413);
    expectWrongField(await add({ name: '../x' }), 400, 'name');
    expectWrongField(await add({ content: 'no base64!' }), 400, 'content');
    expectWrongField(await add({ content: '' }), 400, 'content');
    expectProblem(await viewer.get(`/api/v1/tickets/${id + 1}/attachments/${file.id}`), 404);
    const outside = await app.account('uma', 'user');
    expectProblem(await outside.get(`${path}/${file.id}`), 403);
    expect((await operator.delete(`${path}/${file.id}`)).status).toBe(204);
    expectProblem(await viewer.get(`${path}/${file.id}`), 404);
    expect(await viewer.get(`/api/tickets/${id}`)).toMatchObject({ body: { data: { replies: [] } } });
  });
});
