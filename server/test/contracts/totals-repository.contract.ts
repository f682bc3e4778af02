import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { minuteOf } from '../../src/platform/common/clock.js';
import {
  TOTALS,
  type Cell,
  type Dimension,
  type Totals,
  addTotals,
  noTotals,
} from '../../src/messaging/counts/totals.js';
import { type TotalsFilter, TotalsRepository } from '../../src/messaging/counts/totals.repository.js';
import { MessageRepository } from '../../src/messaging/sms/message.repository.js';
import { Database } from '../../src/storage/typeorm/database.js';
import { countIn } from '../counts.js';
import { messageWith } from '../messages.js';
import type { OpenStorage, Storage } from './storage.js';

const DAY = 1440;
const ID = { channel: 'channelId', pair: 'pairId', program: 'programId' } as const;

type Count = Cell & { minute: number; totals: Totals };

/** What every adapter of the totals must do alike. */
export function totalsRepositoryContract(open: OpenStorage): void {
  let storage: Storage;
  let repository: TotalsRepository;
  /** What was counted, one by one: the truth that every answer is held against. */
  const counted: Count[] = [];
  /** Some days ago, at noon: all of it is in the past, and no other test's. */
  const noon = Math.floor(minuteOf(Date.now()) / DAY) * DAY - 10 * DAY + 720;

  const add = (minute: number, cell: Cell, totals: Partial<Totals>): Promise<void> =>
    countIn(storage.get(Database), minute, cell, totals);

  beforeAll(async () => {
    storage = await open();
    repository = storage.get(TotalsRepository);
    let seed = 7;
    const random = (below: number) => (seed = (seed * 16_807) % 2_147_483_647) % below;
    for (let index = 0; index < 400; index++) {
      const cell = {
        channelId: random(3),
        pairId: random(3) === 0 ? '' : `pair-${random(2)}`,
        programId: random(4) === 0 ? '' : `program-${random(3)}`,
      };
      // Two evenings, so that hours and a day begin in between.
      const minute = noon + random(4) * 400 + random(150);
      const totals = noTotals();
      totals[TOTALS[random(TOTALS.length)] ?? 'sent'] = 1 + random(9);
      counted.push({ minute, ...cell, totals });
      await add(minute, cell, totals);
    }
  });
  afterAll(() => storage?.close());

  const matches = (count: Count, filter: TotalsFilter) =>
    Object.entries(filter).every(([field, wanted]) => count[field as keyof Cell] === wanted);
  function expected(from: number, to: number, filter: TotalsFilter, groupBy?: Dimension, span?: number) {
    const sums = new Map<string, Totals>();
    for (const count of counted) {
      if (count.minute < from || count.minute >= to || !matches(count, filter)) continue;
      const id = groupBy ? String(count[ID[groupBy]]) : '';
      const key = `${id} ${span === undefined ? '' : Math.floor(count.minute / span) * span}`;
      const sum = sums.get(key) ?? noTotals();
      addTotals(sum, count.totals);
      sums.set(key, sum);
    }
    return sums;
  }
  const keyed = (rows: (Totals & { id: string; start?: number })[]) =>
    new Map(rows.map(({ id, start, ...totals }) => [`${id} ${start ?? ''}`, totals]));

  const filters: TotalsFilter[] = [
    {},
    { channelId: 1 },
    { pairId: 'pair-1' },
    { programId: 'program-2' },
    { channelId: 2, pairId: 'pair-0' },
    { pairId: 'pair-0', programId: 'program-0' },
    { channelId: 1, pairId: 'pair-1', programId: 'program-1' },
    { programId: 'no such program' },
  ];
  const groups: (Dimension | undefined)[] = [undefined, 'channel', 'pair', 'program'];

  /** Asks everything that can be asked. */
  async function expectAllRight(): Promise<void> {
    const day = Math.floor(noon / DAY) * DAY;
    for (const groupBy of groups) {
      for (const filter of filters) {
        for (const [from, to] of [
          [day - DAY, day + 4 * DAY],
          [noon + 60, noon + 1200],
          [noon + 360, noon + 1500],
        ] as const) {
          const totals = await repository.totals({ from, to, filter, groupBy });
          expect(keyed(totals)).toEqual(expected(from, to, filter, groupBy));
        }
        for (const span of [60, 1440] as const) {
          const [from, to] = [day - DAY, day + 4 * DAY];
          const series = await repository.series({ span, from, to, filter, groupBy });
          expect(keyed(series)).toEqual(expected(from, to, filter, groupBy, span));
        }
      }
      const minutes = await repository.series({ span: 1, from: noon + 30, to: noon + 1300, groupBy });
      expect(keyed(minutes)).toEqual(expected(noon + 30, noon + 1300, {}, groupBy, 1));
    }
  }

  it('shows what was counted at once, by every filter and group', async () => {
    await expectAllRight();
  });

  it('shows the same while minutes are moved into the sums, and after', async () => {
    for (const before of [noon + 100, noon + 500]) {
      while (await repository.rollUp(before));
      await expectAllRight();
    }
    while (await repository.rollUp(noon + 10 * DAY));
    await expectAllRight();
    const [left] = await storage.rows<{ count: number | string }>('SELECT COUNT(*) AS count FROM message_minutes');
    expect(Number(left?.count)).toBe(0);
  });

  it('counts what comes late, into a minute that was moved already', async () => {
    const late = {
      minute: noon + 17,
      channelId: 1,
      pairId: 'pair-0',
      programId: '',
      totals: { ...noTotals(), sent: 5 },
    };
    counted.push(late);
    await add(late.minute, late, late.totals);
    await expectAllRight();
    while (await repository.rollUp(noon + 10 * DAY));
    await expectAllRight();
  });

  it('moves each minute once, however many move at a time while others count', async () => {
    const cell = { channelId: 2, pairId: 'pair-1', programId: 'program-0' };
    const work: Promise<unknown>[] = [];
    for (let index = 0; index < 60; index++) {
      const minute = noon + index * 7;
      counted.push({ minute, ...cell, totals: { ...noTotals(), accepted: 1 } });
      work.push(add(minute, cell, { accepted: 1 }), repository.rollUp(noon + 10 * DAY));
    }
    await Promise.all(work);
    await expectAllRight();
  });

  it('counts messages under their pair and program, and each failure as one', async () => {
    const [from, to] = [minuteOf(Date.now()) - 1, minuteOf(Date.now()) + 10];
    const owner = { pairId: 'pair-x', programId: 'program-x' };
    await storage
      .get(MessageRepository)
      .insertMany(
        [
          messageWith({ ...owner }),
          messageWith({ ...owner, status: 'dispatched', channelId: 4, attempt: 1 }),
          messageWith({ ...owner, status: 'expired' }),
          messageWith({ status: 'received', direction: 'inbound', channelId: 4 }),
        ],
        { known: false },
      );
    const series = (query: object) => repository.series({ span: 1, from, to, ...query });
    const [program] = await series({ filter: { programId: 'program-x' } });
    expect(program).toMatchObject({ accepted: 3, dispatched: 1, failed: 1, received: 0 });
    const channels = await series({ groupBy: 'channel' });
    expect(channels.find(({ id }) => id === '4')).toMatchObject({ dispatched: 1, received: 1, accepted: 0 });
    expect((await series({ groupBy: 'pair' })).map(({ id }) => id).sort()).toEqual(['', 'pair-x']);
  });

  it('drops minutes that are old and keeps their hours and days', async () => {
    const minutes = () => repository.series({ span: 1, from: noon, to: noon + 2 * DAY });
    const before = await minutes();
    await repository.sweepMinutes(noon + 450, Math.floor(noon / DAY) + 1);
    await repository.sweepMinutes(noon + 450, 0);
    const after = await minutes();
    expect(after).toEqual(before.filter(({ start }) => start >= noon + 450));
    expect(after.length).toBeLessThan(before.length);
    expect(after.length).toBeGreaterThan(0);
    const [from, to] = [noon - DAY, noon + 3 * DAY];
    expect(keyed(await repository.totals({ from, to }))).toEqual(expected(from, to, {}));
  });
}
