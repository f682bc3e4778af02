import { describe, expect, it } from '@jest/globals';
import { dayAfter, isDay, zonedDay, zonedTime } from './zoned-time.js';

const NEW_YEAR = Date.parse('2023-12-31T21:30:05.999Z');

describe('times in a zone', () => {
  it.each([
    ['UTC', '2023-12-31 21:30:05'],
    ['Africa/Nairobi', '2024-01-01 00:30:05'],
    ['America/New_York', '2023-12-31 16:30:05'],
    ['Asia/Kathmandu', '2024-01-01 03:15:05'],
  ])('are written as people in %s read them', (zone, text) => {
    expect(zonedTime(NEW_YEAR, zone)).toBe(text);
    expect(zonedDay(NEW_YEAR, zone)).toBe(text.slice(0, 10));
  });

  it('know midnight and summer time', () => {
    expect(zonedTime(Date.parse('2024-03-31T00:59:59Z'), 'Europe/Berlin')).toBe('2024-03-31 01:59:59');
    expect(zonedTime(Date.parse('2024-03-31T01:00:00Z'), 'Europe/Berlin')).toBe('2024-03-31 03:00:00');
    expect(zonedTime(Date.parse('2024-01-01T00:00:00Z'), 'UTC')).toBe('2024-01-01 00:00:00');
  });

  it('are those of the zone on days on which its clocks change, and on those around', () => {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Europe/Berlin',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    const begin = Date.parse('2024-10-25T00:00:00Z');
    const hours = Array.from({ length: 24 * 5 }, (_, hour) => begin + hour * 3_600_000);
    expect(hours.map((at) => zonedTime(at, 'Europe/Berlin'))).toEqual(hours.map((at) => format.format(at)));
  });

  it.each([
    [Date.parse('1969-07-20T20:17:40Z'), '1969-07-20 22:17:40'],
    [Date.parse('9999-12-31T23:30:00Z'), '10000-01-01 01:30:00'],
  ])('are written of years that few ask for: %s', (at, text) => {
    expect(zonedTime(at, 'Africa/Maputo')).toBe(text);
  });

  it('count days over months and leap years', () => {
    expect(dayAfter('2024-02-15', 14)).toBe('2024-02-29');
    expect(dayAfter('2023-12-25', 14)).toBe('2024-01-08');
    expect(dayAfter('2024-03-01', -1)).toBe('2024-02-29');
  });

  it.each(['2023-02-29', '2024-13-01', '2024-1-5', '15/02/2024', '2024-02-15T00:00:00Z', ''])(
    'take %s for no day',
    (text) => expect(isDay(text)).toBe(false),
  );
  it('take a day for one', () => expect(isDay('2024-02-29')).toBe(true));
});
