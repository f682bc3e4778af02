import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  GatewayApiKey,
  type GatewayError,
  GatewayLogEntry,
  GatewayMessage,
  GatewaySavedSimCard,
  GatewaySentSms,
  GatewaySession,
  GatewaySimCard,
  GatewayStatistics,
} from '@signalbox/contracts/gateway';
import { GatewayStatusUpdate, MqttStatus, WorkerStatus } from '@signalbox/contracts/live';
import type { z } from 'zod';
import { GatewayApp, PASSWORD, type Send, eventually } from './gateway-app.js';

const TO = '+254712345678';
const SIMULATED = '+254700000001';
const UNKNOWN_ID = 999_999;

/** Has every documented field and no other. */
const expectShape = (schema: z.ZodType, value: unknown): void => expect(value).toEqual(schema.parse(value));

let app: GatewayApp;
let admin: { token: string; apiKey: string; send: Send };
let operator: { send: Send };
let viewer: { send: Send };
let user: { token: string; apiKey: string; send: Send };
let workerCame: { packets: WorkerStatus[]; connected: Promise<Error | null> };

const delivered = (send: Send, id: string) =>
  eventually(async () => {
    const { body } = await send<GatewayMessage[]>('GET', '/api/sms/outbox');
    return body.find((message) => message.id === id && message.status === 'delivered');
  });

/** Waits until every message was delivered and every delivery has its echo: nothing is counted meanwhile. */
const quiet = () =>
  eventually(async () => {
    const { body: sent } = await admin.send<GatewayMessage[]>('GET', '/api/sms/outbox?limit=1000');
    const { body: received } = await admin.send<GatewayMessage[]>('GET', '/api/sms/inbox?limit=1000');
    const isQuiet = sent.every(({ status }) => status === 'delivered') && received.length === sent.length;
    return isQuiet || undefined;
  });

beforeAll(async () => {
  app = await GatewayApp.start();
  admin = await app.account('admin', 'admin');
  operator = await app.account('olga', 'operator');
  viewer = await app.account('vera', 'viewer');
  user = await app.account('uma', 'user');
  workerCame = app.listenTo('worker_status', { extraHeaders: { 'X-API-Key': admin.apiKey } });
  expect(await workerCame.connected).toBeNull();
  app.startWorker();
  await eventually(async () => {
    const { body } = await admin.send<GatewaySimCard[]>('GET', '/api/sim-cards');
    return body.length >= 4 ? true : undefined;
  });
});

afterAll(() => app.stop());

describe('POST /api/auth', () => {
  it('answers token, username, role and API key', async () => {
    const { status, body } = await app.client()<GatewaySession>('POST', '/api/auth', {
      username: 'admin',
      password: PASSWORD,
      remember_me: true,
    });
    expect(status).toBe(200);
    expectShape(GatewaySession, body);
    expect(body).toMatchObject({ username: 'admin', role: 'admin', api_key: admin.apiKey });
  });

  it('gives a token and a key that are let in', async () => {
    const byToken = app.client({ authorization: `Bearer ${admin.token}` });
    const byKey = app.client({ 'X-API-Key': admin.apiKey });
    expect((await byToken('GET', '/api/sim-cards')).status).toBe(200);
    expect((await byKey('GET', '/api/sim-cards')).status).toBe(200);
  });

  it.each([
    ['no password', { username: 'admin' }, 'password: expected string'],
    ['no username', { password: PASSWORD }, 'username: expected string'],
    ['a password that is a number', { username: 'admin', password: 12345678 }, 'password: expected string'],
    ['no body', undefined, 'body: expected object'],
    ['a list', [], 'body: expected object'],
  ])('refuses %s, naming the field', async (_, body, error) => {
    const answer = await app.client()<GatewayError>('POST', '/api/auth', body);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toContain(error);
  });

  it('refuses broken JSON and a body of 2 MB in its own form', async () => {
    const broken = await app.client()<GatewayError>('POST', '/api/auth', '{"username": ');
    expect(broken).toMatchObject({ status: 400, body: { error: expect.any(String) } });
    const big = await app.client()<GatewayError>('POST', '/api/auth', { username: 'x'.repeat(2_000_000) });
    expect(big).toMatchObject({ status: 413, body: { error: expect.any(String) } });
    expect(Object.keys(broken.body)).toEqual(['message', 'error']);
    expect(broken.body.message).toBe(broken.body.error);
  });

  it('refuses a wrong password and an unknown name alike', async () => {
    for (const username of ['vera', 'nobody']) {
      const answer = await app.client()<GatewayError>('POST', '/api/auth', { username, password: 'not this one' });
      expect(answer).toMatchObject({ status: 401, body: { error: 'The name or the password is wrong.' } });
    }
  });
});

