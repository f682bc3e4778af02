import { beforeEach, describe, expect, it } from '@jest/globals';
import { refOf, Reports } from './reports.js';

describe('status reports', () => {
  let now: number;
  let known: Map<string, Set<number>>;
  let reports: Reports;
  beforeEach(() => {
    now = 1_800_000_000_000;
    known = new Map();
    reports = new Reports({ partsOf: ({ id }) => known.get(id) ?? new Set() }, () => now);
  });

  const job = (id: string, to = '+254712345678', segments = 1) => ({ id, attempt: 1, to, segments });
  const report = (messageReference: number, over = {}) => {
    return { messageReference, recipient: { number: '+254712345678' }, status: 0, sentAt: null, ...over };
  };
  const take = (...of: Parameters<typeof report>) =>
    reports.take(report(...of)).events.map(({ id, type }) => `${id} ${type}`);

  it('are found by reference and recipient, once', () => {
    reports.sent(job('a'), [17], now);
    expect(take(18)).toEqual([]);
    expect(take(17, { recipient: { number: '+254799999999' } })).toEqual([]);
    expect(take(17)).toEqual(['a delivered']);
    expect(take(17)).toEqual([]);
  });

  it('may write the recipient as the network does', () => {
    reports.sent(job('a'), [17], now);
    expect(take(17, { recipient: { number: '0712345678' } })).toEqual(['a delivered']);
  });

  it('tell undelivered with its reason, and nothing while it is still tried', () => {
    reports.sent(job('a'), [17], now);
    expect(take(17, { status: 0x20 })).toEqual([]);
    expect(reports.take(report(17, { status: 0x41 })).events).toEqual([
      { id: 'a', attempt: 1, at: now, type: 'undelivered', reason: expect.stringMatching(/incompatible destination/) },
    ]);
  });

  it('of a long message count when all are there; one undelivered part is enough', () => {
    reports.sent(job('a'), [254, 255, 0], now);
    expect(reports.take(report(0))).toEqual({ events: [], part: { job: { id: 'a', attempt: 1 }, reference: 0 } });
    expect(take(254)).toEqual([]);
    expect(take(0)).toEqual([]);
    expect(take(255)).toEqual(['a delivered']);
    reports.sent(job('b'), [1, 2], now);
    expect(take(2, { status: 0x46 })).toEqual(['b undelivered']);
    expect(take(1)).toEqual([]);
  });

  it('may come before the answer to the sending', () => {
    const since = now;
    now += 100;
    expect(take(17)).toEqual([]);
    expect(reports.sent(job('a'), [17], since)).toEqual([{ id: 'a', attempt: 1, at: now, type: 'delivered' }]);
  });

  it('of before do not count for a later message with the same reference', () => {
    expect(take(17)).toEqual([]);
    now += 1000;
    expect(reports.sent(job('a'), [17], now)).toEqual([]);
    expect(take(17)).toEqual(['a delivered']);
  });

  it('find their message when references have come round: by time, and in order at the same time', () => {
    const first = now;
    reports.sent(job('a'), [17], now);
    now += 60_000;
    reports.sent(job('b'), [17], now);
    expect(take(17, { sentAt: { at: now, offsetMinutes: 0 } })).toEqual(['b delivered']);
    reports.sent(job('c'), [17], now);
    now += 1_000;
    reports.sent(job('d'), [17], now);
    expect(take(17, { sentAt: { at: now, offsetMinutes: 0 } })).toEqual(['c delivered']);
    expect(take(17, { sentAt: { at: first, offsetMinutes: 0 } })).toEqual(['a delivered']);
  });

  it('are awaited again after a restart, less what is known', () => {
    known.set('b', new Set([18]));
    known.set('c', new Set([20]));
    known.set('d', new Set([21]));
    expect(reports.follow(job('a'), refOf([17]), now)).toEqual([]);
    expect(reports.follow(job('b', undefined, 2), refOf([18, 19]), now)).toEqual([]);
    expect(reports.follow(job('c'), '20', now)).toMatchObject([{ id: 'c', type: 'delivered' }]);
    expect(reports.follow(job('d'), null, now)).toMatchObject([{ id: 'd', type: 'delivered' }]);
    expect(reports.follow(job('e'), null, now)).toEqual([]);
    expect(reports.follow(job('f'), 'nonsense', now)).toEqual([]);
    expect(take(17)).toEqual(['a delivered']);
    expect(take(19)).toEqual(['b delivered']);
  });

  it('are not awaited without end', () => {
    for (let i = 0; i < 6000; i += 1) reports.sent(job(`${i}`, `+2547${String(i).padStart(8, '0')}`), [i % 256], now);
    const of = (i: number) => take(i % 256, { recipient: { number: `+2547${String(i).padStart(8, '0')}` } });
    expect(of(999)).toEqual([]);
    expect(of(1000)).toEqual(['1000 delivered']);
    expect(of(5999)).toEqual(['5999 delivered']);
  });
});
