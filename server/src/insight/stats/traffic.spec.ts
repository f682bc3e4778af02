import { describe, expect, it } from '@jest/globals';
import { isoTime } from '../../platform/common/clock.js';
import { NO_TRAFFIC, byGroup, isoMinute, metricId, pointsOf, successRate, timesOf, toCounts } from './traffic.js';

const row = (start: number, id: string, fields: object) => ({ ...NO_TRAFFIC, start, id, ...fields });

describe('the success rate', () => {
  it.each([
    [0, 0, null],
    [0, 5, 0],
    [5, 0, 1],
    [2, 1, 0.6667],
    [1000, 100, 0.9091],
  ])('of %i delivered and %i failed is %j', (delivered, failed, rate) => {
    expect(successRate({ delivered, failed })).toBe(rate);
  });
});

describe('a series', () => {
  it('has a point a span, in order, with zeros where there was nothing', () => {
    const rows = [row(120, '', { accepted: 3, delivered: 1, failed: 1 }), row(60, '', { accepted: 2, sent: 2 })];
    expect(pointsOf(rows, timesOf({ from: 0, to: 180 }, 60), false)).toEqual([
      { at: '1970-01-01T00:00:00.000Z', accepted: 0, sent: 0, delivered: 0, failed: 0, success_rate: null },
      { at: '1970-01-01T01:00:00.000Z', accepted: 2, sent: 2, delivered: 0, failed: 0, success_rate: null },
      { at: '1970-01-01T02:00:00.000Z', accepted: 3, sent: 0, delivered: 1, failed: 1, success_rate: 0.5 },
    ]);
  });

  it('of a SIM card shows what was given to it for what was accepted', () => {
    expect(toCounts({ ...NO_TRAFFIC, accepted: 9, dispatched: 4 }, true).accepted).toBe(4);
    expect(toCounts({ ...NO_TRAFFIC, accepted: 9, dispatched: 4 }, false).accepted).toBe(9);
  });

  it('is one of each group that sent something', () => {
    const rows = [row(0, 'a', { sent: 1 }), row(0, '', { received: 7 }), row(60, 'a', { failed: 1 })];
    expect([...byGroup(rows).keys()]).toEqual(['a']);
  });
});

it('writes a minute as any other time is written', () => {
  for (const minute of [0, 1, 59, 60, 1439, 1440, 29_922_992, 29_922_992 + 1440 * 400, 29_922_000, 5e9]) {
    expect(isoMinute(minute)).toBe(isoTime(minute * 60_000));
  }
});

it('gives a metric a number that is its own', () => {
  const pairs = Array.from({ length: 50 }, (_, index) => `65a1b2c3d4e5f6a7b8c9d0${10 + index}`);
  const idsOf = (spans: number) => {
    const taken = new Set<number>();
    return pairs.flatMap((pair) =>
      Array.from({ length: spans }, (_, index) => metricId(pair, 29_922_000 + index, taken)),
    );
  };
  const ids = idsOf(2_000);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => Number.isInteger(id) && id > 0 && id <= 2_147_483_647)).toBe(true);
  // The same again, whatever else the answer has.
  expect(metricId(pairs[1] ?? '', 29_922_002, new Set())).toBe(idsOf(10)[12]);
});
