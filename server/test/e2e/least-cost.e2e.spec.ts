import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pair } from '@signalbox/contracts/pairs';
import type { RoutePreview } from '@signalbox/contracts/routes';
import { ChannelsService } from '../../src/messaging/sim-cards/channels.service.js';
import { RECIPIENT, TestApp } from '../app.js';
import { ChannelBench } from '../channel-bench.js';
import { expectWrongField } from '../client.js';
import { until } from '../until.js';

const ONE = { window: 1 };
/** Millionths: 0.25 and 0.80 of the currency. */
const [CHEAP, DEAR] = [250_000, 800_000];

describe('the cheapest way', () => {
  let app: TestApp;
  let bench: ChannelBench;
  beforeAll(async () => {
    app = await TestApp.start();
    bench = new ChannelBench(app);
  });
  afterAll(() => app?.stop());
  afterEach(() => bench.end());

  const preview = async (query = '') =>
    (await app.admin.get<RoutePreview>(`/api/v1/routes/preview?to=${encodeURIComponent(RECIPIENT)}${query}`)).body;

  it('is a SIM card, then the cheaper provider; what is full is waited for, but not by urgent messages', async () => {
    const dear = await bench.provider({ price: DEAR }, ONE);
    const sim = await bench.sim(ONE);
    const cheap = await bench.provider({ price: CHEAP }, ONE);
    const first = await app.send({ text: 'first' });
    await sim.job(first);
    const waiting = await app.send({ text: 'waiting' });
    const [second, third] = [
      await app.send({ text: 'second', priority: 'urgent' }),
      await app.send({ text: 'third', priority: 'urgent' }),
    ];
    await cheap.job(second);
    await dear.job(third);
    expect(await app.message(waiting)).toMatchObject({ status: 'queued', reason: null, sim_card_id: null });
    await sim.report(first, 1, { type: 'sent' });
    await sim.job(waiting);
    expect(await app.message(second)).toMatchObject({ sim_card_id: null, provider_id: cheap.id });
    expect(await app.message(waiting)).toMatchObject({ sim_card_id: sim.id, provider_id: null });
    expect([cheap.has(waiting), dear.has(waiting)]).toEqual([false, false]);
  });

  it('does not keep urgent messages behind many patient ones', async () => {
    const sim = await bench.sim(ONE);
    const provider = await bench.provider({ price: CHEAP });
    const patient = await Promise.all(Array.from({ length: 20 }, () => app.send({ text: 'patient' })));
    const urgent = await Promise.all(
      Array.from({ length: 20 }, () => app.send({ text: 'urgent', priority: 'urgent' })),
    );
    await until(() => urgent.every((id) => provider.has(id) || sim.has(id)));
    expect(patient.filter((id) => provider.has(id))).toEqual([]);
    for (const id of patient) await app.admin.post(`/api/v1/messages/${id}/cancel`);
  });

  it('is another while the cheapest is closed', async () => {
    const sim = await bench.sim();
    const [dear, cheap] = [await bench.provider({ price: DEAR }), await bench.provider({ price: CHEAP })];
    await sim.announce({ online: false, trouble: 'its modem is silent' });
    const first = await app.send({ text: 'hello' });
    await cheap.job(first);
    await app.get(ChannelsService).update(cheap.channel, { status: 'inactive' });
    await dear.job(await app.send({ text: 'hello' }));
    await app.get(ChannelsService).update(cheap.channel, { status: 'active' });
    await sim.announce({ online: true, trouble: null });
    await sim.job(await app.send({ text: 'hello' }));
  });

  it('is by the price for the recipient’s pair, and another at once when prices change', async () => {
    const { body: pair } = await app.admin.post<Pair>('/api/v1/pairs', {
      country: 'KE',
      operator: 'Safaricom',
      prefixes: ['254712'],
    });
    const flat = await bench.provider({ price: CHEAP });
    const special = await bench.provider({ price: DEAR, prices: { [pair.id]: 100_000 } });
    await special.job(await app.send({ text: 'hello' }));
    await flat.job(await app.send({ text: 'hello', to: '+254733000111' }));
    await app.get(ChannelsService).update(flat.channel, { prices: { [pair.id]: 50_000 } });
    await flat.job(await app.send({ text: 'hello' }));
    await app.admin.delete(`/api/v1/pairs/${pair.id}`);
  });

  it('is explained, with price and tier', async () => {
    const sim = await bench.sim(ONE);
    const [dear, cheap] = [await bench.provider({ price: DEAR }), await bench.provider({ price: CHEAP }, ONE)];
    const now = await preview();
    expect(now).toMatchObject({
      chosen: { sim_card_id: sim.id, provider_id: null },
      reason: expect.stringMatching(/^it is of the lowest price, and the recipient keeps its sender/),
    });
    const mine = now.candidates.filter(({ open }) => open);
    expect(mine).toMatchObject([
      { sim_card_id: sim.id, provider_id: null, price: '0.00', tier: 1, affinity_rank: 1 },
      { sim_card_id: null, provider_id: cheap.id, price: '0.25', tier: 2 },
      { provider_id: dear.id, price: '0.80', tier: 3 },
    ]);
    await sim.job(await app.send({ text: 'hello' }));
    expect(await preview()).toMatchObject({
      chosen: null,
      reason: expect.stringMatching(/^every open SIM card of the lowest price has a full window/),
    });
    expect(await preview('&priority=urgent')).toMatchObject({
      chosen: { provider_id: cheap.id },
      reason: expect.stringMatching(/^all that cost less have no room just now, which urgent messages do not wait for/),
    });
    await sim.announce({ online: false });
    expect(await preview()).toMatchObject({
      chosen: { provider_id: cheap.id },
      reason: expect.stringMatching(/^all that cost less are closed/),
    });
    expect(await preview(`&provider_id=${dear.id}`)).toMatchObject({
      chosen: { provider_id: dear.id },
      reason: 'it is the provider that was asked for',
    });
    const wrong = await app.admin.get(`/api/v1/routes/preview?to=0712345678&provider_id=${sim.id}`);
    expectWrongField(wrong, 400, 'provider_id', /id of a provider/);
  });

  it('is told apart in words: while no channel is open, a message waits for channels', async () => {
    await (await bench.sim()).announce({ online: false });
    const provider = await bench.provider({ price: CHEAP });
    await provider.announce({ online: false, trouble: 'refused: wrong password' });
    const id = await app.send({ text: 'hello' });
    expect(await app.message(id)).toMatchObject({ status: 'queued', reason: 'every channel is offline' });
    await app.admin.post(`/api/v1/messages/${id}/cancel`);
  });
});
