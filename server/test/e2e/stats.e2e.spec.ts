import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AggregateTotals,
  PairTotals,
  ProgramTotals,
  Series,
  SimCardTotals,
  SmsMetrics,
  StatsSummary,
  type Throughput,
  totalsOf,
} from '@signalbox/contracts/stats';
import type { Pair } from '@signalbox/contracts/pairs';
import { MINUTE, isoTime, minuteOf } from '../../src/platform/common/clock.js';
import { documentId } from '../../src/platform/common/document-id.js';
import { uuidv7 } from '../../src/platform/common/uuid.js';
import { EmbeddedBrokerService } from '../../src/platform/modem-bus/embedded-broker.service.js';
import type { Message } from '../../src/messaging/sms/message.js';
import { TotalsRepository } from '../../src/messaging/counts/totals.repository.js';
import { Database } from '../../src/storage/typeorm/database.js';
import { MessageRepository } from '../../src/messaging/sms/message.repository.js';
import { TestApp } from '../app.js';
import { expectProblem, expectWrongField } from '../client.js';
import { countIn } from '../counts.js';
import { FakeWorker } from '../fake-worker.js';
import { messageWith } from '../messages.js';
import { metric } from '../metrics.js';
import { until } from '../until.js';

const PATH = '/api/v1/stats';
const HOUR = 60 * MINUTE;
const [PROGRAM, OTHER] = [documentId(), documentId()];

/** Of messages that were stored in these statuses. */
const counts = (accepted: number, sent: number, delivered: number, failed: number, success_rate: number | null) => ({
  accepted,
  sent,
  delivered,
  failed,
  success_rate,
});

