import { afterEach, describe, expect, it } from 'vitest';
import { bothTimes, fullTime } from '../ui/time';
import { calendarDay, dayBegins, dayStart, keepTimeBy, ownZone, showUtc } from './zone';

afterEach(() => {
  keepTimeBy(null);
  showUtc(false);
});
const AT = '2026-11-30T13:05:09Z';

describe('whose clock times are shown by', () => {
  it('is the browser’s until somebody chose, follows the choice, and is that of UTC where it is wanted', () => {
    const browsers = fullTime(AT);
    expect(bothTimes(AT)).toBe(`${browsers} here, 30 Nov 2026, 13:05:09 UTC`);
    keepTimeBy('Pacific/Auckland');
    expect(fullTime(AT)).toBe('1 Dec 2026, 02:05:09');
    expect(bothTimes(AT)).toBe('1 Dec 2026, 02:05:09 in Pacific/Auckland, 30 Nov 2026, 13:05:09 UTC');
    showUtc(true);
    expect(fullTime(AT)).toBe('30 Nov 2026, 13:05:09 UTC');
    showUtc(false);
    keepTimeBy('UTC');
    expect(fullTime(AT)).toBe('30 Nov 2026, 13:05:09 UTC');
    expect(bothTimes(AT)).toBe(`${browsers} here, 30 Nov 2026, 13:05:09 UTC`);
  });

  it('is the browser’s where it does not know the zone', () => {
    keepTimeBy('Mars/Olympus_Mons');
    expect(ownZone()).toBeNull();
  });
});

describe('a day', () => {
  it.each([
    ['Africa/Nairobi', '2026-11-30T20:59:59.999Z', '2026-11-29T21:00:00.000Z'],
    ['Africa/Nairobi', '2026-11-30T21:00:00.000Z', '2026-11-30T21:00:00.000Z'],
    ['Asia/Kathmandu', '2026-11-30T12:00:00.000Z', '2026-11-29T18:15:00.000Z'],
    ['UTC', '2026-11-30T23:00:00.500Z', '2026-11-30T00:00:00.000Z'],
    // Summer time begins and ends in the night before.
    ['Europe/Paris', '2026-03-29T12:00:00.000Z', '2026-03-28T23:00:00.000Z'],
    ['Europe/Paris', '2026-10-25T12:00:00.000Z', '2026-10-24T22:00:00.000Z'],
    // Where midnight is left out, and where it comes twice.
    ['America/Santiago', '2024-09-08T15:00:00.000Z', '2024-09-08T04:00:00.000Z'],
    ['America/Havana', '2024-11-03T15:00:00.000Z', '2024-11-03T04:00:00.000Z'],
  ])('in %s at %s began at %s', (name, now, began) => {
    keepTimeBy(name);
    expect(new Date(dayStart(Date.parse(now))).toISOString()).toBe(began);
  });
});

describe('a day of the calendar', () => {
  it.each([
    ['Pacific/Kiritimati', '2026-12-31T10:00:00.000Z', { year: 2027, month: 0, day: 1 }],
    ['Pacific/Pago_Pago', '2027-01-01T10:59:59.999Z', { year: 2026, month: 11, day: 31 }],
    ['UTC', '2026-12-31T23:59:59.999Z', { year: 2026, month: 11, day: 31 }],
  ])('in %s at %s is that of its clock', (name, at, day) => {
    keepTimeBy(name);
    expect(calendarDay(Date.parse(at))).toEqual(day);
  });

  it.each([
    ['Pacific/Kiritimati', { year: 2027, month: 0, day: 1 }, '2026-12-31T10:00:00.000Z'],
    ['Pacific/Pago_Pago', { year: 2027, month: 0, day: 1 }, '2027-01-01T11:00:00.000Z'],
    ['Africa/Nairobi', { year: 2026, month: 12, day: 1 }, '2026-12-31T21:00:00.000Z'],
    ['Africa/Nairobi', { year: 2026, month: -1, day: 1 }, '2025-11-30T21:00:00.000Z'],
    // Midnight is left out.
    ['America/Santiago', { year: 2024, month: 8, day: 8 }, '2024-09-08T04:00:00.000Z'],
  ])('in %s, %j, begins at %s', (name, day, began) => {
    keepTimeBy(name);
    expect(new Date(dayBegins(day)).toISOString()).toBe(began);
  });

  it('is the browser’s until somebody chose', () => {
    const here = new Date(2026, 2, 1);
    expect([calendarDay(here.getTime()), dayBegins({ year: 2026, month: 2, day: 1 })]).toEqual([
      { year: 2026, month: 2, day: 1 },
      here.getTime(),
    ]);
  });
});
