import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  GatewayLogEntry,
  GatewayMessage,
  GatewaySentSms,
  GatewaySmsStatus,
  type GatewaySession,
  type GatewaySimCard,
} from '@signalbox/contracts/gateway';
import { GatewayStatusUpdate, LIVE_ANONYMOUS_SOCKETS, MqttStatus, WorkerStatus } from '@signalbox/contracts/live';
import type { AcceptedMessage, BatchResult } from '@signalbox/contracts/messages';
import type { RemovedSimCard, SimCard } from '@signalbox/contracts/sim-cards';
import type { Page } from '@signalbox/contracts/common';
import { MessageRepository } from '../../src/messaging/sms/message.repository.js';
import { type Account, RECIPIENT, TestApp } from '../app.js';
import { ChannelBench } from '../channel-bench.js';
import { Client, expectProblem } from '../client.js';
import { LiveClient } from '../live-client.js';
import { expectShape } from '../old-client.js';
import { OldSocket } from '../socket-two.js';
import { until } from '../until.js';

const ORIGIN = 'https://old.example';
const PASSWORD = 'a password for tests';
const MANY = 1_203;
/** Of a SIM card that no other test has. */
let numbers = 0;
const newNumber = () => `+2547001000${String((numbers += 1)).padStart(2, '0')}`;

/** As the front end of the earlier gateway sends everything. */
const clientOf = ({ url }: { url: string }, key: string) =>
  new Client(url, { 'x-api-key': key, origin: ORIGIN, 'content-type': 'application/json' });

async function keyOf(app: TestApp, username = 'admin'): Promise<string> {
  const { body } = await app.anonymous.post<GatewaySession>('/api/auth', { username, password: PASSWORD });
  return body.api_key;
}

