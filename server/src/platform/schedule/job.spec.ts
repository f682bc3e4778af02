import { describe, expect, it } from '@jest/globals';
import { nextAtHour, nextRun, nextTry } from './job.js';

const at = (text: string): number => Date.parse(text);
const iso = (millis: number): string => new Date(millis).toISOString();

describe('the next run of a job', () => {
  it('is so long after the last one', () => {
    expect(nextRun({ every: 30_000 }, 1_000, 'UTC')).toBe(31_000);
  });

  it.each([
    ['Africa/Nairobi', 3, '2024-01-15T12:00:00Z', '2024-01-16T00:00:00.000Z'],
    ['Africa/Nairobi', 3, '2024-01-14T23:59:59Z', '2024-01-15T00:00:00.000Z'],
    ['UTC', 3, '2024-01-15T03:00:00Z', '2024-01-16T03:00:00.000Z'],
    // The clocks go from 1 to 2 and from 2 to 1.
    ['Europe/London', 3, '2024-03-30T12:00:00Z', '2024-03-31T02:00:00.000Z'],
    ['Europe/London', 3, '2024-10-26T12:00:00Z', '2024-10-27T03:00:00.000Z'],
    ['America/St_Johns', 0, '2024-01-15T12:00:00Z', '2024-01-16T03:30:00.000Z'],
  ])('in %s at %i after %s is at %s', (zone, hour, now, expected) => {
    expect(iso(nextAtHour(hour, at(now), zone))).toBe(expected);
  });

  it('comes within the hours around one that the clocks skip, and after now', () => {
    const now = at('2024-03-31T00:30:00Z');
    const next = nextAtHour(1, now, 'Europe/London');
    expect(next).toBeGreaterThan(now);
    expect(next - now).toBeLessThan(24 * 3_600_000);
  });

  it('comes sooner after a failure where it is long until then, and not before its time where it is short', () => {
    const now = at('2024-01-15T12:00:00Z');
    expect(nextTry({ dailyAt: 3 }, 1, now, 'UTC')).toBe(now + 60_000);
    expect(nextTry({ dailyAt: 3 }, 3, now, 'UTC')).toBe(now + 240_000);
    expect(nextTry({ dailyAt: 3 }, 40, now, 'UTC')).toBe(at('2024-01-16T03:00:00Z'));
    expect(nextTry({ every: 5_000 }, 1, now, 'UTC')).toBe(now + 5_000);
  });
});
