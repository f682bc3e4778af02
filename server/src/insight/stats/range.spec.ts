import { describe, expect, it } from '@jest/globals';
import { Invalid } from '../../platform/common/errors.js';
import { isoRange, seriesRange, totalsRange } from './range.js';

const NOW = Date.parse('2026-11-22T10:30:20.500Z');
const series = (asked: { from?: string; to?: string }, bucket: 'minute' | 'hour' | 'day') =>
  isoRange(seriesRange(asked, bucket, NOW));

describe('the range of a series', () => {
  it('is the last hour, day or month where nothing is asked, with the bucket of now', () => {
    expect(series({}, 'minute')).toEqual({ from: '2026-11-22T09:31:00.000Z', to: '2026-11-22T10:31:00.000Z' });
    expect(series({}, 'hour')).toEqual({ from: '2026-11-21T11:00:00.000Z', to: '2026-11-22T11:00:00.000Z' });
    expect(series({}, 'day')).toEqual({ from: '2026-10-24T00:00:00.000Z', to: '2026-11-23T00:00:00.000Z' });
  });

  it('holds the buckets that its ends lie in', () => {
    const asked = { from: '2026-11-20T23:59:59Z', to: '2026-11-21T00:00:00.001Z' };
    expect(series(asked, 'day')).toEqual({ from: '2026-11-20T00:00:00.000Z', to: '2026-11-22T00:00:00.000Z' });
    const whole = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };
    expect(series(whole, 'day')).toEqual({ from: '2026-11-20T00:00:00.000Z', to: '2026-11-21T00:00:00.000Z' });
  });

  it.each([
    [
      'ends before it begins',
      { from: '2026-11-22T10:00:00Z', to: '2026-11-22T09:00:00Z' },
      'from',
      /before 2026-11-22T09/,
    ],
    ['is empty', { from: '2026-11-22T10:00:00Z', to: '2026-11-22T10:00:00Z' }, 'from', /expected a time before/],
    ['begins in the future', { from: '2026-11-23T10:00:00Z' }, 'from', /before 2026-11-22T10:30:20.500Z/],
    ['ends before there was time', { to: '1969-01-01T00:00:00Z' }, 'to', /after 1970/],
    ['is too long', { from: '2026-01-01T00:00:00Z' }, 'from', /at most 1500 points, got 7811: .* wider than a hour/],
  ])('is refused when it %s', (_, asked, field, message) => {
    const range = () => seriesRange(asked, 'hour', NOW);
    expect(range).toThrow(Invalid);
    try {
      range();
    } catch (error) {
      expect((error as Invalid).errors).toEqual([{ field, message: expect.stringMatching(message) }]);
    }
  });
});

describe('the range of totals', () => {
  it('is of whole hours, the last 30 days where nothing is asked', () => {
    expect(isoRange(totalsRange({}, NOW))).toEqual({
      from: '2026-10-23T11:00:00.000Z',
      to: '2026-11-22T11:00:00.000Z',
    });
    expect(isoRange(totalsRange({ from: '2026-11-22T10:15:00Z' }, NOW)).from).toBe('2026-11-22T10:00:00.000Z');
  });

  it('may be as long as it likes', () => {
    expect(isoRange(totalsRange({ from: '0001-01-01T00:00:00Z', to: '9999-12-31T23:59:59Z' }, NOW))).toEqual({
      from: '1970-01-01T00:00:00.000Z',
      to: '+010000-01-01T00:00:00.000Z',
    });
  });
});