describe('a client of the earlier gateway', () => {
  let app: TestApp;
  let bench: ChannelBench;
  let user: Account;
  let key: string;
  let client: Client;
  const sockets: OldSocket[] = [];
  beforeAll(async () => {
    // Else accounts of role user have a limit of their own.
    app = await TestApp.start({ REGISTRATION: 'closed' });
    bench = new ChannelBench(app);
    user = await app.account('uma', 'user');
    key = await keyOf(app);
    client = clientOf(app, key);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    for (const socket of sockets.splice(0)) socket.close();
    await bench.end();
  });
  afterAll(() => app?.stop());

  const open = async (options: ConstructorParameters<typeof OldSocket>[1]): Promise<OldSocket> => {
    const socket = new OldSocket(app.url, options);
    sockets.push(socket);
    expect(await socket.opened).toBeNull();
    return socket;
  };
  const send = async (body: object = {}) =>
    (await client.post<GatewaySentSms>('/api/sms', { recipient: RECIPIENT, message: 'hello', ...body })).body;

  describe('asks', () => {
    it.each(['/api/sim-cards', '/api/sms/inbox', '/api/sms/outbox', '/api/statistics', '/api/logs', '/api/sms-status'])(
      'for %s with and without a slash at the end',
      async (path) => {
        for (const address of [path, `${path}/`, `${path}/?limit=3`, `${path}?limit=3`]) {
          expect([address, (await client.get(address)).status]).toEqual([address, 200]);
        }
      },
    );

    it('in ways that its framework took: a slash, fields that nobody knows, numbers as text', async () => {
      const number = newNumber();
      const sim = await bench.sim({ number });
      const sent = await client.post<GatewaySentSms>('/api/sms/', {
        recipient: ' 0712 345 678 ',
        message: 'hello',
        sim_card_id: String(sim.id),
        campaign_id: 7,
      });
      expect(sent).toMatchObject({ status: 200, body: { message: 'SMS sent', sender_sim: number, reason: null } });
      expectShape(GatewaySentSms, sent.body);
      const signedIn = await app.anonymous.post('/api/auth/', {
        username: 'admin',
        password: PASSWORD,
        remember: 'yes',
      });
      expect(signedIn.status).toBe(200);
      const renamed = await client.put(`/api/sim-cards/${sim.id}/`, { status: 'OFFLINE', colour: 'red' });
      expect(renamed).toMatchObject({ status: 200, body: { sim_card: { id: sim.id, status: 'inactive' } } });
      // As they show a modem that does not know its own number.
      for (const unsaid of [null, '']) {
        const answer = await client.put(`/api/sim-cards/${sim.id}`, { number: unsaid, status: 'active' });
        expect(answer).toMatchObject({ status: 200, body: { sim_card: { id: sim.id, number, status: 'active' } } });
      }
      expect((await client.put(`/api/sim-cards/${sim.id}`, { number: null, status: null })).status).toBe(400);
      const added = await client.post<GatewaySimCard>('/api/sim-cards', { number: newNumber(), status: null });
      expect(added).toMatchObject({ status: 200, body: { sim_card: { status: 'active' } } });
      await client.delete(`/api/sim-cards/${added.body.id}`);
    });

    it('from a page of another origin, which may read where a list goes on and which request it was', async () => {
      const preflight = await fetch(`${app.url}/api/sms/outbox`, {
        method: 'OPTIONS',
        headers: {
          origin: ORIGIN,
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'x-api-key, content-type',
        },
      });
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('access-control-allow-headers')).toMatch(/x-api-key/i);
      const { headers } = await client.get('/api/sms/outbox?limit=1');
      const exposed = headers.get('access-control-expose-headers')?.split(/, */) ?? [];
      expect(exposed).toEqual(expect.arrayContaining(['link', 'x-request-id', 'retry-after']));
      expect(headers.get('access-control-allow-origin')).toMatch(/^(\*|https:\/\/old\.example)$/);
    });

    it('in ways that were never taken, and is told which are', async () => {
      for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=b', 'text/plain', '']) {
        const answer = await client.raw<{ error: string }>('/api/sms', 'recipient=0712345678&message=x', type);
        expect([type, answer.status]).toEqual([type, 415]);
        expect(answer.body.error).toMatch(/^Content-Type: expected application\/json/);
      }
      const listed = await client.post<{ error: string }>('/api/sms', { recipient: [RECIPIENT], message: 'x' });
      expect(listed).toMatchObject({ status: 400, body: { error: 'recipient: expected string, got array' } });
    });

    it('by OPTIONS from another origin for no method, as programs do', async () => {
      const { status, headers } = await fetch(`${app.url}/api/sms`, { method: 'OPTIONS', headers: { origin: ORIGIN } });
      expect([status, headers.get('access-control-allow-methods')]).toEqual([204, expect.stringMatching(/POST/)]);
    });

    it('for an address that there is not, and is told in its own words', async () => {
      const both = (words: RegExp) => ({ message: expect.stringMatching(words), error: expect.stringMatching(words) });
      for (const path of [
        '/api/sms/nowhere',
        '/api/sim-cards/1/reboot',
        '/api/logs/',
        '/api/nowhere',
        '/api/contacts',
        '/api',
      ]) {
        const answer = await client.raw(path, '{}', 'application/json', 'PATCH');
        expect([path, answer.status]).toEqual([path, path === '/api/logs/' ? 405 : 404]);
        expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
        expect(answer.body).toMatchObject(both(/PATCH/));
      }
      const options = await app.anonymous.raw<object>('/api/nowhere', '', 'application/json', 'OPTIONS');
      expect([options.status, options.body]).toEqual([404, { success: false, ...both(/OPTIONS/) }]);
      const known = await app.anonymous.raw('/api/sms/', '', 'application/json', 'OPTIONS');
      expect([known.status, known.headers.get('allow')]).toEqual([204, 'POST, OPTIONS']);
      expectProblem(await client.get('/api/v1/nowhere'), 404);
    });
  });

  describe('hears over Engine.IO 3', () => {
    it.each(['polling', 'websocket'])('of what it sent, by %s, one update a packet', async (transport) => {
      const number = newNumber();
      const sim = await bench.sim({ number });
      const socket = await open({ query: { api_key: key }, transports: [transport] });
      const { message_id } = await send({ sim_card_id: sim.id });
      await sim.job(message_id);
      await sim.report(message_id, 1, { type: 'sent' });
      await sim.report(message_id, 1, { type: 'delivered' });
      const ofIt = () =>
        socket.of<GatewayStatusUpdate>('sms_status_update').filter((update) => update.message_id === message_id);
      const last = await until(() => ofIt().find(({ status }) => status === 'delivered'));
      expectShape(GatewayStatusUpdate, last);
      expect(last).toMatchObject({ sender: number, recipient: RECIPIENT, sim_card: number, message: 'hello' });
      const reports = await until(() => {
        const all = socket.of<string>('mqtt_status').map((text) => MqttStatus.parse(JSON.parse(text)));
        const own = all.filter((report) => report.message_id === message_id);
        return own.some(({ status }) => status === 'delivered') && own;
      });
      expect(reports.at(-1)).toMatchObject({ id: message_id, sender_number: number, receiver_number: RECIPIENT });
      expect(reports.every(({ status }) => status === 'sent' || status === 'delivered')).toBe(true);
    });

    it('of what came in', async () => {
      const number = newNumber();
      const sim = await bench.sim({ number });
      const socket = await open({ extraHeaders: { 'x-api-key': key } });
      const channel = `sim-${sim.worker.id}`;
      const id = '01890a5d-ac96-774b-bcce-b302099a8057';
      await sim.worker.report({ type: 'inbound', id, channel, from: RECIPIENT, text: 'yes', at: Date.now() } as never);
      const update = await until(() =>
        socket.of<GatewayStatusUpdate>('sms_status_update').find(({ status }) => status === 'received'),
      );
      expect(update).toMatchObject({
        message_id: id,
        sender: RECIPIENT,
        recipient: number,
        sim_card: number,
        message: 'yes',
      });
    });

    it('of the broker and all workers first, where it may', async () => {
      const sim = await bench.sim();
      const staff = await open({ query: { token: app.admin.token } });
      const others = await open({ query: { token: `Bearer ${user.token}` } });
      const standing = await until(() => {
        const all = staff.of<WorkerStatus>('worker_status');
        return all.some(({ worker }) => worker === sim.worker.id) && all;
      });
      for (const status of standing) expectShape(WorkerStatus, status);
      expect(standing).toContainEqual(expect.objectContaining({ worker: null, status: 'online' }));
      expect(standing).toContainEqual(
        expect.objectContaining({ worker: sim.worker.id, status: 'online', channels: 1 }),
      );
      expect(others.of('worker_status')).toEqual([]);
    });

    it('nothing without credentials, or with wrong ones', async () => {
      for (const query of [{}, { api_key: 'no key of ours' }, { token: 'a.b.c' }] as Record<string, string>[]) {
        const socket = new OldSocket(app.url, { query });
        sockets.push(socket);
        expect([query, await socket.opened]).toEqual([query, 'unauthorized']);
      }
    });

    it('from a page of another origin, whose browser asks with credentials', async () => {
      const polling = (generation: number) =>
        fetch(`${app.url}/socket.io/?EIO=${generation}&transport=polling`, { headers: { origin: ORIGIN } });
      const three = await polling(3);
      expect(three.status).toBe(200);
      expect(three.headers.get('access-control-allow-origin')).toBe(ORIGIN);
      expect(three.headers.get('access-control-allow-credentials')).toBe('true');
      const four = await polling(4);
      expect(four.headers.get('access-control-allow-credentials')).toBeNull();
      await Promise.all([three.text(), four.text()]);
    });
  });

  it('shows a token of the present generation with or without Bearer, in auth or in the query', async () => {
    for (const auth of [{ token: user.token }, { token: `Bearer ${user.token}` }, { api_key: key }])
      await app.live(auth);
    await app.live({}, { authorization: `Bearer ${user.token}` });
    await expect(app.live({ token: 'Bearer a.b.c' })).rejects.toThrow('unauthorized');
  });

  describe('reads lists', () => {
    let ids: string[];
    beforeAll(async () => {
      const messages = Array.from({ length: MANY }, (_, index) => ({ to: RECIPIENT, text: `message ${index}` }));
      const { body } = await user.post<BatchResult>('/api/v1/messages/batch', { messages });
      ids = body.data.flatMap((item) => ('id' in item ? [item.id] : [])).reverse();
    });
    let own: Client;
    beforeAll(async () => void (own = clientOf(app, await keyOf(app, 'uma'))));

    it('whole and newest first, a page at a time', async () => {
      const list = jest.spyOn(app.get(MessageRepository), 'list');
      const { status, headers, body } = await own.get<GatewayMessage[]>('/api/sms/outbox');
      expect([status, headers.get('link')]).toEqual([200, null]);
      expect(body.map(({ id }) => id)).toEqual(ids);
      expectShape(GatewayMessage, body[MANY - 1]);
      expect(list.mock.calls.map(([, limit]) => limit)).toEqual([500, 500, 500]);
    });

    it('by the page with a limit, and by where that ended', async () => {
      const first = await own.get<GatewayMessage[]>('/api/sms/outbox/?limit=1000');
      const [, next = ''] = /^<(.+)>; rel="next"$/.exec(first.headers.get('link') ?? '') ?? [];
      const second = await own.get<GatewayMessage[]>(next);
      expect([...first.body, ...second.body].map(({ id }) => id)).toEqual(ids);
      expect(second.headers.get('link')).toBeNull();
    });

    it('of what became of what it sent, as the earlier gateway had them', async () => {
      const { body } = await own.get<{ statuses: GatewaySmsStatus[] }>('/api/sms-status');
      expect(body.statuses.map(({ id }) => id)).toEqual(ids);
      expectShape(GatewaySmsStatus, body.statuses[0]);
      expect(body.statuses[0]).toMatchObject({ receiver_number: RECIPIENT, status: 'queued', sender_number: null });
      const { body: page } = await own.get<{ statuses: GatewaySmsStatus[] }>('/api/sms-status?limit=2');
      expect(page.statuses).toHaveLength(2);
    });

    it.each(['identity', 'gzip'])('that break in the middle, and cannot take them for whole (%s)', async (encoding) => {
      const repository = app.get(MessageRepository);
      const list = repository.list.bind(repository);
      let pages = 0;
      jest.spyOn(repository, 'list').mockImplementation((...asked) => {
        pages += 1;
        return pages < 2 ? list(...asked) : Promise.reject(new Error('the disk is gone'));
      });
      const headers = { 'x-api-key': await keyOf(app, 'uma'), 'accept-encoding': encoding };
      const read = fetch(`${app.url}/api/sms/outbox`, { headers }).then((answer) => answer.text());
      await expect(read).rejects.toThrow();
      expect(pages).toBe(2);
    });

    it('one whole one at a time; another account’s does not wait', async () => {
      let go: () => void = () => undefined;
      const gate = new Promise<void>((resolve) => (go = resolve));
      const repository = app.get(MessageRepository);
      const list = repository.list.bind(repository);
      jest.spyOn(repository, 'list').mockImplementationOnce(async (...asked) => {
        await gate;
        return list(...asked);
      });
      const first = own.get('/api/sms/outbox');
      await until(() => jest.mocked(repository.list).mock.calls.length > 0);
      const second = own.get<{ error: string }>('/api/sms-status');
      expect((await client.get('/api/sms/outbox')).status).toBe(200);
      expect((await own.get('/api/sms/outbox?limit=5')).status).toBe(200);
      const { status, headers, body } = await second;
      expect([status, headers.get('retry-after')]).toEqual([429, '5']);
      expect(body.error).toContain('limit');
      go();
      expect((await first).status).toBe(200);
      expect((await own.get('/api/sms/outbox')).status).toBe(200);
    });
  });

  describe('deletes a SIM card', () => {
    const listed = async () => (await client.get<GatewaySimCard[]>('/api/sim-cards?limit=1')).body.map(({ id }) => id);
    const removed = async () => (await app.admin.get<Page<RemovedSimCard>>('/api/v1/sim-cards/removed')).body.data;

    it('which stays deleted though its worker holds it, until somebody takes it back', async () => {
      const number = '+254700000077';
      const sim = await bench.sim({ number });
      const { id } = sim;
      expect((await client.delete(`/api/sim-cards/${id}`)).status).toBe(200);
      await sim.worker.announce([sim.worker.channel({ key: `sim-${sim.worker.id}`, number, signal: 3 })]);
      await sim.worker.announce([sim.worker.channel({ key: `sim-${sim.worker.id}`, number, signal: 4 })]);
      await until(async () => (await removed()).some((one) => one.id === id && one.held_by === sim.worker.id));
      expect(await listed()).not.toContain(id);
      expect(await app.simCards()).not.toContainEqual(expect.objectContaining({ number }));
      const refused = await client.post<{ error: string }>('/api/sms', {
        recipient: RECIPIENT,
        message: 'x',
        sim_card_id: id,
      });
      expect(refused).toMatchObject({ status: 400, body: { error: expect.stringContaining('sim_card_id') } });

      const back = await app.admin.post<SimCard>(`/api/v1/sim-cards/${id}/restore`);
      expect(back).toMatchObject({ status: 200, body: { id, number, online: true, worker_id: sim.worker.id } });
      expect(await listed()).toContain(id);
      expect((await removed()).map((one) => one.id)).not.toContain(id);
      expectProblem(await app.admin.post(`/api/v1/sim-cards/${id}/restore`), 404);
      expect(await send({ sim_card_id: id })).toMatchObject({ reason: null });
    });

    it('and takes it back by adding its number again', async () => {
      const number = '+254700000078';
      const sim = await bench.sim({ number });
      const { id } = sim;
      await client.delete(`/api/sim-cards/${id}`);
      const added = await client.post('/api/sim-cards', { number: '0700000078' });
      expect(added).toMatchObject({ status: 200, body: { id, number, status: 'active', sim_card: { id } } });
      expect((await app.simCards()).find((one) => one.id === id)).toMatchObject({ online: true });
    });
  });

  describe('is told that a message waits, and why', () => {
    const REASON = 'its SIM card is offline: no worker holds it';
    let id: number;
    beforeAll(async () => {
      const { body } = await client.post<GatewaySimCard>('/api/sim-cards', { number: '+254700000066' });
      ({ id } = body);
    });

    it('by the gateway API', async () => {
      const sent = await send({ sim_card_id: id });
      expect(sent).toMatchObject({ status: 'queued', reason: REASON, message: `SMS accepted; it waits: ${REASON}` });
    });

    it('by the canonical one, by its short way, in a batch, and in a test', async () => {
      const message = { to: RECIPIENT, text: 'x', sim_card_id: id };
      const { client: direct } = await app.withKey(app.admin);
      for (const way of [app.admin, direct, direct]) {
        const { status, body } = await way.post<AcceptedMessage>('/api/v1/messages', message);
        expect([status, body.status, body.reason]).toEqual([202, 'queued', REASON]);
      }
      const { body: batch } = await app.admin.post<BatchResult>('/api/v1/messages/batch', { messages: [message] });
      expect(batch.data).toEqual([expect.objectContaining({ index: 0, reason: REASON })]);
      const test = await app.admin.post(`/api/v1/sim-cards/${id}/send-test`, { to: RECIPIENT });
      expect(test.body).toMatchObject({ reason: REASON });
    });

    it('and nothing of that where it goes', async () => {
      const sim = await bench.sim();
      const { body } = await app.admin.post('/api/v1/messages', { to: RECIPIENT, text: 'x', sim_card_id: sim.id });
      expect(body).not.toHaveProperty('reason');
    });
  });
});