describe('who may do what', () => {
  const doors: [string, string][] = [
    ['GET', '/api/sim-cards'],
    ['POST', '/api/sim-cards'],
    ['PUT', '/api/sim-cards/1'],
    ['DELETE', '/api/sim-cards/1'],
    ['POST', '/api/sms'],
    ['GET', '/api/sms/inbox'],
    ['GET', '/api/sms/outbox'],
    ['GET', '/api/statistics'],
    ['GET', '/api/logs'],
    ['POST', '/api/generate-api-key'],
  ];

  it.each(doors)('%s %s wants a key', async (method, path) => {
    const none = await app.client()<GatewayError>(method, path);
    expect(none).toMatchObject({ status: 401, body: { error: expect.any(String) } });
    const wrong = await app.client({ 'x-api-key': 'no key of ours' })<GatewayError>(method, path);
    expect(wrong).toMatchObject({ status: 401, body: { error: expect.any(String) } });
  });

  it.each<[string, string, string, unknown]>([
    ['viewer', 'POST', '/api/sim-cards', { number: '+254711000009' }],
    ['viewer', 'PUT', '/api/sim-cards/1', { status: 'inactive' }],
    ['viewer', 'DELETE', '/api/sim-cards/1', undefined],
    ['viewer', 'POST', '/api/sms', { recipient: TO, message: 'no' }],
    ['user', 'GET', '/api/sim-cards', undefined],
    ['user', 'GET', '/api/statistics', undefined],
    ['user', 'GET', '/api/logs', undefined],
  ])('a %s may not %s %s', async (role, method, path, body) => {
    const { send } = role === 'viewer' ? viewer : user;
    const answer = await send<GatewayError>(method, path, body);
    expect(answer.status).toBe(403);
    expect(answer.body.error).toContain(role);
  });

  it('tells any browser page that it may call', async () => {
    const answer = await fetch(`${app.url}/api/sim-cards`, {
      method: 'OPTIONS',
      headers: { origin: 'https://old.example', 'access-control-request-method': 'PUT' },
    });
    expect(answer.headers.get('access-control-allow-origin')).toMatch(/^(\*|https:\/\/old\.example)$/);
    expect(answer.headers.get('access-control-allow-methods')).toContain('PUT');
  });
});

