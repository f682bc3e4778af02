import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BatchResult, type Message, MessageDetail, type StatusChange } from '@signalbox/contracts/messages';
import type { Page } from '@signalbox/contracts/common';
import type { StatsSummary, Throughput } from '@signalbox/contracts/stats';
import type { Worker } from '@signalbox/contracts/workers';
import { type Account, RECIPIENT, type TestApp } from '../app.js';
import { IdempotencyRepository } from '../../src/platform/common/idempotency/idempotency.repository.js';
import { type Client, expectProblem, expectWrongField } from '../client.js';
import { until } from '../until.js';

const DAY = 86_400_000;

/** Starts an app on some database and some broker, without a worker. */
export type StartApp = (settings?: Record<string, string>) => Promise<TestApp>;

const statuses = ({ history }: MessageDetail): StatusChange['status'][] => history.map(({ status }) => status);

/** A message's way through the whole product, the same on every database and every broker. */
export function messageLifeSuite(start: StartApp): void {
  let app: TestApp;
  let operator: Client;
  let user: Account;
  beforeAll(async () => {
    app = await start({ SIMULATOR_ECHO: 'true' });
    operator = (await app.withKey(await app.account('olga', 'operator'))).client;
    user = await app.account('uma', 'user');
  });
  afterAll(() => app?.stop());

  describe('before a worker came', () => {
    it('keeps a message queued, with the reason, and delivers it when the worker comes', async () => {
      const id = await app.send({ text: 'hello' });
      const waiting = await app.message(id);
      expect(waiting).toMatchObject({
        status: 'queued',
        attempts: 0,
        reason: 'there is no SIM card or provider yet',
        from: null,
      });
      await app.startWorker();
      const delivered = MessageDetail.parse(await app.reached(id, 'delivered'));
      expect(delivered).toMatchObject({ attempts: 1, reason: null });
      expect(statuses(delivered)).toEqual(['queued', 'dispatched', 'accepted', 'sent', 'delivered']);
    });
  });

  describe('sending', () => {
    it('answers 202 with id, status, number, encoding and segments', async () => {
      const answer = await operator.post('/api/v1/messages', { to: '0712 345 678', text: 'Zażółć '.repeat(20) });
      expect(answer.status).toBe(202);
      expect(answer.body).toEqual({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        status: 'queued',
        to: RECIPIENT,
        encoding: 'ucs2',
        segments: 3,
      });
    });

    it('delivers, and shows the whole history in order', async () => {
      const id = await app.send({ text: 'hello', client_ref: 'order 7', priority: 'urgent' });
      const message = await app.reached(id, 'delivered');
      expect(MessageDetail.parse(message)).toMatchObject({
        direction: 'outbound',
        to: RECIPIENT,
        from: expect.stringMatching(/^\+2547000000\d\d$/),
        text: 'hello',
        priority: 'urgent',
        client_ref: 'order 7',
        sim_card_id: expect.any(Number),
        attempts: 1,
        max_attempts: 3,
      });
      expect(statuses(message)).toEqual(['queued', 'dispatched', 'accepted', 'sent', 'delivered']);
      expect(message.history[1]?.sim_card_id).toBe(message.sim_card_id);
      const times = message.history.map(({ at }) => at);
      expect(times).toEqual([...times].sort());
    });

    it.each([
      ['the euro sign and other characters of the extension table', 'Price: 5€ [ok] ~ {a|b}\\^'],
      ['emoji and several scripts', 'Hei 👋🏽 Привет שלום こんにちは'],
      ['line breaks, quotes and markup', 'a\r\nb\t"c" \'d\' <b>&amp;</b> %s ${x} --'],
    ])('carries %s unchanged', async (_, text) => {
      const id = await app.send({ text });
      expect((await app.reached(id, 'delivered')).text).toBe(text);
    });

    it('by a named SIM card goes over that one, by id or by number', async () => {
      const [, , third] = await app.simCards();
      const [byId, byNumber] = [
        await app.send({ text: 'by id', sim_card_id: third?.id }),
        await app.send({ text: 'by number', from: third?.number }),
      ];
      for (const id of [byId, byNumber]) {
        expect(await app.reached(id, 'delivered')).toMatchObject({ sim_card_id: third?.id, from: third?.number });
      }
    });

    it('keeps the sender for the same recipient', async () => {
      const senders = new Set<string | null>();
      for (let i = 0; i < 5; i++) {
        senders.add((await app.reached(await app.send({ text: `${i}`, to: '+254722000111' }), 'delivered')).from);
      }
      expect(senders.size).toBe(1);
    });
  });

  describe('a batch', () => {
    it('takes the good items and refuses the bad ones, in order', async () => {
      const messages = [
        { to: RECIPIENT, text: 'first', client_ref: 'batch-1' },
        { to: 'nobody', text: 'second' },
        { to: RECIPIENT, text: 'third', client_ref: 'batch-1' },
        { to: RECIPIENT },
        'not even an object',
        { to: RECIPIENT, text: 'sixth', sim_card_id: 999_999 },
        { to: RECIPIENT, text: 'seventh', client_ref: 'batch-1' },
      ];
      const answer = await operator.post<BatchResult>('/api/v1/messages/batch', { messages });
      expect(answer.status).toBe(202);
      const { data } = BatchResult.parse(answer.body);
      expect(data.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6]);
      const accepted = data.flatMap((item) => ('id' in item ? [item] : []));
      expect(accepted.map(({ index }) => index)).toEqual([0, 2, 6]);
      const refused = new Map(data.flatMap((item) => ('error' in item ? [[item.index, item.error] as const] : [])));
      expect(refused.get(1)).toEqual({
        status: 400,
        errors: [{ field: 'to', message: expect.stringMatching(/expected/) }],
      });
      expect(refused.get(3)?.errors[0]?.field).toBe('text');
      expect(refused.get(5)?.errors[0]?.field).toBe('sim_card_id');
      for (const { id } of accepted) await app.reached(id, 'delivered');
    });

    it('of more items than a chunk is accepted and delivered as a whole', async () => {
      const messages = Array.from({ length: 1201 }, (_, index) => ({
        to: RECIPIENT,
        text: `message ${index}`,
        client_ref: 'large',
        priority: 'bulk',
      }));
      const { status, body } = await operator.post<BatchResult>('/api/v1/messages/batch', { messages });
      expect(status).toBe(202);
      expect(new Set(body.data.flatMap((item) => ('id' in item ? [item.id] : []))).size).toBe(1201);
      const delivered = () => count(app.admin, 'client_ref=large&status=delivered');
      await until(async () => (await delivered()) === 1201);
    });

    it('under an Idempotency-Key is accepted once, whatever is wrong with some of its chunks', async () => {
      const bad = Array.from({ length: 500 }, () => ({ to: 'nobody', text: 'x' }));
      const messages = [...bad, { to: RECIPIENT, text: 'good', client_ref: 'once' }];
      const client = operator.with({ 'idempotency-key': 'batch once' });
      const [first, second] = [
        await client.post<BatchResult>('/api/v1/messages/batch', { messages }),
        await client.post<BatchResult>('/api/v1/messages/batch', { messages }),
      ];
      expect([first.status, second.status]).toEqual([202, 202]);
      expect(second.body).toEqual(first.body);
      expect(await count(app.admin, 'client_ref=once')).toBe(1);
      const other = await client.post('/api/v1/messages/batch', { messages: messages.slice(1) });
      expectWrongField(other, 422, 'Idempotency-Key');
    });

    it('under an Idempotency-Key that was used before it was forgotten is a new one', async () => {
      const client = operator.with({ 'idempotency-key': 'batch of the day' });
      const send = async (text: string) => {
        const messages = [{ to: RECIPIENT, text, client_ref: 'daily' }];
        const { data } = (await client.post<BatchResult>('/api/v1/messages/batch', { messages })).body;
        return app.message(data.flatMap((item) => ('id' in item ? item.id : []))[0] ?? '');
      };
      const forget = () => app.get(IdempotencyRepository).sweep(Date.now() + 1);
      const first = await send('monday');
      await forget();
      const second = await send('tuesday');
      await forget();
      const third = await send('tuesday');
      expect([first.text, second.text, third.text]).toEqual(['monday', 'tuesday', 'tuesday']);
      expect(await count(app.admin, 'client_ref=daily')).toBe(3);
    });

    it('of the largest size under an Idempotency-Key has its answer remembered', async () => {
      const messages = Array.from({ length: 10_000 }, () => ({ to: 'nobody', text: 'x' }));
      const client = operator.with({ 'idempotency-key': 'large batch' });
      const first = await client.post<BatchResult>('/api/v1/messages/batch', { messages });
      expect(first.status).toBe(202);
      expect(first.body.data).toHaveLength(10_000);
      expect((await client.post('/api/v1/messages/batch', { messages })).text).toBe(first.text);
    });
  });

  describe('an Idempotency-Key', () => {
    it('gives the first answer again to the same body', async () => {
      const client = operator.with({ 'idempotency-key': 'the same' });
      const body = { to: RECIPIENT, text: 'hello', client_ref: 'the-same' };
      const [first, second] = [
        await client.post('/api/v1/messages', body),
        await client.post('/api/v1/messages', body),
      ];
      expect([first.status, second.status]).toEqual([202, 202]);
      expect(second.text).toBe(first.text);
      expect(await count(app.admin, 'client_ref=the-same')).toBe(1);
    });

    it('accepts one of many that come at the same time, and answers all alike', async () => {
      const client = operator.with({ 'idempotency-key': 'at once' });
      const body = { to: RECIPIENT, text: 'hello', client_ref: 'at-once' };
      const answers = await Promise.all(Array.from({ length: 12 }, () => client.post('/api/v1/messages', body)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      expect(await count(app.admin, 'client_ref=at-once')).toBe(1);
    });

    it('with another body is refused', async () => {
      const client = operator.with({ 'idempotency-key': 'another body' });
      await client.post('/api/v1/messages', { to: RECIPIENT, text: 'hello' });
      expectWrongField(await client.post('/api/v1/messages', { to: RECIPIENT, text: 'bye' }), 422, 'Idempotency-Key');
    });

    it('of one caller means nothing to another', async () => {
      const key = { 'idempotency-key': 'mine' };
      const body = { to: RECIPIENT, text: 'hello' };
      const [mine, yours] = [
        await operator.with(key).post<{ id: string }>('/api/v1/messages', body),
        await user.with(key).post<{ id: string }>('/api/v1/messages', body),
      ];
      expect(yours.status).toBe(202);
      expect(yours.body.id).not.toBe(mine.body.id);
    });

    it('gives the first answer again although the SIM card was switched off meanwhile', async () => {
      const sim = (await app.simCards())[3];
      const client = operator.with({ 'idempotency-key': 'sim off' });
      const body = { to: RECIPIENT, text: 'hello', sim_card_id: sim?.id };
      const first = await client.post<{ id: string }>('/api/v1/messages', body);
      await app.reached(first.body.id, 'delivered');
      await operator.patch(`/api/v1/sim-cards/${sim?.id}`, { status: 'inactive' });
      const second = await client.post('/api/v1/messages', body);
      await operator.patch(`/api/v1/sim-cards/${sim?.id}`, { status: 'active' });
      expect({ status: second.status, text: second.text }).toEqual({ status: 202, text: first.text });
    });

    it('creates a SIM card once', async () => {
      const client = operator.with({ 'idempotency-key': 'sim card' });
      const body = { number: '+254733000001' };
      const [first, second] = [
        await client.post('/api/v1/sim-cards', body),
        await client.post('/api/v1/sim-cards', body),
      ];
      expect([first.status, second.status]).toEqual([201, 201]);
      expect(second.body).toEqual(first.body);
      expectWrongField(await client.post('/api/v1/sim-cards', { number: '+254733000002' }), 422, 'Idempotency-Key');
    });

    it('may be used again after its request was refused', async () => {
      const client = operator.with({ 'idempotency-key': 'taken' });
      expectWrongField(await client.post('/api/v1/sim-cards', { number: '+254733000001' }), 409, 'number');
      expect((await client.post('/api/v1/sim-cards', { number: '+254733000003' })).status).toBe(201);
    });
  });

  describe('a scheduled message', () => {
    const soon = (ms: number) => new Date(Date.now() + ms).toISOString();

    it('is sent when it is due, not before', async () => {
      const sendAt = soon(3_000);
      const id = await app.send({ text: 'later', send_at: sendAt });
      expect(await app.message(id)).toMatchObject({ status: 'scheduled', send_at: sendAt });
      const message = await app.reached(id, 'delivered');
      expect(statuses(message)).toEqual(['scheduled', 'queued', 'dispatched', 'accepted', 'sent', 'delivered']);
      expect(message.history[1]?.at && message.history[1].at >= sendAt).toBe(true);
    });

    it('can be cancelled, and then is never sent', async () => {
      const sendAt = soon(3_000);
      const id = await app.send({ text: 'never', send_at: sendAt });
      const cancelled = await operator.post<MessageDetail>(`/api/v1/messages/${id}/cancel`);
      expect(cancelled.status).toBe(200);
      expect(cancelled.body).toMatchObject({ id, status: 'cancelled' });
      // It would have been found by then.
      await until(() => Date.now() > Date.parse(sendAt) + 1_000);
      expect(statuses(await app.message(id))).toEqual(['scheduled', 'cancelled']);
      expectProblem(await operator.post(`/api/v1/messages/${id}/cancel`), 409);
      expectProblem(await operator.post(`/api/v1/messages/${id}/requeue`), 409);
    });

    it('whose time is past is sent at once', async () => {
      const id = await app.send({ text: 'late', send_at: soon(-60_000) });
      await app.reached(id, 'delivered');
    });
  });

  it('refuses to cancel or requeue what was delivered', async () => {
    const id = await app.send({ text: 'gone' });
    await app.reached(id, 'delivered');
    expectProblem(await operator.post(`/api/v1/messages/${id}/cancel`), 409);
    expectProblem(await operator.post(`/api/v1/messages/${id}/requeue`), 409);
  });

  describe('a SIM card', () => {
    /** A channel that opens has the whole queue looked through at once, which happens every half minute otherwise. */
    async function reopenSomeSimCard(): Promise<void> {
      const sim = (await app.simCards())[0];
      for (const status of ['inactive', 'active']) {
        await operator.patch(`/api/v1/sim-cards/${sim?.id}`, { status });
        await new Promise((resolve) => setTimeout(resolve, 600));
      }
    }

    it('at its daily cap leaves the next message queued, with the reason, until the cap is raised', async () => {
      // The cap is of one day (UTC), and not of the next.
      await until(() => Date.now() % DAY < DAY - 20_000);
      const sim = (await app.simCards())[1];
      await operator.patch(`/api/v1/sim-cards/${sim?.id}`, { daily_cap: (sim?.sent_today ?? 0) + 1 });
      const [first, second] = [
        await app.send({ text: 'first', sim_card_id: sim?.id }),
        await app.send({ text: 'second', sim_card_id: sim?.id }),
      ];
      await app.reached(first, 'delivered');
      expect(await app.message(second)).toMatchObject({ status: 'queued', reason: expect.stringMatching(/daily cap/) });
      await operator.patch(`/api/v1/sim-cards/${sim?.id}`, { daily_cap: null });
      expect(await app.reached(second, 'delivered')).toMatchObject({ reason: null });
    });

    it('that is off takes no messages by name, and those without a name go over others', async () => {
      const sim = (await app.simCards())[2];
      await operator.patch(`/api/v1/sim-cards/${sim?.id}`, { status: 'inactive' });
      const refused = await operator.post('/api/v1/messages', { to: RECIPIENT, text: 'x', sim_card_id: sim?.id });
      expectWrongField(refused, 409, 'sim_card_id');
      const ids = await Promise.all(
        Array.from({ length: 8 }, (_, index) => app.send({ text: 'x', to: `+25471234567${index}` })),
      );
      const senders = await Promise.all(ids.map(async (id) => (await app.reached(id, 'delivered')).sim_card_id));
      await operator.patch(`/api/v1/sim-cards/${sim?.id}`, { status: 'active' });
      expect(senders).not.toContain(sim?.id);
    });

    it('that no worker holds keeps its messages; they fail with the reason when it is removed', async () => {
      const { body: sim } = await operator.post<{ id: number }>('/api/v1/sim-cards', { number: '+254733000009' });
      const id = await app.send({ text: 'x', sim_card_id: sim.id });
      expect(await app.message(id)).toMatchObject({
        status: 'queued',
        reason: 'its SIM card is offline: no worker holds it',
      });
      expect((await operator.delete(`/api/v1/sim-cards/${sim.id}`)).status).toBe(204);
      const failed = await app.reached(id, 'failed');
      expect(failed.reason).toBe('its SIM card was removed');
    });

    it('lets a message expire that it cannot take in time, and a requeued one goes out anew', async () => {
      const { body: sim } = await operator.post<{ id: number }>('/api/v1/sim-cards', { number: '+254733000010' });
      const id = await app.send({ text: 'x', sim_card_id: sim.id, validity_seconds: 1 });
      await new Promise((resolve) => setTimeout(resolve, 1100));
      await reopenSomeSimCard();
      const expired = await app.reached(id, 'expired');
      expect(expired.reason).toMatch(/validity/);
      const requeued = await operator.post<MessageDetail>(`/api/v1/messages/${id}/requeue`);
      expect(requeued.body).toMatchObject({ status: 'queued', expires_at: null });
      expect((await operator.post(`/api/v1/messages/${id}/cancel`)).status).toBe(200);
    });
  });

  describe('what comes in', () => {
    it('is in the inbox, with both numbers, and in the list', async () => {
      const text = `echo ${Date.now()}`;
      const sent = await app.reached(await app.send({ text, to: '+254722333444' }), 'delivered');
      const inbox = await until(async () => {
        const { body } = await operator.get<Page<Message>>('/api/v1/inbox?number=%2B254722333444');
        return body.data.length > 0 && body.data;
      });
      expect(inbox).toEqual([
        expect.objectContaining({
          direction: 'inbound',
          status: 'received',
          text,
          from: '+254722333444',
          to: sent.from,
          sim_card_id: sent.sim_card_id,
        }),
      ]);
      const { body } = await operator.get<Page<Message>>('/api/v1/messages?number=%2B254722333444');
      expect(body.data.map(({ direction }) => direction).sort()).toEqual(['inbound', 'outbound']);
    });
  });

  describe('a user', () => {
    it('sees its own messages and no others', async () => {
      const [mine, another] = [await app.send({ text: 'mine' }, user), await app.send({ text: 'not mine' })];
      expect((await user.get(`/api/v1/messages/${mine}`)).status).toBe(200);
      expectProblem(await user.get(`/api/v1/messages/${another}`), 404);
      expectProblem(await user.post(`/api/v1/messages/${another}/cancel`), 404);
      expectProblem(await user.post(`/api/v1/messages/${another}/requeue`), 404);
      const { body } = await user.get<Page<Message>>('/api/v1/messages?limit=500');
      const listed = body.data.map(({ id }) => id);
      expect(listed).toContain(mine);
      expect(listed).not.toContain(another);
      expect(listed.length).toBeLessThan(5);
      expect((await operator.get(`/api/v1/messages/${mine}`)).status).toBe(200);
    });
  });

  describe('the list', () => {
    it('comes page by page without gaps or repeats, newest first', async () => {
      const whole = await pages(app.admin, 'client_ref=large', 500);
      expect(whole).toHaveLength(1201);
      expect(new Set(whole).size).toBe(1201);
      expect(whole).toEqual([...whole].sort().reverse());
    });

    it('gives the rest after a cursor although new messages come meanwhile', async () => {
      const first = await app.admin.get<Page<Message>>('/api/v1/messages?limit=3');
      await app.send({ text: 'meanwhile' });
      const { body } = await app.admin.get<Page<Message>>(`/api/v1/messages?limit=3&cursor=${first.body.next_cursor}`);
      expect(body.data).toHaveLength(3);
      expect(body.data.every(({ id }) => !first.body.data.some((message) => message.id === id))).toBe(true);
    });

    it('filters by status, SIM card, number as people write it, and time', async () => {
      const { body: all } = await app.admin.get<Page<Message>>('/api/v1/messages?limit=500&status=delivered');
      expect(new Set(all.data.map(({ status }) => status))).toEqual(new Set(['delivered']));
      const sim = all.data[0]?.sim_card_id;
      const { body: bySim } = await app.admin.get<Page<Message>>(`/api/v1/messages?sim_card_id=${sim}`);
      expect(new Set(bySim.data.map(({ sim_card_id }) => sim_card_id))).toEqual(new Set([sim]));
      const { body: byNumber } = await app.admin.get<Page<Message>>('/api/v1/messages?number=0722%20333%20444');
      expect(byNumber.data.length).toBe(2);
      expect(await count(app.admin, 'since=2100-01-01T00:00:00Z')).toBe(0);
      expect(await count(app.admin, 'until=2000-01-01T00:00:00Z')).toBe(0);
    });
  });

  it('counts in its statistics what is in its lists', async () => {
    // First nothing moves on any more, then every delivery has its echo.
    await until(async () => {
      let moving = 0;
      for (const status of ['scheduled', 'queued', 'dispatched', 'sent']) {
        moving += await count(app.admin, `status=${status}`);
      }
      return moving === 0;
    });
    await until(
      async () => (await count(app.admin, 'status=delivered')) === (await count(app.admin, 'status=received')),
    );
    const { body: summary } = await app.admin.get<StatsSummary>('/api/v1/stats/summary');
    const [outbound, inbound] = [
      await count(app.admin, 'direction=outbound'),
      await count(app.admin, 'direction=inbound'),
    ];
    expect(summary).toMatchObject({ outbound, inbound, total: outbound + inbound });
    for (const status of ['queued', 'delivered', 'failed', 'cancelled', 'expired', 'received'] as const) {
      expect({ status, count: summary.by_status[status] }).toEqual({
        status,
        count: await count(app.admin, `status=${status}`),
      });
    }
    const { body: throughput } = await app.admin.get<Throughput>('/api/v1/stats/throughput?minutes=60');
    expect(throughput.data).toHaveLength(60);
    const sum = (field: 'accepted' | 'delivered' | 'received') =>
      throughput.data.reduce((total, point) => total + point[field], 0);
    expect({ accepted: sum('accepted'), delivered: sum('delivered'), received: sum('received') }).toEqual({
      accepted: outbound,
      delivered: summary.by_status.delivered,
      received: inbound,
    });
  });

  it('lists its worker with the SIM cards it holds', async () => {
    const { body } = await app.admin.get<{ data: Worker[] }>('/api/v1/workers');
    expect(body.data).toEqual([
      expect.objectContaining({ id: 'local', online: true, channels: 4, channels_online: 4, in_flight: 0 }),
    ]);
  });
}

/** The ids of a whole list, read page by page. */
async function pages(client: Client, query: string, limit: number): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const after: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const { body, status, text } = await client.get<Page<Message>>(`/api/v1/messages?${query}&limit=${limit}${after}`);
    if (status !== 200) throw new Error(text);
    ids.push(...body.data.map(({ id }) => id));
    cursor = body.next_cursor;
  }
  return ids;
}

const count = async (client: Client, query: string): Promise<number> => (await pages(client, query, 500)).length;