describe('an installation as the earlier gateway was', () => {
  let app: TestApp;
  let bench: ChannelBench;
  let client: Client;
  const open: (OldSocket | LiveClient)[] = [];
  beforeAll(async () => {
    app = await TestApp.start({ LIVE_ANONYMOUS: 'masked', GATEWAY_API_ENVELOPES: 'true', TRUST_PROXY: 'true' });
    bench = new ChannelBench(app);
    client = clientOf(app, await keyOf(app));
  });
  afterEach(async () => {
    for (const socket of open.splice(0)) socket.close();
    await bench.end();
  });
  afterAll(() => app?.stop());

  it('answers lists as fields of objects', async () => {
    const number = newNumber();
    const { body: added } = await client.post('/api/sim-cards', { number });
    expect(added).toMatchObject({ message: expect.any(String), sim_card: { number, status: 'active' } });
    await client.post('/api/sms', { recipient: RECIPIENT, message: 'hello' });
    const { body: sims } = await client.get<{ sim_cards: GatewaySimCard[] }>('/api/sim-cards');
    expect(sims).toEqual({ sim_cards: [expect.objectContaining({ number })] });
    for (const query of ['', '?limit=5']) {
      const { body: outbox } = await client.get<{ messages: GatewayMessage[] }>(`/api/sms/outbox${query}`);
      expect(outbox).toEqual({ messages: [expect.objectContaining({ message: 'hello' })] });
      expect((await client.get(`/api/sms/inbox${query}`)).body).toEqual({ messages: [] });
      const { body: logs } = await client.get<{ logs: GatewayLogEntry[] }>(`/api/logs${query}`);
      const [{ timestamp, ...entry } = { timestamp: '' }] = logs.logs;
      expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(600);
      expectShape(GatewayLogEntry.omit({ timestamp: true }), entry);
    }
  });

  it('shows who shows nothing how messages are getting on, and nothing else', async () => {
    const [old, present] = [new OldSocket(app.url, {}), await LiveClient.connect(app.url, {})];
    open.push(old, present);
    expect(await old.opened).toBeNull();
    const sim = await bench.sim({ number: '+254700000099' });
    const message = { recipient: RECIPIENT, message: 'a secret', sim_card_id: sim.id };
    const { message_id } = (await client.post<GatewaySentSms>('/api/sms', message)).body;
    await sim.job(message_id);
    await sim.report(message_id, 1, { type: 'sent' });
    await sim.report(message_id, 1, { type: 'delivered' });
    const isLast = (update: { message_id: string; status: string }) =>
      update.message_id === message_id && update.status === 'delivered';
    await until(() => old.of<GatewayStatusUpdate>('sms_status_update').some(isLast));
    await until(() => present.updates(message_id).some(isLast));
    expect(present.updates(message_id).at(-1)).toMatchObject({ message: '', receiver_number: '+2547••••••78' });
    expect(JSON.stringify([old.packets, present.packets])).not.toMatch(/secret|712345678|700000099/);
    expect(old.packets.map(({ event }) => event)).not.toContain('worker_status');
    expect([present.workers, present.channels]).toEqual([[], []]);
  });

  it('refuses wrong credentials all the same, and too many from one address', async () => {
    await expect(LiveClient.connect(app.url, { api_key: 'no key of ours' })).rejects.toThrow('unauthorized');
    const from = (address: string) => LiveClient.connect(app.url, {}, { 'x-forwarded-for': address });
    for (let count = 0; count < LIVE_ANONYMOUS_SOCKETS.anAddress; count += 1) open.push(await from('198.51.100.1'));
    await expect(from('198.51.100.1')).rejects.toThrow('too many connections');
    open.push(await from('198.51.100.2'));
  });
});
