import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '@signalbox/contracts/common';
import type { BatchResult, Message, MessageDetail } from '@signalbox/contracts/messages';
import { ChannelsService } from '../../src/messaging/sim-cards/channels.service.js';
import { TestApp } from '../app.js';
import { type BenchChannel, ChannelBench } from '../channel-bench.js';
import { expectWrongField } from '../client.js';
import { metric } from '../metrics.js';
import { until } from '../until.js';

describe('a message and its channels', () => {
  let app: TestApp;
  let bench: ChannelBench;
  beforeAll(async () => {
    app = await TestApp.start();
    bench = new ChannelBench(app);
  });
  afterAll(() => app?.stop());
  afterEach(() => bench.end());

  /** A SIM card and two providers, in the order of their prices. */
  const three = async () => {
    const sim = await bench.sim();
    const [cheap, dear] = [await bench.provider({ price: 250_000 }), await bench.provider({ price: 800_000 })];
    return { sim, cheap, dear };
  };
  const history = ({ history: all }: MessageDetail) =>
    all.filter(({ status }) => status !== 'accepted').map(({ status, detail }) => [status, detail]);

  describe('after a final no', () => {
    it('goes over one channel after the other, until it is delivered', async () => {
      const { sim, cheap, dear } = await three();
      const id = await app.send({ text: 'hello', failover: true });
      await sim.job(id);
      await sim.report(id, 1, { type: 'sent' });
      await sim.report(id, 1, { type: 'undelivered', reason: 'absent subscriber' });
      await cheap.job(id, 2);
      await cheap.report(id, 2, { type: 'failed', temporary: false, reason: 'no credit' });
      await dear.job(id, 3);
      await dear.report(id, 3, { type: 'sent' });
      await dear.report(id, 3, { type: 'delivered' });
      // What the first channel says now is of an attempt that is over.
      await sim.report(id, 1, { type: 'undelivered' });
      const message = await app.message(id);
      expect(message).toMatchObject({ status: 'delivered', attempts: 3, provider_id: dear.id, failover: true });
      expect(history(message)).toEqual([
        ['queued', null],
        ['dispatched', null],
        ['sent', null],
        ['queued', 'undelivered: absent subscriber; it goes over another channel'],
        ['dispatched', null],
        ['queued', 'failed: no credit; it goes over another channel'],
        ['dispatched', null],
        ['sent', null],
        ['delivered', null],
      ]);
      const attempts = message.history.filter(({ status }) => status === 'dispatched');
      expect(attempts).toMatchObject([
        { sim_card_id: sim.id, provider_id: null },
        { sim_card_id: null, provider_id: cheap.id },
        { sim_card_id: null, provider_id: dear.id },
      ]);
      expect(sim.channel.inFlight + cheap.channel.inFlight + dear.channel.inFlight).toBe(0);
    });

    it('ends with that where its attempts are used up, where all were tried, and where it does not want more', async () => {
      const { sim, cheap, dear } = await three();
      const [short, all, plain] = [
        await app.send({ text: 'hello', failover: true, max_attempts: 2 }),
        await app.send({ text: 'hello', failover: true, max_attempts: 10 }),
        await app.send({ text: 'hello' }),
      ];
      await Promise.all([short, all, plain].map((id) => sim.job(id)));
      for (const id of [short, all, plain]) await sim.report(id, 1, { type: 'undelivered' });
      await Promise.all([short, all].map((id) => cheap.job(id, 2)));
      for (const id of [short, all]) await cheap.report(id, 2, { type: 'undelivered' });
      await dear.job(all, 3);
      await dear.report(all, 3, { type: 'undelivered', reason: 'the last word' });
      expect(await app.message(short)).toMatchObject({ status: 'undelivered', attempts: 2 });
      expect(await app.message(all)).toMatchObject({ status: 'undelivered', attempts: 3, reason: 'the last word' });
      expect(await app.message(plain)).toMatchObject({ status: 'undelivered', attempts: 1, failover: false });
      expect((await app.admin.post(`/api/v1/messages/${all}/requeue`)).status).toBe(200);
      await sim.job(all, 4);
    });

    it('waits for the channels that it has not tried, and holds up nobody who may take the others', async () => {
      const sim = await bench.sim();
      const provider = await bench.provider({ price: 250_000 }, { window: 1 });
      const blocking = await app.send({ text: 'blocking', provider_id: provider.id });
      await provider.job(blocking);
      const id = await app.send({ text: 'hello', failover: true });
      await sim.job(id);
      await sim.report(id, 1, { type: 'undelivered' });
      for (let count = 0; count < 3; count++) await sim.job(await app.send({ text: 'another' }));
      expect(await app.message(id)).toMatchObject({ status: 'queued', attempts: 1 });
      await provider.report(blocking, 1, { type: 'sent' });
      await provider.job(id, 2);
      expect(sim.worker.jobs.some((job) => job.id === id && job.attempt > 1)).toBe(false);
    });

    it('is not sent again when nobody knows whether it was sent', async () => {
      const { sim, cheap } = await three();
      const id = await app.send({ text: 'hello', failover: true });
      await sim.job(id);
      await sim.report(id, 1, { type: 'uncertain' });
      await sim.report(id, 1, { type: 'undelivered' });
      expect(await app.message(id)).toMatchObject({ status: 'undelivered', attempts: 1 });
      const later = await app.send({ text: 'later', provider_id: cheap.id });
      await cheap.job(later);
      expect(cheap.has(id)).toBe(false);
    });
  });

  describe('that its worker gives back untried', () => {
    const giveBack = async (from: BenchChannel, ids: string[]) => {
      await from.announce({ online: false, trouble: 'its modem is silent' });
      for (const id of ids) await from.report(id, 1, { type: 'failed', temporary: true, returned: true });
    };

    it('moves to another SIM card at once, and the attempt does not count', async () => {
      const first = await bench.sim();
      const ids = [await app.send({ text: '1', max_attempts: 1 }), await app.send({ text: '2', max_attempts: 1 })];
      await Promise.all(ids.map((id) => first.job(id)));
      const second = await bench.sim();
      await giveBack(first, ids);
      for (const id of ids) {
        await second.job(id, 2);
        await second.report(id, 2, { type: 'sent' });
        expect(await app.message(id)).toMatchObject({ status: 'sent', attempts: 2, max_attempts: 2 });
      }
      expect(first.channel.inFlight).toBe(0);
    });

    it('waits for its own where it names that', async () => {
      const [first, second] = [await bench.sim(), await bench.sim()];
      const id = await app.send({ text: 'hello', sim_card_id: first.id, failover: true });
      await first.job(id);
      await giveBack(first, [id]);
      expect(await app.message(id)).toMatchObject({ status: 'queued', sim_card_id: first.id });
      const other = await app.send({ text: 'other' });
      await second.job(other);
      expect(second.has(id)).toBe(false);
      await first.announce({ online: true, trouble: null });
      await first.job(id, 2);
      await first.report(id, 2, { type: 'undelivered' });
      expect(await app.message(id)).toMatchObject({ status: 'undelivered', attempts: 2 });
    });
  });

  describe('that names a provider', () => {
    it('goes over that one, also in a batch, and is found by it', async () => {
      const { sim, dear } = await three();
      const id = await app.send({ text: 'hello', provider_id: dear.id });
      const { body } = await app.admin.post<BatchResult>('/api/v1/messages/batch', {
        messages: [
          { to: '0712345678', text: 'batch', provider_id: dear.id, flash: true },
          { to: '0712345678', text: 'batch', provider_id: sim.id },
        ],
      });
      const [item, wrong] = body.data;
      if (!item || !('id' in item)) throw new Error('not accepted');
      expect(wrong).toMatchObject({
        error: { errors: [{ field: 'provider_id', message: 'expected the id of a provider' }] },
      });
      expect([await dear.job(id), await dear.job(item.id)]).toMatchObject([{ attempt: 1 }, { flash: true }]);
      expect(sim.has(id)).toBe(false);
      expect(await app.message(id)).toMatchObject({ provider_id: dear.id, sim_card_id: null, flash: false });
      const listed = async (query: string) =>
        (await app.admin.get<Page<Message>>(`/api/v1/messages?${query}`)).body.data.map((message) => message.id);
      expect(await listed(`provider_id=${dear.id}`)).toEqual([item.id, id]);
      expect(await listed(`sim_card_id=${dear.id}`)).toEqual([]);
      expect(await listed(`sim_card_id=${sim.id}&provider_id=${dear.id}`)).toEqual([]);
    });

    it('is refused where there is none such, or where it names a SIM card too', async () => {
      const { sim, cheap } = await three();
      const send = (fields: object) => app.admin.post('/api/v1/messages', { to: '0712345678', text: 'x', ...fields });
      expectWrongField(await send({ provider_id: sim.id }), 400, 'provider_id', /id of a provider/);
      expectWrongField(await send({ sim_card_id: cheap.id }), 400, 'sim_card_id', /id of a SIM card/);
      expectWrongField(await send({ provider_id: 999_999 }), 400, 'provider_id');
      expectWrongField(await send({ provider_id: cheap.id, sim_card_id: sim.id }), 400, 'sim_card_id', /not both/);
      expectWrongField(await send({ provider_id: cheap.id, from: '+254700000001' }), 400, 'from', /not both/);
      expectWrongField(await send({ failover: 'yes' }), 400, 'failover');
    });

    it('shows it after it was removed, and counts for it, not among SIM cards', async () => {
      const provider = await bench.provider({ price: 1 });
      const sent = () => metric(app.anonymous, 'sms_messages_total', { channel_kind: 'provider', status: 'sent' });
      const [before, id] = [await sent(), await app.send({ text: 'hello', provider_id: provider.id })];
      await provider.job(id);
      await provider.report(id, 1, { type: 'sent' });
      await until(async () => (await sent()) === before + 1);
      expect(await metric(app.anonymous, 'sms_channels_online', { kind: 'provider' })).toBe(1);
      const totals = async (kind: string) =>
        (await app.admin.get<{ data: Record<string, unknown>[] }>(`/api/v1/stats/${kind}`)).body.data;
      expect(await totals('providers')).toContainEqual(expect.objectContaining({ provider_id: provider.id, sent: 1 }));
      expect((await totals('sim-cards')).map(({ sim_card_id: of }) => of)).not.toContain(provider.id);
      const { id: channelId } = provider;
      expect(
        (await app.admin.get<Page<{ id: number }>>('/api/v1/sim-cards')).body.data.map((row) => row.id),
      ).not.toContain(channelId);
      await app.get(ChannelsService).remove(provider.channel);
      expect(await app.message(id)).toMatchObject({ provider_id: channelId, sim_card_id: null });
    });
  });

  it('asks for a flash message, also through the direct door', async () => {
    const sim = await bench.sim();
    const { client } = await app.withKey(app.admin);
    const [flash, plain] = [
      await app.send({ text: 'hello', flash: true }, client),
      await app.send({ text: 'x' }, client),
    ];
    expect((await sim.job(flash)).flash).toBe(true);
    expect((await sim.job(plain)).flash).toBeUndefined();
    expect(await app.message(flash)).toMatchObject({ flash: true });
  });
});
