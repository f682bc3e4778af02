import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '@signalbox/contracts/common';
import type { Message } from '@signalbox/contracts/messages';
import type { Worker } from '@signalbox/contracts/workers';
import { connectAsync } from 'mqtt';
import { EmbeddedBrokerService } from '../../src/platform/modem-bus/embedded-broker.service.js';
import { uuidv7 } from '../../src/platform/common/uuid.js';
import { TestApp } from '../app.js';
import { FakeWorker } from '../fake-worker.js';
import { metric } from '../metrics.js';
import { until } from '../until.js';

describe('workers', () => {
  let app: TestApp;
  const open: FakeWorker[] = [];
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app?.stop());
  afterEach(async () => {
    await Promise.all(open.splice(0).map((worker) => worker.close()));
    await until(async () => (await listed()).every(({ online }) => !online));
  });

  const listed = async () => (await app.admin.get<{ data: Worker[] }>('/api/v1/workers')).body.data;
  const dropped = (reason: string) => metric(app.anonymous, 'mqtt_packets_dropped_total', { reason });

  async function connect(id: string): Promise<FakeWorker> {
    const worker = await FakeWorker.connect(id, app.get(EmbeddedBrokerService).workerCredentials(id));
    open.push(worker);
    return worker;
  }

  /** A worker with one SIM card that is online. */
  async function begin(id: string): Promise<FakeWorker> {
    const worker = await connect(id);
    await worker.announce();
    await until(async () => (await listed()).some((row) => row.id === id && row.channels_online === 1));
    return worker;
  }

  const now = () => Date.now();

  it('hold messages that miss parts, which are shown when somebody wants them', async () => {
    const waiting = async () => (await app.admin.get<{ messages: number }>('/api/v1/inbox/waiting')).body.messages;
    const worker = await begin('w11');
    expect(await waiting()).toBe(0);
    await worker.announce([worker.channel()], worker.session, { waiting_parts: 3 });
    await until(async () => (await waiting()) === 3);
    worker.answer = ({ type }) => (type === 'parts' ? { ok: true, result: '3' } : null);
    const shown = await app.admin.post('/api/v1/inbox/waiting/show', {});
    expect([shown.status, shown.body]).toEqual([200, { messages: 3 }]);
    await worker.announce();
    await until(async () => (await waiting()) === 0);
  });

  describe('that report of messages', () => {
    it('get a job, and their reports are confirmed up to their last number', async () => {
      const worker = await begin('w1');
      const id = await app.send({ text: 'Zażółć €' });
      const job = await until(() => worker.jobs.find((each) => each.id === id));
      expect(job).toMatchObject({ attempt: 1, channel: 'sim of w1', text: 'Zażółć €', encoding: 'ucs2', segments: 1 });
      const seq = await worker.report(
        { type: 'accepted', id, attempt: 1, at: now() },
        { type: 'sent', id, attempt: 1, at: now(), ref: '17' },
        { type: 'delivered', id, attempt: 1, at: now() },
      );
      await app.reached(id, 'delivered');
      await until(() => worker.confirmed.includes(seq));
    });

    it('show what the network said of a message that it has, which is no end', async () => {
      const worker = await begin('w12');
      const id = await app.send({ text: 'hello' });
      await until(() => worker.jobs.some((each) => each.id === id));
      const sent = { type: 'sent', id, attempt: 1, at: now(), ref: null } as const;
      await worker.report({ type: 'accepted', id, attempt: 1, at: now() }, sent);
      await worker.report({ ...sent, note: 'the SMSC reports "BLUE"' });
      await until(async () => (await app.message(id)).reason === 'the SMSC reports "BLUE"');
      const { status, history } = await app.message(id);
      expect(status).toBe('sent');
      expect(history.at(-1)).toMatchObject({ status: 'sent', detail: 'the SMSC reports "BLUE"' });
      await worker.report({ type: 'delivered', id, attempt: 1, at: now() });
      await app.reached(id, 'delivered');
      expect((await app.message(id)).reason).toBeNull();
    });

    it('are heard, but not confirmed, while the broker owes those before them', async () => {
      const worker = await begin('w0');
      const id = await app.send({ text: 'hello' });
      await until(() => worker.jobs.some((each) => each.id === id));
      worker.lose(1);
      const seq = await worker.report({ type: 'sent', id, attempt: 1, at: now(), ref: null });
      await app.reached(id, 'sent');
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(worker.confirmed).toEqual([]);
      // What was lost comes again, with what follows it.
      const last = await worker.reportAfter(0, { type: 'delivered', id, attempt: 1, at: now() });
      expect(last).toBeGreaterThan(seq);
      await until(() => worker.confirmed.includes(last));
    });

    it('in the wrong order, twice, or late change nothing that is settled', async () => {
      const worker = await begin('w2');
      const id = await app.send({ text: 'hello' });
      await until(() => worker.jobs.some((each) => each.id === id));
      await worker.report({ type: 'delivered', id, attempt: 1, at: now() });
      const settled = await app.reached(id, 'delivered');
      const seq = await worker.report(
        { type: 'sent', id, attempt: 1, at: now(), ref: null },
        { type: 'accepted', id, attempt: 1, at: now() },
        { type: 'delivered', id, attempt: 1, at: now() },
        { type: 'failed', id, attempt: 1, at: now(), temporary: true, reason: 'late' },
        { type: 'undelivered', id, attempt: 2, at: now(), reason: 'of an attempt that never was' },
      );
      await until(() => worker.confirmed.includes(seq));
      expect(await app.message(id)).toEqual(settled);
    });

    it('that nobody sent are confirmed and passed over', async () => {
      const worker = await begin('w3');
      const seq = await worker.report({ type: 'delivered', id: uuidv7(), attempt: 1, at: now() });
      await until(() => worker.confirmed.includes(seq));
    });

    it('are told again what they should hold when their session begins anew: what they accepted, as held', async () => {
      const worker = await begin('w4');
      const [known, unknown] = [await app.send({ text: 'known' }), await app.send({ text: 'unknown' })];
      await until(() => worker.jobs.length === 2);
      const seq = await worker.report({ type: 'accepted', id: known, attempt: 1, at: now() });
      await until(() => worker.confirmed.includes(seq));
      worker.jobs.length = 0;
      const session = uuidv7();
      await worker.announce([worker.channel()], session);
      await until(() => worker.jobs.length === 2);
      expect(worker.jobs.find(({ id }) => id === known)?.held).toBe(true);
      expect(worker.jobs.find(({ id }) => id === unknown)?.held).toBeUndefined();
      await worker.report(
        { type: 'uncertain', id: known, attempt: 1, at: now(), reason: 'in flight when the worker died' },
        { type: 'failed', id: unknown, attempt: 1, at: now(), temporary: false, reason: 'refused' },
      );
      expect(await app.reached(known, 'uncertain')).toMatchObject({ reason: 'in flight when the worker died' });
      expect(await app.reached(unknown, 'failed')).toMatchObject({ reason: 'refused' });
      await worker.tell('state', { status: 'offline', session, at: now() }, true);
    });
  });

  describe('that receive', () => {
    const inbox = async (from: string) =>
      (await app.admin.get<Page<Message>>(`/api/v1/inbox?number=${encodeURIComponent(from)}`)).body.data;

    it('have an event that is told twice stored once', async () => {
      const worker = await begin('w5');
      const event = {
        type: 'inbound' as const,
        id: uuidv7(),
        channel: 'sim of w5',
        from: '+254722000555',
        text: 'hi',
        at: now(),
      };
      await worker.report(event);
      const seq = await worker.report(event, event);
      await until(() => worker.confirmed.includes(seq));
      expect(await inbox('+254722000555')).toHaveLength(1);
    });

    it('from a sender that is a word or a short code, or over a channel nobody knows, keep it as it is', async () => {
      const worker = await begin('w6');
      await worker.report(
        { type: 'inbound', id: uuidv7(), channel: 'sim of w6', from: 'MPESA', text: 'Confirmed.', at: now() },
        { type: 'inbound', id: uuidv7(), channel: 'no such channel', from: '22141', text: '', at: now() },
      );
      const [word] = await until(async () => (await inbox('MPESA')).length > 0 && inbox('MPESA'));
      expect(word).toMatchObject({ from: 'MPESA', status: 'received', text: 'Confirmed.' });
      expect(await inbox('22141')).toEqual([expect.objectContaining({ sim_card_id: null, to: null, text: '' })]);
    });
  });

  describe('that come and go', () => {
    it('are offline when they vanish, and their messages wait with the reason', async () => {
      const worker = await begin('w7');
      worker.vanish();
      await until(async () => (await listed()).some(({ id, online }) => id === 'w7' && !online));
      const id = await app.send({ text: 'hello' });
      expect(await app.message(id)).toMatchObject({ status: 'queued', reason: 'every SIM card is offline' });
      await app.admin.post(`/api/v1/messages/${id}/cancel`);
    });

    it('are not put offline by the last word of a session that was replaced', async () => {
      const worker = await begin('w8');
      await worker.tell('state', { status: 'offline', session: uuidv7(), at: now() });
      await worker.announce([worker.channel({ signal: 3 })]);
      await until(async () =>
        (await app.simCards()).some(({ worker_id, signal }) => worker_id === 'w8' && signal === 3),
      );
      expect((await listed()).find(({ id }) => id === 'w8')?.online).toBe(true);
    });

    it('bring the SIM card that an admin entered by its number before', async () => {
      const { body: entered } = await app.admin.post<{ id: number }>('/api/v1/sim-cards', {
        number: '+254733777888',
        label: 'front desk',
      });
      const worker = await connect('w9');
      await worker.announce([worker.channel({ number: '+254733777888' })]);
      await until(async () => (await app.simCards()).some(({ id, online }) => id === entered.id && online));
      expect((await app.simCards()).find(({ id }) => id === entered.id)).toMatchObject({
        worker_id: 'w9',
        label: 'front desk',
      });
    });
  });

  describe('that talk nonsense', () => {
    it.each<[string, string | Buffer, string]>([
      ['nothing', '', 'json'],
      ['random bytes', Buffer.from([0xff, 0x00, 0xfe, 0x80, 0x1b]), 'json'],
      ['half a document', '{"v":1,"events":[', 'json'],
      ['a list', '[]', 'schema'],
      ['null', 'null', 'schema'],
      ['another version', '{"v":2,"session":"x","events":[]}', 'schema'],
      ['no events', '{"v":1,"session":"019ab000-0000-7000-8000-000000000001","after":0,"events":[]}', 'schema'],
      [
        'an event of another type',
        '{"v":1,"session":"019ab000-0000-7000-8000-000000000001","after":0,"events":[{"type":"eaten","seq":1}]}',
        'schema',
      ],
      [
        'a number below nothing',
        '{"v":1,"session":"019ab000-0000-7000-8000-000000000001","after":0,"events":[{"type":"accepted","seq":-1,"id":"x","attempt":1,"at":0}]}',
        'schema',
      ],
      ['a megabyte of brackets', '['.repeat(1_000_000), 'json'],
      // Bounded before it is parsed, as a text that is no JSON is.
      ['deep nesting', `{"v":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 'json'],
      ['the prototype', '{"__proto__":{"v":1},"constructor":{"prototype":{}}}', 'schema'],
    ])('are counted and dropped: %s', async (_, payload, reason) => {
      const worker = await connect('rogue');
      const before = await dropped(reason);
      await worker.raw('events', payload);
      await until(async () => (await dropped(reason)) === before + 1);
    });

    it('in their state are dropped too, and go on not being there', async () => {
      const worker = await connect('rogue');
      const before = await dropped('schema');
      await worker.tell('state', { status: 'online', session: 'none', version: 1, at: 'now', channels: 'all' });
      await until(async () => (await dropped('schema')) === before + 1);
      expect((await listed()).some(({ id }) => id === 'rogue')).toBe(false);
    });

    it('do not keep the others from being heard', async () => {
      const [rogue, worker] = [await connect('rogue'), await begin('w10')];
      for (let i = 0; i < 50; i++) await rogue.raw('events', `nonsense ${i}`);
      const id = await app.send({ text: 'hello' });
      await until(() => worker.jobs.some((job) => job.id === id));
      await worker.report(
        { type: 'sent', id, attempt: 1, at: now(), ref: null },
        { type: 'delivered', id, attempt: 1, at: now() },
      );
      await app.reached(id, 'delivered');
    });
  });

  describe('that reach for what is not theirs', () => {
    it('cannot speak for another worker', async () => {
      const [worker, thief] = [await begin('w11'), await connect('thief')];
      const id = await app.send({ text: 'hello' });
      await until(() => worker.jobs.some((job) => job.id === id));
      const closed = new Promise<void>((resolve) => thief.client.once('close', () => resolve()));
      const event = { type: 'delivered', seq: 1, id, attempt: 1, at: now() };
      const packet = JSON.stringify({ v: 1, session: thief.session, after: 0, events: [event] });
      thief.client.publish('signalbox/v1/w11/events', packet, { qos: 1 });
      await closed;
      expect((await app.message(id)).status).toBe('dispatched');
      await worker.report({ type: 'failed', id, attempt: 1, at: now(), temporary: false, reason: 'the end' });
      await app.reached(id, 'failed');
    });

    it.each([
      'signalbox/v1/w12/jobs',
      'signalbox/v1/+/jobs',
      'signalbox/#',
      '#',
      '$SYS/#',
      '$share/all/signalbox/v1/w12/jobs',
      '$share/all/#',
    ])('cannot listen to %s', async (topic) => {
      const [worker, thief] = [await begin('w12'), await connect('thief')];
      await thief.client.subscribeAsync(topic, { qos: 1 }).catch(() => undefined);
      const id = await app.send({ text: 'secret' });
      await until(() => worker.jobs.some((job) => job.id === id));
      await worker.report({ type: 'failed', id, attempt: 1, at: now(), temporary: false, reason: 'the end' });
      await app.reached(id, 'failed');
      expect(thief.jobs).toEqual([]);
    });

    it('are not let in without the right name and password', async () => {
      const { url, username, password } = app.get(EmbeddedBrokerService).workerCredentials('w13');
      const attempts = [
        {},
        { username },
        { username, password: 'wrong' },
        { username: 'server', password },
        { username: 'worker.', password: '' },
      ];
      for (const credentials of attempts) {
        await expect(connectAsync(url, { ...credentials, protocolVersion: 4, reconnectPeriod: 0 })).rejects.toThrow(
          /not authorized/i,
        );
      }
    });
  });
});
