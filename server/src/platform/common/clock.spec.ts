import { describe, expect, it } from '@jest/globals';
import { dayOf, isoTime, isoTimeOrNull, minuteOf, nextMidnight } from './clock.js';

describe('the clock', () => {
  const at = Date.parse('2026-11-22T23:59:59.999Z');

  it('tells days and minutes in UTC', () => {
    expect(dayOf(at + 1) - dayOf(at)).toBe(1);
    expect(minuteOf(at + 1) - minuteOf(at)).toBe(1);
    expect(isoTime(nextMidnight(at))).toBe('2026-11-23T00:00:00.000Z');
    expect(nextMidnight(nextMidnight(at))).toBe(nextMidnight(at) + 86_400_000);
  });

  it('keeps a time that is none', () => {
    expect(isoTimeOrNull(null)).toBeNull();
    expect(isoTimeOrNull(at)).toBe('2026-11-22T23:59:59.999Z');
  });
});