describe('/api/sim-cards', () => {
  it('lists every SIM card with id, number and status', async () => {
    const { status, body } = await viewer.send<GatewaySimCard[]>('GET', '/api/sim-cards');
    expect(status).toBe(200);
    for (const simCard of body) expectShape(GatewaySimCard, simCard);
    expect(body).toContainEqual({ id: expect.any(Number), number: SIMULATED, status: 'active' });
  });

  it('adds, updates and deletes one', async () => {
    const added = await operator.send<GatewaySavedSimCard>('POST', '/api/sim-cards', {
      number: '0711 000 001',
      status: 'Offline',
      carrier: 'unknown to us',
    });
    expect(added.status).toBe(200);
    expectShape(GatewaySavedSimCard, added.body);
    expect(added.body.sim_card).toEqual({ id: added.body.id, number: '+254711000001', status: 'inactive' });
    expect(added.body).toMatchObject({ number: '+254711000001', status: 'inactive' });
    const { id } = added.body;

    const updated = await operator.send<GatewaySavedSimCard>('PUT', `/api/sim-cards/${id}`, { status: 'available' });
    expect(updated.status).toBe(200);
    expectShape(GatewaySavedSimCard, updated.body);
    expect(updated.body).toMatchObject({ id, number: '+254711000001', status: 'active' });
    const renumbered = await operator.send('PUT', `/api/sim-cards/${id}`, { number: '+254711000002' });
    expect(renumbered.body).toMatchObject({ id, number: '+254711000002', status: 'active' });

    const deleted = await operator.send('DELETE', `/api/sim-cards/${id}`);
    expect(deleted).toMatchObject({ status: 200, body: { message: expect.any(String) } });
    const { body } = await viewer.send<GatewaySimCard[]>('GET', '/api/sim-cards');
    expect(body.some((simCard) => simCard.id === id)).toBe(false);
  });

  it.each([
    ['no number', {}, 'number: expected string'],
    ['a number with a fraction', { number: 25471100000.1 }, 'number: expected a phone number'],
    ['a number that is none', { number: 'abcdef' }, 'number: expected a phone number'],
    ['a status nobody knows', { number: '+254711000003', status: 'sleepy' }, 'status: expected one of active'],
    ['a status that is no text', { number: '+254711000003', status: true }, 'status: expected string'],
  ])('does not add one with %s', async (_, body, error) => {
    const answer = await operator.send<GatewayError>('POST', '/api/sim-cards', body);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toContain(error);
  });

  it('refuses a second SIM card with the same number', async () => {
    const answer = await operator.send<GatewayError>('POST', '/api/sim-cards', { number: SIMULATED });
    expect(answer).toMatchObject({ status: 409, body: { error: 'number: expected a number that is not taken' } });
  });

  it('refuses an update that says nothing', async () => {
    const answer = await operator.send<GatewayError>('PUT', '/api/sim-cards/1', { colour: 'red' });
    expect(answer).toMatchObject({ status: 400, body: { error: 'body: expected number, status or both' } });
  });

  it('knows no SIM card of a made-up id', async () => {
    const put = await operator.send<GatewayError>('PUT', `/api/sim-cards/${UNKNOWN_ID}`, { status: 'active' });
    expect(put).toMatchObject({ status: 404, body: { error: `There is no SIM card ${UNKNOWN_ID}.` } });
    expect((await operator.send('DELETE', `/api/sim-cards/${UNKNOWN_ID}`)).status).toBe(404);
    const noId = await operator.send<GatewayError>('DELETE', '/api/sim-cards/first');
    expect(noId.status).toBe(400);
    expect(Object.keys(noId.body)).toEqual(['message', 'error']);
  });
});

