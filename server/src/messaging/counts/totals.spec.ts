import { describe, expect, it } from '@jest/globals';
import { MESSAGE_STATUSES } from '@signalbox/contracts/statuses';
import { COUNTED_AS, noTotals, spansOf, sumsOf } from './totals.js';

const DAY = 1440;

describe('the spans of a range', () => {
  const now = 100 * DAY + 600;
  const hours = (from: number, to: number) => ({ span: 60, from, to });
  const days = (from: number, to: number) => ({ span: 1440, from, to });

  it.each([
    ['whole days', 10 * DAY, 13 * DAY, [days(10, 13)]],
    ['some hours of a day', 10 * DAY + 60, 10 * DAY + 240, [hours(241, 244)]],
    ['hours around midnight', 10 * DAY + 1380, 11 * DAY + 60, [hours(263, 264), hours(264, 265)]],
    ['days with hours around them', 10 * DAY + 1380, 12 * DAY + 60, [hours(263, 264), days(11, 12), hours(288, 289)]],
    ['up to later today: the whole of today', 98 * DAY, 100 * DAY + 660, [days(98, 101)]],
    ['a part of today that is over', 100 * DAY, 100 * DAY + 600, [hours(2400, 2410)]],
    ['the last hour until later', 100 * DAY + 540, 100 * DAY + 660, [hours(2409, 2424)]],
    ['nothing', DAY, DAY, []],
  ])('are, of %s, days where they can be', (_, from, to, spans) => {
    expect(spansOf(from, to, now)).toEqual(spans);
  });

  it('cover each hour of a range once', () => {
    for (let from = 0; from < 3 * DAY; from += 60) {
      for (let to = from; to < 5 * DAY; to += 300) {
        const covered = spansOf(from, to, 100 * DAY).flatMap((range) =>
          Array.from({ length: ((range.to - range.from) * range.span) / 60 }, (_, index) => {
            return (range.from * range.span) / 60 + index;
          }),
        );
        const expected = Array.from({ length: (to - from) / 60 }, (_, index) => from / 60 + index);
        expect(covered).toEqual(expected);
      }
    }
  });
});

describe('the sums of minutes', () => {
  const row = (minute: number, fields: Partial<Parameters<typeof sumsOf>[0][number]> = {}) => ({
    minute,
    channelId: 1,
    pairId: 'p',
    programId: 'g',
    totals: { ...noTotals(), sent: 2, delivered: 1 },
    ...fields,
  });

  it('are kept by every combination of hours and days, and by one thing at a time of minutes', () => {
    const sums = sumsOf([row(61)]);
    expect(sums.map(({ span, number }) => [span, number])).toEqual([
      ...Array.from({ length: 4 }, () => [1, 61]),
      ...Array.from({ length: 8 }, () => [60, 1]),
      ...Array.from({ length: 8 }, () => [1440, 0]),
    ]);
    for (const { totals } of sums) expect(totals).toEqual({ ...noTotals(), sent: 2, delivered: 1 });
    expect(sums.filter(({ span, dimensions }) => span === 60 && dimensions === 5)).toEqual([
      expect.objectContaining({ channelId: 1, pairId: '', programId: 'g' }),
    ]);
  });

  it('add up what shares a key', () => {
    const sums = sumsOf([row(1), row(2, { channelId: 2 }), row(61, { programId: '' })]);
    const sent = (span: number, dimensions: number) =>
      sums.filter((sum) => sum.span === span && sum.dimensions === dimensions).map(({ totals }) => totals.sent);
    expect(sent(1440, 0)).toEqual([6]);
    expect(sent(60, 0)).toEqual([4, 2]);
    expect(sent(1440, 1)).toEqual([4, 2]);
    expect(sent(1440, 4)).toEqual([4, 2]);
    expect(sent(1, 0)).toEqual([2, 2, 2]);
  });

  it('leave out what counts as nothing', () => {
    expect(sumsOf([row(1, { totals: noTotals() })])).toEqual([]);
  });

  it('know what becomes of each status', () => {
    const nothing = MESSAGE_STATUSES.filter((status) => COUNTED_AS[status] === undefined);
    expect(nothing).toEqual(['scheduled', 'queued', 'cancelled']);
  });
});