describe('statistics', () => {
  let app: TestApp;
  let pair: Pair;
  let simCardId: number;
  beforeAll(async () => {
    app = await TestApp.start();
    const { body } = await app.admin.post<Pair>('/api/v1/pairs', {
      country: 'KE',
      operator: 'Safaricom',
      prefixes: ['254712'],
    });
    pair = body;
    const created = await app.admin.post<{ id: number }>('/api/v1/sim-cards', { number: '+254700000444' });
    simCardId = created.body.id;
    const mine = { pairId: pair.id, programId: PROGRAM, channelId: simCardId };
    await store(
      { ...mine, status: 'delivered' },
      { ...mine, status: 'delivered' },
      { ...mine, status: 'undelivered' },
      { ...mine, status: 'dispatched', attempt: 1 },
      { pairId: pair.id, programId: OTHER, status: 'expired' },
      { status: 'queued' },
      { status: 'received', direction: 'inbound', channelId: simCardId },
    );
  });
  afterAll(() => app?.stop());

  const store = (...messages: Partial<Message>[]) =>
    app.get(MessageRepository).insertMany(messages.map(messageWith), { known: false });
  const get = async (path: string) => {
    const answer = await app.admin.get(`${PATH}/${path}`);
    if (answer.status !== 200) throw new Error(answer.text);
    return answer.body;
  };
  const series = async (query: string) => Series.parse(await get(`series?${query}`));
  const summed = ({ points }: Series['data'][number]) =>
    points.reduce(
      (sum, { accepted, sent, delivered, failed }) => [
        (sum[0] ?? 0) + accepted,
        (sum[1] ?? 0) + sent,
        (sum[2] ?? 0) + delivered,
        (sum[3] ?? 0) + failed,
      ],
      [0, 0, 0, 0],
    );

  describe('of everything', () => {
    it.each([
      ['minute', 60, MINUTE],
      ['hour', 24, HOUR],
      ['day', 30, 24 * HOUR],
    ])('are a series by the %s, of %i points up to now', async (bucket, length, step) => {
      const asked = Date.now();
      const { data, ...rest } = await series(`bucket=${bucket}`);
      expect(rest).toMatchObject({ bucket, group_by: null });
      expect(data).toHaveLength(1);
      const [all] = data;
      if (!all) throw new Error('no series');
      expect(all).toMatchObject({ id: null, name: null });
      expect(all.points).toHaveLength(length);
      expect(all.points.map(({ at }) => Date.parse(at))).toEqual(
        Array.from({ length }, (_, index) => Date.parse(rest.from) + index * step),
      );
      expect(Date.parse(rest.to)).toBeGreaterThanOrEqual(asked);
      expect(summed(all)).toEqual([6, 0, 2, 2]);
      expect(all.points.at(-1)?.success_rate ?? all.points.at(-2)?.success_rate).toBe(0.5);
    });

    it('are a sum, of the last 30 days or of a range of hours', async () => {
      expect(AggregateTotals.parse(await get('aggregate'))).toMatchObject(counts(6, 0, 2, 2, 0.5));
      const [from, to] = [isoTime(Date.now() - 5 * HOUR), isoTime(Date.now() - 4 * HOUR)];
      const earlier = AggregateTotals.parse(await get(`aggregate?from=${from}&to=${to}`));
      expect(earlier).toMatchObject(counts(0, 0, 0, 0, null));
      expect([Date.parse(earlier.from) % HOUR, Date.parse(earlier.to) % HOUR]).toEqual([0, 0]);
    });
  });

  describe('of the reader’s day', () => {
    /** Seven hours ago, as midnight is somewhere. */
    const midnight = isoTime(minuteOf(Date.now()) * MINUTE - 7 * HOUR);
    const listed = async (query: string) => {
      const { body } = await app.admin.get<{ data: unknown[] }>(`/api/v1/messages?limit=500&${query}`);
      return body.data.length;
    };
    let own: TestApp;
    beforeAll(async () => {
      own = app;
      app = await TestApp.start();
      const [now, before] = [Date.now(), Date.now() - 30 * HOUR];
      await store(
        { status: 'expired', createdAt: before, updatedAt: now },
        { status: 'delivered', createdAt: before },
        { status: 'delivered', createdAt: now },
        { status: 'delivered', createdAt: now },
        { status: 'failed', createdAt: now },
        { status: 'received', direction: 'inbound', createdAt: now },
      );
    });
    afterAll(async () => {
      await app.stop();
      app = own;
    });

    it('are as many as the list shows that they lead to', async () => {
      const { today } = StatsSummary.parse(await get(`summary?today_from=${midnight}`));
      const since = `changed_since=${midnight}`;
      expect(await listed(`status=delivered&${since}`)).toBe(2);
      expect(await listed(`status=failed,undelivered,expired,uncertain&${since}`)).toBe(2);
      expect(await listed(`direction=inbound&since=${midnight}`)).toBe(1);
      expect(await listed(`direction=outbound&since=${midnight}`)).toBe(3);
      expect(today).toMatchObject({ failed: 2, inbound: 1 });
    });

    it('are all that was counted, from whichever minute on', async () => {
      const parts = await Promise.all(
        [0, 1, 30, 59, 60, 61, 24 * 60].map(async (minutes) => {
          const from = isoTime(minuteOf(Date.now()) * MINUTE - minutes * MINUTE);
          return StatsSummary.parse(await get(`summary?today_from=${from}`)).today;
        }),
      );
      for (const part of parts.slice(1)) expect(part).toEqual(parts.at(-1));
    });

    it.each([isoTime(Date.now() + HOUR), isoTime(Date.now() - 50 * HOUR), 'midnight'])(
      'begin within the last 48 hours, not at %s',
      async (from) => {
        expectWrongField(await app.admin.get(`${PATH}/summary?today_from=${from}`), 400, 'today_from');
      },
    );

    it('may be of several statuses, which are known', async () => {
      expectWrongField(await app.admin.get('/api/v1/messages?status=sent,nope'), 400, 'status');
      expectWrongField(await app.admin.get('/api/v1/messages?changed_since=today'), 400, 'changed_since');
    });

    it('are told apart by kind and by what is online', async () => {
      for (const number of ['+254700000551', '+254700000552']) await app.admin.post('/api/v1/sim-cards', { number });
      const summary = StatsSummary.parse(await get('summary'));
      expect(summary).toMatchObject({ sim_cards: { total: 2, online: 0 }, providers: { total: 0, online: 0 } });
      const sims = async (query: string) =>
        (await app.admin.get<{ data: unknown[] }>(`/api/v1/sim-cards${query}`)).body.data.length;
      expect([await sims(''), await sims('?online=true'), await sims('?online=false')]).toEqual([2, 0, 2]);
      expectWrongField(await app.admin.get('/api/v1/providers?online=perhaps'), 400, 'online');
    });
  });

  describe('by one thing or another', () => {
    it('show each pair by its name', async () => {
      const { data } = totalsOf(PairTotals).parse(await get('pairs'));
      expect(data).toEqual([
        { pair_id: pair.id, country: 'KE', operator: 'Safaricom', ...counts(5, 0, 2, 2, 0.5) },
        { pair_id: null, country: null, operator: null, ...counts(1, 0, 0, 0, null) },
      ]);
    });

    it('show each program, most messages first', async () => {
      const { data } = totalsOf(ProgramTotals).parse(await get('programs'));
      expect(data[0]).toEqual({ program_id: PROGRAM, ...counts(4, 0, 2, 1, 0.6667) });
      expect(data.map(({ program_id: id }) => id).sort()).toEqual([OTHER, PROGRAM, null].sort());
    });

    it('show each SIM card, with what was given to it', async () => {
      const { data } = totalsOf(SimCardTotals).parse(await get('sim-cards'));
      expect(data).toEqual([
        { sim_card_id: simCardId, number: '+254700000444', ...counts(1, 0, 2, 1, 0.6667) },
        { sim_card_id: null, number: null, ...counts(0, 0, 0, 1, 0) },
      ]);
    });

    it.each([
      [() => `pair_id=${pair.id}`, [5, 0, 2, 2]],
      [() => `program_id=${PROGRAM}`, [4, 0, 2, 1]],
      [() => `program_id=${OTHER}`, [1, 0, 0, 1]],
      [() => `sim_card_id=${simCardId}`, [1, 0, 2, 1]],
      [() => `pair_id=${pair.id}&program_id=${OTHER}`, [1, 0, 0, 1]],
      [() => `pair_id=${documentId()}`, [0, 0, 0, 0]],
    ])('are a series of %s alone', async (query, sums) => {
      for (const bucket of ['hour', 'day']) {
        const { data } = await series(`bucket=${bucket}&${query()}`);
        expect(data.map(summed)).toEqual([sums]);
      }
    });

    it('are a series of each', async () => {
      const grouped = async (query: string) => (await series(query)).data.map((one) => [one.id, one.name, summed(one)]);
      expect(await grouped('group_by=pair&bucket=day')).toEqual([
        [null, null, [1, 0, 0, 0]],
        [pair.id, 'KE Safaricom', [5, 0, 2, 2]],
      ]);
      expect(await grouped('group_by=sim_card&bucket=minute')).toEqual([
        [null, null, [0, 0, 0, 1]],
        [String(simCardId), '+254700000444', [1, 0, 2, 1]],
      ]);
      const programs = await grouped(`group_by=program&pair_id=${pair.id}`);
      expect(programs).toHaveLength(2);
      expect(programs).toEqual(
        expect.arrayContaining([
          [PROGRAM, null, [4, 0, 2, 1]],
          [OTHER, null, [1, 0, 0, 1]],
        ]),
      );
    });

    it('are rows for each pair and minute as the table of metrics has them', async () => {
      const metrics = SmsMetrics.parse(await get(`sms-metrics?pair_id=${pair.id}`));
      expect(metrics.data).toHaveLength(1);
      expect(metrics.data[0]).toMatchObject({
        country: 'KE',
        operator: 'Safaricom',
        sms_sent: 0,
        success_rate: 0.5,
        failures: 2,
      });
      expect(Date.parse(metrics.data[0]?.timestamp ?? '') % MINUTE).toBe(0);
      expect(SmsMetrics.parse(await get(`sms-metrics?pair_id=${pair.id}`)).data).toEqual(metrics.data);
      expect(SmsMetrics.parse(await get('sms-metrics?bucket=hour')).data).toHaveLength(1);
    });
  });

  describe('that were asked wrongly', () => {
    /** `{5}` is five hours ago, as the test is run: the clock may strike between that and the reading of this file. */
    const withTimes = (path: string) =>
      path.replace(/\{(-?\d+)\}/g, (_, hours) => isoTime(Date.now() - Number(hours) * HOUR));
    it.each([
      ['series?bucket=week', 'bucket', /minute, hour, day/],
      ['series?group_by=country', 'group_by', /pair, program, sim_card/],
      ['series?pair_id=7', 'pair_id', /24 hexadecimal/],
      ['series?program_id=', 'program_id', /24 hexadecimal/],
      ['series?sim_card_id=x', 'sim_card_id', /expected/],
      ['series?from=yesterday', 'from', /ISO 8601/],
      ['series?to=2026-01-01', 'to', /ISO 8601/],
      ['series?colour=red', 'colour', /no such field/],
      ['series?from={1}&to={2}', 'from', /expected a time before/],
      ['series?from={2000}', 'from', /at most 1500 points, got 200[01]: narrow it, or a bucket wider/],
      ['series?bucket=minute&from={30}', 'from', /at most 1500 points/],
      ['series?bucket=minute&from={400}&to={399}', 'from', /minutes that old are not kept/],
      ['series?bucket=minute&group_by=program&sim_card_id=1', 'bucket', /expected hour or day/],
      ['aggregate?bucket=hour', 'bucket', /no such field/],
      ['pairs?from={-1}', 'from', /expected a time before/],
      ['programs?from=1', 'from', /ISO 8601/],
      ['sim-cards?to=1960-01-01T00:00:00Z', 'to', /after 1970/],
      ['sms-metrics?bucket=hour&from={2000}', 'from', /at most 1500/],
      ['sms-metrics?group_by=pair', 'group_by', /no such field/],
    ])('are refused: %s, naming %s', async (path, field, message) => {
      expectWrongField(await app.admin.get(`${PATH}/${withTimes(path)}`), 400, field, message);
    });

    it('are refused when they would be too many points in all', async () => {
      const database = app.get(Database);
      const minute = minuteOf(Date.now() - 20 * 24 * HOUR);
      for (let index = 0; index < 8; index++) {
        await countIn(database, minute, { channelId: 0, pairId: '', programId: documentId() }, { accepted: 1 });
      }
      const path = `${PATH}/series?group_by=program&from=${isoTime(Date.now() - 1450 * HOUR)}`;
      expectWrongField(await app.admin.get(path), 400, 'from', /at most 10000 points in all/);
    });

    it('are for staff', async () => {
      const user = await app.account('una', 'user');
      const viewer = await app.account('vera', 'viewer');
      for (const path of ['series', 'aggregate', 'pairs', 'programs', 'sim-cards', 'sms-metrics']) {
        expectProblem(await user.get(`${PATH}/${path}`), 403);
        expectProblem(await app.anonymous.get(`${PATH}/${path}`), 401);
        expect((await viewer.get(`${PATH}/${path}`)).status).toBe(200);
      }
    });
  });

  it('count a message under the pair of its recipient, for Prometheus too', async () => {
    const ofPair = async () => {
      const { data } = totalsOf(PairTotals).parse(await get('pairs'));
      return data.find(({ pair_id: id }) => id === pair.id)?.accepted;
    };
    const before = (await ofPair()) ?? 0;
    await app.send({ text: 'hello' });
    expect(await ofPair()).toBe(before + 1);
    const labels = { country: 'KE', operator: 'Safaricom', status: 'queued' };
    expect(await metric(app.anonymous, 'sms_pair_messages_total', labels)).toBe(1);
  });
});