describe('POST /api/sms', () => {
  it('sends by any SIM card and answers the number it leaves from', async () => {
    const { status, body } = await operator.send<GatewaySentSms>('POST', '/api/sms', {
      recipient: '0712345678',
      message: 'hello',
      campaign: 'unknown to us',
    });
    expect(status).toBe(200);
    expectShape(GatewaySentSms, body);
    const message = await delivered(operator.send, body.message_id);
    expect(message).toMatchObject({ recipient: TO, message: 'hello', sender_sim: body.sender_sim });
    expect(message.sender_sim).toMatch(/^\+25470000000\d$/);
  });

  it('sends by the SIM card that is named, as a number or as text', async () => {
    const { body: simCards } = await operator.send<GatewaySimCard[]>('GET', '/api/sim-cards');
    const simCard = simCards.find(({ number }) => number === '+254700000003');
    for (const sim_card_id of [simCard?.id, String(simCard?.id)]) {
      const { body } = await operator.send<GatewaySentSms>('POST', '/api/sms', {
        recipient: TO,
        message: 'x',
        sim_card_id,
      });
      expect(body.sender_sim).toBe('+254700000003');
    }
    for (const anySim of [0, '0', '', null]) {
      const sent = await operator.send('POST', '/api/sms', { recipient: TO, message: 'x', sim_card_id: anySim });
      expect([anySim, sent.status]).toEqual([anySim, 200]);
    }
  });

  it.each([
    ['no recipient', { message: 'x' }, 'recipient: expected string'],
    ['no message', { recipient: TO }, 'message: expected string'],
    ['a recipient that is none', { recipient: 'my aunt', message: 'x' }, 'recipient: expected a phone number'],
    ['an empty message', { recipient: TO, message: '' }, 'message: expected at least 1 character'],
    ['a message too long', { recipient: TO, message: 'x'.repeat(1601) }, 'message: expected at most 1600 characters'],
    ['half of a surrogate pair', '{"recipient":"+254712345678","message":"\\ud83d"}', 'message: expected well-formed'],
    ['a SIM card id that is none', { recipient: TO, message: 'x', sim_card_id: 'one' }, 'sim_card_id: expected'],
    ['an unknown SIM card', { recipient: TO, message: 'x', sim_card_id: UNKNOWN_ID }, 'sim_card_id: expected the id'],
  ])('refuses %s, naming the field', async (_, body, error) => {
    const answer = await operator.send<GatewayError>('POST', '/api/sms', body);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toContain(error);
  });

  it('refuses a SIM card that is inactive', async () => {
    const { body: off } = await operator.send<GatewaySimCard>('POST', '/api/sim-cards', {
      number: '+254711000004',
      status: 'inactive',
    });
    const body = { recipient: TO, message: 'x', sim_card_id: off.id };
    const answer = await operator.send<GatewayError>('POST', '/api/sms', body);
    expect(answer).toMatchObject({ status: 409, body: { error: 'sim_card_id: expected a SIM card that is active' } });
    await operator.send('DELETE', `/api/sim-cards/${off.id}`);
  });

  it('takes an Idempotency-Key: the same answer, and one message', async () => {
    const send = app.client({ 'x-api-key': user.apiKey, 'idempotency-key': 'gateway-1' });
    const body = { recipient: TO, message: 'only once' };
    const first = await send<GatewaySentSms>('POST', '/api/sms', body);
    const second = await send<GatewaySentSms>('POST', '/api/sms', body);
    expect(second.body.message_id).toBe(first.body.message_id);
    const other = await send<GatewayError>('POST', '/api/sms', { ...body, message: 'another' });
    expect(other).toMatchObject({ status: 422, body: { error: expect.stringContaining('Idempotency-Key') } });
    const { body: outbox } = await user.send<GatewayMessage[]>('GET', '/api/sms/outbox');
    expect(outbox.filter(({ message }) => message === 'only once')).toHaveLength(1);
  });
});

