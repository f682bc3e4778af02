import type { SeriesPoint } from '@signalbox/contracts/stats';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepTimeBy } from '../core/zone';
import { byDay, byHour, daysOf } from './spans';

const hour = (at: string, delivered = 1): SeriesPoint => ({
  at,
  ...{ accepted: 2, sent: 2, delivered, failed: 0, success_rate: 1 },
});

describe('the days of a span', () => {
  beforeEach(() => keepTimeBy('Africa/Nairobi'));
  afterEach(() => keepTimeBy(null));

  it('begin at midnight of the clock that times are shown by', () => {
    expect(daysOf(3, Date.parse('2026-03-02T22:00:00Z')).map((at) => new Date(at).toISOString())).toEqual([
      '2026-02-28T21:00:00.000Z',
      '2026-03-01T21:00:00.000Z',
      '2026-03-02T21:00:00.000Z',
    ]);
  });

  it('are not 24 hours long where a clock is put forward', () => {
    keepTimeBy('Europe/Berlin');
    const [before = 0, after = 0] = daysOf(2, Date.parse('2026-03-30T10:00:00Z'));
    expect((after - before) / 3_600_000).toBe(23);
  });

  it('have the sums of the hours that began in them, and nothing where nothing happened', () => {
    const starts = daysOf(3, Date.parse('2026-03-02T22:00:00Z'));
    const hours = [
      hour('2026-02-28T20:00:00.000Z'),
      hour('2026-02-28T21:00:00.000Z', 0),
      hour('2026-03-02T20:00:00.000Z'),
      hour('2026-03-02T21:00:00.000Z', 2),
    ];
    expect(byDay(hours, starts)).toEqual([
      { at: '2026-02-28T21:00:00.000Z', accepted: 4, sent: 4, delivered: 1, failed: 0 },
      { at: '2026-03-01T21:00:00.000Z', accepted: 2, sent: 2, delivered: 1, failed: 0 },
      { at: '2026-03-02T21:00:00.000Z', accepted: 2, sent: 2, delivered: 2, failed: 0 },
    ]);
    expect(byHour(hours)).toHaveLength(4);
  });
});