describe('what a worker reports', () => {
  it('shows in the statistics when it is committed, and the same after a restart that sums it up', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'signalbox-stats-'));
    const settings = { DATA_DIR: folder };
    try {
      const first = await TestApp.start(settings);
      const worker = await FakeWorker.connect('w1', first.get(EmbeddedBrokerService).workerCredentials('w1'));
      await worker.announce();
      await until(async () => (await first.simCards()).some(({ online }) => online));
      const ids = [await first.send({ text: 'one' }), await first.send({ text: 'two' })];
      await until(() => worker.jobs.length === 2);
      const [one, two] = ids.map((id) => ({ id, attempt: 1, at: Date.now() }));
      if (!one || !two) throw new Error('no messages');
      await worker.report(
        { type: 'sent', ...one, ref: null },
        { type: 'delivered', ...one },
        { type: 'failed', ...two, temporary: false, reason: 'refused' },
      );
      await worker.report({
        type: 'inbound',
        id: uuidv7(),
        channel: 'sim of w1',
        from: '+254712000777',
        text: 'hi',
        at: Date.now(),
      });
      for (const [index, status] of (['delivered', 'failed'] as const).entries()) {
        await first.reached(ids[index] ?? '', status);
      }
      await until(async () => (await throughput(first)).received === 1);
      const expected = counts(2, 1, 1, 1, 0.5);
      const aggregate = async (app: TestApp) => (await app.admin.get(`${PATH}/aggregate`)).body;
      expect(await aggregate(first)).toMatchObject(expected);
      expect(await throughput(first)).toEqual({ accepted: 2, sent: 1, delivered: 1, failed: 1, received: 1 });
      // As the background does when the minutes are over.
      while (await first.get(TotalsRepository).rollUp(minuteOf(Date.now()) + 1));
      expect(await aggregate(first)).toMatchObject(expected);
      await worker.close();
      await first.stop();
      const second = await TestApp.start(settings);
      expect(await aggregate(second)).toMatchObject(expected);
      expect(await throughput(second)).toEqual({ accepted: 2, sent: 1, delivered: 1, failed: 1, received: 1 });
      await second.stop();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  async function throughput(app: TestApp) {
    const { body } = await app.admin.get<Throughput>(`${PATH}/throughput?minutes=60`);
    const sums = { accepted: 0, sent: 0, delivered: 0, failed: 0, received: 0 };
    for (const { at: _, ...point } of body.data) {
      for (const field of Object.keys(sums) as (keyof typeof sums)[]) sums[field] += point[field];
    }
    return sums;
  }
});