describe('the inbox and the outbox', () => {
  it('hold every documented field', async () => {
    const { body: sent } = await operator.send<GatewaySentSms>('POST', '/api/sms', {
      recipient: TO,
      message: 'echo me',
    });
    await delivered(operator.send, sent.message_id);
    const outbox = await operator.send<GatewayMessage[]>('GET', '/api/sms/outbox');
    expect(outbox.status).toBe(200);
    for (const message of outbox.body) expectShape(GatewayMessage, message);
    const mine = outbox.body.find(({ id }) => id === sent.message_id);
    expect(mine).toMatchObject({ direction: 'outgoing', recipient: TO, sender: sent.sender_sim, message: 'echo me' });

    const answer = await eventually(async () => {
      const { body } = await operator.send<GatewayMessage[]>('GET', '/api/sms/inbox');
      for (const message of body) expectShape(GatewayMessage, message);
      expect(body.every(({ direction }) => direction === 'incoming')).toBe(true);
      return body.find(({ message }) => message.includes('echo me'));
    });
    expect(answer).toMatchObject({
      status: 'received',
      sender: TO,
      recipient: sent.sender_sim,
      sender_sim: sent.sender_sim,
    });
  });

  it('go on where the last page ended, newest first', async () => {
    for (const message of ['page 1', 'page 2', 'page 3']) {
      await user.send('POST', '/api/sms', { recipient: TO, message });
    }
    const first = await user.send<GatewayMessage[]>('GET', '/api/sms/outbox?limit=2');
    expect(first.body.map(({ message }) => message)).toEqual(['page 3', 'page 2']);
    const [, next] = /^<(.+)>; rel="next"$/.exec(first.headers.get('link') ?? '') ?? [];
    const second = await user.send<GatewayMessage[]>('GET', next ?? 'no next page');
    expect(second.body[0]?.message).toBe('page 1');
    const all = await user.send<GatewayMessage[]>('GET', '/api/sms/outbox?unknown=yes');
    expect(all.headers.get('link')).toBeNull();
  });

  it.each(['limit=0', 'limit=1001', 'limit=many', 'cursor=made-up'])('refuse ?%s', async (query) => {
    const answer = await operator.send<GatewayError>('GET', `/api/sms/inbox?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toContain(`${query.split('=')[0]}: `);
  });

  it('show a user its own messages only, and nothing that came in', async () => {
    const { body: theirs } = await operator.send<GatewaySentSms>('POST', '/api/sms', {
      recipient: TO,
      message: 'not yours',
    });
    const outbox = await user.send<GatewayMessage[]>('GET', '/api/sms/outbox');
    expect(outbox.body.length).toBeGreaterThan(0);
    expect(outbox.body.some(({ id }) => id === theirs.message_id)).toBe(false);
    const inbox = await user.send('GET', '/api/sms/inbox');
    expect(inbox).toMatchObject({ status: 200, body: [] });
    const seen = await viewer.send<GatewayMessage[]>('GET', '/api/sms/outbox');
    expect(seen.body.some(({ id }) => id === theirs.message_id)).toBe(true);
  });
});

describe('GET /api/statistics', () => {
  it('counts memory, database, messages and SIM cards', async () => {
    const { body: before } = await viewer.send<GatewayStatistics>('GET', '/api/statistics');
    const { body: sent } = await operator.send<GatewaySentSms>('POST', '/api/sms', {
      recipient: TO,
      message: 'counted',
    });
    await quiet();
    const { status, body } = await viewer.send<GatewayStatistics>('GET', '/api/statistics');
    expect(status).toBe(200);
    expectShape(GatewayStatistics, body);

    const { memory_usage: memory, message_stats: messages, sim_card_stats: simCards } = body;
    expect(memory.used + memory.available).toBe(memory.total);
    expect(memory.process_rss).toBeGreaterThan(body.component_memory.heap_used);
    expect(body.database_size).toBeGreaterThan(0);
    expect(messages.outgoing).toBe(before.message_stats.outgoing + 1);
    expect(messages.incoming).toBeGreaterThan(before.message_stats.incoming);
    expect(messages.total).toBe(messages.incoming + messages.outgoing);
    expect(messages.daily).toHaveLength(7);
    expect(messages.daily[0]).toEqual(messages.today);
    expect(messages.daily.reduce((sum, { total }) => sum + total, 0)).toBe(messages.total);
    const usedBefore = before.sim_card_stats.usage.find(({ number }) => number === sent.sender_sim);
    const used = simCards.usage.find(({ number }) => number === sent.sender_sim);
    expect(used?.delivered).toBeGreaterThan(usedBefore?.delivered ?? Infinity);
    expect(simCards.total).toBe(simCards.usage.length);
    expect(body.memory.total).toBe(memory.total);
    expect(body.messages.total_messages).toBe(messages.total);
    expect(body.messages.messages_per_day.at(-1)).toEqual({ date: messages.today.date, count: messages.today.total });
    expect(body.sim_cards.active_sims + body.sim_cards.inactive_sims).toBe(simCards.total);
    expect(body.database).toMatchObject({ name: 'signalbox.sqlite', size_bytes: body.database_size });
  });
});

describe('GET /api/logs', () => {
  it('lists what happened, newest first, with every documented field', async () => {
    const { body: added } = await operator.send<GatewaySimCard>('POST', '/api/sim-cards', { number: '+254711000005' });
    await app.client()('POST', '/api/auth', { username: 'olga', password: 'not this one' });
    const logs = await eventually(async () => {
      const { status, body } = await viewer.send<GatewayLogEntry[]>('GET', '/api/logs');
      expect(status).toBe(200);
      return body.some(({ details, status }) => details.includes('"olga"') && status === 'failed') ? body : undefined;
    });
    for (const entry of logs) expectShape(GatewayLogEntry, entry);
    expect(logs.map(({ id }) => id)).toEqual(logs.map(({ id }) => id).sort((a, b) => b - a));
    expect(logs).toContainEqual(
      expect.objectContaining({ details: `SIM card ${added.id}`, status: 'ok', sender_sim: '+254711000005' }),
    );
    const [newest] = (await viewer.send<GatewayLogEntry[]>('GET', '/api/logs?limit=1')).body;
    expect(newest?.id).toBeGreaterThanOrEqual(logs[0]?.id ?? Infinity);
    expect(JSON.stringify(logs)).not.toMatch(new RegExp(`not this one|${PASSWORD}|sbx_[\\w-]{10}`));
    await operator.send('DELETE', `/api/sim-cards/${added.id}`);
  });
});

describe('POST /api/generate-api-key', () => {
  it('gives a user with a token a new key in place of the old one', async () => {
    const { token, apiKey: old, send } = await app.account('rosa', 'user');
    expect((await send('GET', '/api/sms/outbox')).status).toBe(200);
    const { status, body } = await app.client({ authorization: `Bearer ${token}` })<GatewayApiKey>(
      'POST',
      '/api/generate-api-key',
    );
    expect(status).toBe(200);
    expectShape(GatewayApiKey, body);
    expect(body.api_key).not.toBe(old);
    expect((await app.client({ 'x-api-key': body.api_key })('GET', '/api/sms/outbox')).status).toBe(200);
    expect((await send('GET', '/api/sms/outbox')).status).toBe(401);
    expect((await app.signIn('rosa')).apiKey).toBe(body.api_key);
  });

  it('lets a client in whose key was revoked, by its token', async () => {
    const { token, apiKey } = await app.account('rita', 'user');
    const both = app.client({ authorization: `Bearer ${token}`, 'x-api-key': apiKey });
    expect((await both('POST', '/api/generate-api-key')).status).toBe(200);
    expect((await both('POST', '/api/generate-api-key', {})).status).toBe(200);
  });

  it('is not for a key alone', async () => {
    const answer = await user.send<GatewayError>('POST', '/api/generate-api-key');
    expect(answer).toMatchObject({ status: 401, body: { error: expect.stringContaining('Authorization') } });
    expect((await app.client({ authorization: 'Bearer no.token' })('POST', '/api/generate-api-key')).status).toBe(401);
  });
});

describe('the events', () => {
  it('worker_status tells staff that a worker came', async () => {
    const packet = await eventually(() =>
      workerCame.packets.find(({ status, worker }) => status === 'online' && worker),
    );
    expectShape(WorkerStatus, packet);
    expect(packet.status).toBe('online');
  });

  it('sms_status_update tells one status a packet, until the last one', async () => {
    const byHeader = app.listenTo<GatewayStatusUpdate>('sms_status_update', {
      extraHeaders: { 'X-API-Key': admin.apiKey },
    });
    const byToken = app.listenTo<GatewayStatusUpdate>('sms_status_update', { auth: { token: user.token } });
    const stranger = app.listenTo<GatewayStatusUpdate>('sms_status_update', { auth: { token: 'no.token' } });
    const mqtt = app.listenTo<string>('mqtt_status', { auth: { token: user.token } });
    expect(await mqtt.connected).toBeNull();
    expect(await byHeader.connected).toBeNull();
    expect(await byToken.connected).toBeNull();
    expect((await stranger.connected)?.message).toBe('unauthorized');

    const { body: mine } = await user.send<GatewaySentSms>('POST', '/api/sms', { recipient: TO, message: 'mine' });
    const { body: theirs } = await operator.send<GatewaySentSms>('POST', '/api/sms', {
      recipient: TO,
      message: 'theirs',
    });
    for (const id of [mine.message_id, theirs.message_id]) {
      const last = await eventually(() =>
        byHeader.packets.find(({ message_id, status }) => message_id === id && status === 'delivered'),
      );
      expectShape(GatewayStatusUpdate, last);
      expect(last).toMatchObject({ recipient: TO, sim_card: last.sender, sender: last.sender_number });
      expect(last).toMatchObject({ sender_number: expect.stringMatching(/^\+2547/), receiver_number: TO });
    }
    await eventually(() => byToken.packets.find(({ status }) => status === 'delivered'));
    expect(new Set(byToken.packets.map(({ message_id }) => message_id))).toEqual(new Set([mine.message_id]));
    const report = await eventually(() => {
      const reports = mqtt.packets.map((text) => JSON.parse(text) as unknown);
      return reports.find((one) => MqttStatus.parse(one).status === 'delivered');
    });
    expectShape(MqttStatus, report);
    expect(report).toMatchObject({ id: mine.message_id, receiver_number: TO, message: 'mine' });
  });
});
