import { describe, expect, it } from 'vitest';
import { daysOffOf, hoursOf, hoursText, minutesOf, minutesText } from './ticket-words';

describe('the hours of a day', () => {
  it.each([
    ['08:00 – 17:00', { from: '08:00', to: '17:00' }],
    ['8-17:30', { from: '08:00', to: '17:30' }],
    ['9.15 to 24', { from: '09:15', to: '24:00' }],
    ['', null],
    [' Closed ', null],
    ['17:00 – 08:00', undefined],
    ['8', undefined],
    ['8-25', undefined],
    ['8:60-9', undefined],
    ['24:00-24:30', undefined],
  ])('%o are %o', (text, hours) => expect(hoursOf(text)).toEqual(hours));

  it('are read as they are shown', () => {
    const hours = { from: '07:05', to: '24:00' };
    expect(hoursOf(hoursText(hours))).toEqual(hours);
    expect(hoursText(null)).toBe('');
  });
});

describe('a time within which something is to be done', () => {
  it.each([
    ['30 min', 30],
    ['90', 90],
    ['1 h 30 min', 90],
    ['2h', 120],
    ['1 hour 5', 65],
    ['8760 h', 525_600],
    ['', null],
    ['0', undefined],
    ['8761 h', undefined],
    ['1.5 h', undefined],
    ['soon', undefined],
  ])('%o is %o minutes', (text, minutes) => expect(minutesOf(text)).toBe(minutes));

  it.each([null, 1, 59, 60, 90, 4800, 525_600])('of %o minutes is read as it is shown', (minutes) =>
    expect(minutesOf(minutesText(minutes))).toBe(minutes),
  );
});

describe('days on which nobody works', () => {
  it.each([
    ['', []],
    ['2026-12-26, 2026-12-25\n2026-12-26', ['2026-12-25', '2026-12-26']],
    ['2028-02-29', ['2028-02-29']],
    ['2026-02-29', undefined],
    ['25.12.2026', undefined],
    ['Christmas', undefined],
  ])('%o are %o', (text, days) => expect(daysOffOf(text)).toEqual(days));

  it('are at most a hundred', () => {
    const days = (count: number) =>
      Array.from({ length: count }, (_, day) => new Date(day * 86_400_000).toISOString().slice(0, 10)).join(' ');
    expect(daysOffOf(days(100))).toHaveLength(100);
    expect(daysOffOf(days(101))).toBeUndefined();
  });
});
