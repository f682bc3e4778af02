import { describe, expect, it } from '@jest/globals';
import { type BusinessHours, momentAfter, workedBetween } from './business-hours.js';

const DAY = [8 * 60, 17 * 60] as const;
const hours = (zone: string, fields: Partial<BusinessHours> = {}): BusinessHours => ({
  week: [DAY, DAY, DAY, DAY, DAY, null, null],
  closedOn: new Set(),
  zone,
  ...fields,
});
const at = (text: string): number => Date.parse(text);
const iso = (millis: number | null): string | null =>
  millis === null ? null : new Date(millis).toISOString().slice(0, 16);
const HOUR = 3_600_000;

describe('business hours', () => {
  const nairobi = hours('Africa/Nairobi');

  // 2024-01-15 is a Monday; Nairobi is three hours ahead.
  it.each([
    ['in the morning', '2024-01-15T06:00Z', 2, '2024-01-15T08:00'],
    ['over the night', '2024-01-15T13:00Z', 2, '2024-01-16T06:00'],
    ['from before it opens', '2024-01-15T01:00Z', 1, '2024-01-15T06:00'],
    ['from after it closes', '2024-01-15T20:00Z', 1, '2024-01-16T06:00'],
    ['up to the minute at which it closes', '2024-01-15T06:00Z', 8, '2024-01-15T14:00'],
    ['over a weekend', '2024-01-19T13:00Z', 2, '2024-01-22T06:00'],
    ['from within one', '2024-01-20T09:00Z', 1, '2024-01-22T06:00'],
    ['of more than a week', '2024-01-15T05:00Z', 50, '2024-01-22T10:00'],
  ])('%s: %s and %i hours of work is %s', (_, from, work, expected) => {
    const due = momentAfter(at(from), work * HOUR, nairobi);
    expect(iso(due)).toBe(expected);
    expect(workedBetween(at(from), due ?? 0, nairobi)).toBe(work * HOUR);
  });

  it('are those of the day in the zone, not in UTC', () => {
    const kiritimati = hours('Pacific/Kiritimati');
    // Monday there begins when it is Sunday, ten o'clock, in Greenwich.
    expect(iso(momentAfter(at('2024-01-14T12:00Z'), HOUR, kiritimati))).toBe('2024-01-14T19:00');
  });

  it('stay what the clocks show when those are changed', () => {
    // London, the night from Friday to Monday: an hour less, and an hour more.
    const london = hours('Europe/London');
    expect(iso(momentAfter(at('2024-03-29T16:00Z'), 2 * HOUR, london))).toBe('2024-04-01T08:00');
    expect(iso(momentAfter(at('2024-10-25T15:00Z'), 2 * HOUR, london))).toBe('2024-10-28T09:00');
    // Round the clock, the day has 23 and 25 hours.
    const always = hours('Europe/London', { week: Array.from({ length: 7 }, () => [0, 1440] as const) });
    expect(workedBetween(at('2024-03-31T00:00Z'), at('2024-03-31T23:00Z'), always)).toBe(23 * HOUR);
    expect(workedBetween(at('2024-10-26T23:00Z'), at('2024-10-28T00:00Z'), always)).toBe(25 * HOUR);
    expect(iso(momentAfter(at('2024-03-30T12:00Z'), 24 * HOUR, always))).toBe('2024-03-31T12:00');
  });

  it('have days on which nobody works', () => {
    const closed = hours('Africa/Nairobi', { closedOn: new Set(['2024-01-16', '2024-01-17']) });
    expect(iso(momentAfter(at('2024-01-15T13:00Z'), 2 * HOUR, closed))).toBe('2024-01-18T06:00');
    expect(workedBetween(at('2024-01-16T00:00Z'), at('2024-01-17T23:00Z'), closed)).toBe(0);
  });

  it('may never come', () => {
    expect(momentAfter(at('2024-01-15T00:00Z'), HOUR, hours('UTC', { week: [] }))).toBeNull();
    expect(workedBetween(5, 5, nairobi)).toBe(0);
    expect(workedBetween(at('2024-01-16T00:00Z'), at('2024-01-15T00:00Z'), nairobi)).toBe(0);
  });
});
