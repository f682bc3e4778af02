import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChannelState } from '@signalbox/contracts/bus';
import type { Page } from '@signalbox/contracts/common';
import type { Message } from '@signalbox/contracts/messages';
import type { SimCardAnswer } from '@signalbox/contracts/sim-cards';
import type { Worker } from '@signalbox/contracts/workers';
import { uuidv7 } from '../../src/platform/common/uuid.js';
import { SystemLogService } from '../../src/access/logs/system-log.service.js';
import { TestApp } from '../app.js';
import { type BenchChannel, ChannelBench } from '../channel-bench.js';
import { metric } from '../metrics.js';
import { until } from '../until.js';

describe('a worker that says what is another’s to say', () => {
  let app: TestApp;
  let bench: ChannelBench;
  beforeAll(async () => {
    app = await TestApp.start();
    bench = new ChannelBench(app);
  });
  afterAll(() => app?.stop());
  afterEach(() => bench.end());

  const refused = (claim: string) => metric(app.anonymous, 'worker_claims_refused_total', { claim });
  const at = () => Date.now();
  /** An honest worker's SIM card, and one of a worker that is up to something. */
  const both = async () => [await bench.sim({ number: null }), await bench.sim()] as const;
  const inbox = async (from: string) =>
    (await app.admin.get<Page<Message>>(`/api/v1/inbox?number=${encodeURIComponent(from)}`)).body.data;

  /** Sends over one channel, and waits for the job. */
  async function send(over: BenchChannel): Promise<string> {
    const id = await app.send({ text: 'your code is 4711', sim_card_id: over.id });
    await over.job(id);
    return id;
  }
  const ended = (over: BenchChannel, id: string) => over.report(id, 1, { type: 'failed' });

  describe('of messages', () => {
    it.each(['accepted', 'sent', 'delivered', 'undelivered', 'failed', 'uncertain', 'expired'] as const)(
      'is not heard when it reports %s, and is confirmed all the same',
      async (type) => {
        const [honest, rogue] = await both();
        const id = await send(honest);
        const before = { message: await app.message(id), refused: await refused('report') };
        await rogue.report(id, 1, { type, ...(type === 'failed' ? { temporary: true, returned: true } : {}) });
        expect(await app.message(id)).toEqual(before.message);
        expect(await refused('report')).toBe(before.refused + 1);
        expect(rogue.has(id)).toBe(false);
        await honest.report(id, 1, { type: 'delivered' });
        expect((await app.message(id)).status).toBe('delivered');
      },
    );

    it('is not heard of a message that is uncertain or sent by another either', async () => {
      const [honest, rogue] = await both();
      const [sent, uncertain] = [await send(honest), await send(honest)];
      await honest.report(sent, 1, { type: 'sent' });
      await honest.report(uncertain, 1, { type: 'uncertain' });
      for (const id of [sent, uncertain]) await rogue.report(id, 1, { type: 'delivered' });
      expect((await app.message(sent)).status).toBe('sent');
      expect((await app.message(uncertain)).status).toBe('uncertain');
      await honest.report(sent, 1, { type: 'delivered' });
      expect((await app.message(sent)).status).toBe('delivered');
    });

    it('is not heard of its own at a time that no calendar has', async () => {
      const rogue = await bench.sim();
      const staff = await app.live({ token: app.admin.token, batch: true });
      const id = await send(rogue);
      await rogue.worker.report({ type: 'sent', id, attempt: 1, at: 9e15, ref: null });
      await rogue.worker.reportAfter(0, { type: 'delivered', id, attempt: 1, at: at() });
      await until(() => staff.updates(id).at(-1)?.status === 'delivered');
      const { status, body } = await app.admin.get<Page<Message>>('/api/v1/messages');
      expect(status).toBe(200);
      expect(body.data.find((message) => message.id === id)?.status).toBe('delivered');
    });

    it('is heard of its own in the same packet, and of none of the others', async () => {
      const [honest, rogue] = await both();
      const [theirs, own] = [await send(honest), await send(rogue)];
      const seq = await rogue.worker.report(
        { type: 'delivered', id: theirs, attempt: 1, at: at() },
        { type: 'delivered', id: own, attempt: 1, at: at() },
      );
      await until(() => rogue.worker.confirmed.includes(seq));
      expect((await app.message(own)).status).toBe('delivered');
      expect((await app.message(theirs)).status).toBe('dispatched');
      await ended(honest, theirs);
    });

    it('is not blamed for a late report of an attempt that was its own', async () => {
      const [first, second] = await both();
      const id = await app.send({ text: 'either will do' });
      const [mine, other] = await until(
        () => (first.has(id) && [first, second]) || (second.has(id) && [second, first]),
      );
      await mine.announce({ online: false });
      await mine.report(id, 1, { type: 'failed', temporary: true, returned: true });
      await other.job(id, 2);
      const before = await refused('report');
      await mine.report(id, 1, { type: 'uncertain' });
      expect((await app.message(id)).status).toBe('dispatched');
      expect(await refused('report')).toBe(before);
      await other.report(id, 2, { type: 'delivered' });
      expect((await app.message(id)).status).toBe('delivered');
    });
  });

  it('that came in over another’s SIM card has them kept without it, and unanswered', async () => {
    const [honest, rogue] = await both();
    const before = await refused('inbound');
    const from = '+254722000777';
    const key = honest.channel.record.key ?? '';
    const seq = await rogue.worker.report({
      type: 'inbound',
      id: uuidv7(),
      channel: key,
      from,
      text: 'STOP',
      at: at(),
    });
    await until(() => rogue.worker.confirmed.includes(seq));
    expect(await inbox(from)).toEqual([expect.objectContaining({ sim_card_id: null, to: null, text: 'STOP' })]);
    expect(await refused('inbound')).toBe(before + 1);
    const own = await honest.worker.report({ type: 'inbound', id: uuidv7(), channel: key, from, text: 'hi', at: at() });
    await until(() => honest.worker.confirmed.includes(own));
    expect((await inbox(from))[0]).toMatchObject({ sim_card_id: honest.id, text: 'hi' });
    expect(honest.worker.jobs).toEqual([]);
    await app.admin.delete(`/api/v1/suppressions/${encodeURIComponent(from)}`);
  });

  it('that another was asked is not heard; the answer of who was asked is', async () => {
    const [honest, rogue] = await both();
    const before = await refused('reply');
    honest.worker.answer = ({ id }) => {
      void rogue.worker
        .tell('replies', { id, ok: true, result: 'your balance is nothing' })
        .then(() => until(async () => (await refused('reply')) > before))
        .then(() => honest.worker.tell('replies', { id, ok: true, result: 'KES 5.00' }));
      return null;
    };
    const answer = await app.admin.post<SimCardAnswer>(`/api/v1/sim-cards/${honest.id}/balance`, {});
    expect(answer).toMatchObject({ status: 200, body: { answer: 'KES 5.00' } });
  });

  describe('that it has a SIM card', () => {
    const shown = async (id: number) => (await app.simCards()).find((sim) => sim.id === id);
    const worker = async (id: string) => (await app.admin.get<Worker>(`/api/v1/workers/${id}`)).body;
    const logged = (details: string) =>
      until(async () => (await app.get(SystemLogService).list(50)).filter((entry) => entry.details === details));
    /** Announces another's SIM card as its own, too. */
    const claim = (rogue: BenchChannel, { key }: Pick<ChannelState, 'key'>) =>
      rogue.worker.announce([rogue.worker.channel({ key: `sim-${rogue.worker.id}` }), rogue.worker.channel({ key })]);

    async function contested() {
      const [honest, rogue] = await both();
      const key = honest.channel.record.key ?? '';
      await claim(rogue, { key });
      await until(async () => (await worker(rogue.worker.id)).trouble !== null);
      return { honest, rogue, key, id: honest.id, names: [honest.worker.id, rogue.worker.id] as const };
    }

    it('does not get it, nor its messages, while its holder is here; which is shown, and logged once', async () => {
      const { honest, rogue, id, names } = await contested();
      await claim(rogue, { key: honest.channel.record.key ?? '' });
      expect((await worker(names[1])).trouble).toMatch(`it announces SIM card ${id}, which worker ${names[0]} holds`);
      expect(await shown(id)).toMatchObject({ worker_id: names[0], online: true });
      const message = await send(honest);
      expect(rogue.has(message)).toBe(false);
      await ended(honest, message);
      const words = `worker ${names[1]} announces SIM card ${id}, which worker ${names[0]} holds; it stays there`;
      expect(await logged(words)).toEqual([
        expect.objectContaining({ action: 'sim_card.contested', status: 'failed' }),
      ]);
      await rogue.announce();
      await until(async () => (await worker(names[1])).trouble === null);
    });

    it.each(['lets go of it', 'is gone'] as const)('gets it as soon as its holder %s, which is logged', async (how) => {
      const { honest, rogue, id, names } = await contested();
      if (how === 'is gone') honest.worker.vanish();
      else await honest.worker.announce([honest.worker.channel({ key: 'another' })]);
      await until(async () => (await shown(id))?.worker_id === names[1]);
      expect((await worker(names[1])).trouble).toBeNull();
      expect(await shown(id)).toMatchObject({ online: true });
      await logged(`SIM card ${id} moved from worker ${names[0]} to worker ${names[1]}`);
      const message = await send(rogue);
      expect(honest.has(message)).toBe(false);
      await ended(rogue, message);
    });

    it('does not get what was given to the one before: that has it until it gives it back', async () => {
      const [before, after] = await both();
      const { id } = before;
      const key = before.channel.record.key ?? '';
      const [held, unheld] = [await send(before), await send(before)];
      await before.report(held, 1, { type: 'accepted' });
      before.worker.vanish();
      await until(async () => (await shown(id))?.online === false);
      await claim(after, { key });
      await until(async () => (await shown(id))?.worker_id === after.worker.id);
      // What is at the one before takes no room at the one that has it now.
      expect(await shown(id)).toMatchObject({ in_flight: 0, online: true });
      const fresh = await send(after);
      await ended(after, fresh);
      expect([after.has(held), after.has(unheld)]).toEqual([false, false]);
      const back = await bench.return(before);
      await back.worker.announce([back.worker.channel({ key: 'another one' })]);
      await until(() => back.has(held) && back.has(unheld));
      expect(back.worker.jobs.find((job) => job.id === held)?.held).toBe(true);
      await after.report(held, 1, { type: 'delivered' });
      expect((await app.message(held)).status).toBe('dispatched');
      await back.report(held, 1, { type: 'delivered' });
      expect((await app.message(held)).status).toBe('delivered');
      await back.report(unheld, 1, { type: 'failed', temporary: true, returned: true });
      expect(await after.job(unheld, 2)).toMatchObject({ text: 'your code is 4711' });
      await after.report(unheld, 2, { type: 'delivered' });
      expect((await app.message(unheld)).status).toBe('delivered');
    });
  });
});
