import { describe, expect, it } from '@jest/globals';
import { isOpen, nextOpening } from './sending-window.js';

const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
const MON_TO_FRI = [1, 2, 3, 4, 5];
const windowOf = (from: string, to: string, days = EVERY_DAY) => ({ days, from, to, timeZone: 'unused' });
const at = (time: string) => Date.parse(time);
const next = (window: ReturnType<typeof windowOf>, zone: string, time: string) =>
  new Date(nextOpening(window, zone, at(time))).toISOString();

describe('a window by day', () => {
  const window = windowOf('08:00', '20:00', MON_TO_FRI);

  it.each([
    // 2026-11-23 is a Monday; Nairobi is three hours ahead of UTC all year.
    ['2026-11-23T04:59:59Z', false],
    ['2026-11-23T05:00:00Z', true],
    ['2026-11-23T16:59:59Z', true],
    ['2026-11-23T17:00:00Z', false],
    ['2026-11-22T10:00:00Z', false],
  ])('is at %s open: %s', (time, open) => {
    expect(isOpen(window, 'Africa/Nairobi', at(time))).toBe(open);
  });

  it('opens next in the morning, or after the weekend', () => {
    expect(next(window, 'Africa/Nairobi', '2026-11-23T01:00:00Z')).toBe('2026-11-23T05:00:00.000Z');
    expect(next(window, 'Africa/Nairobi', '2026-11-23T18:00:00Z')).toBe('2026-11-24T05:00:00.000Z');
    expect(next(window, 'Africa/Nairobi', '2026-11-27T18:00:00Z')).toBe('2026-11-30T05:00:00.000Z');
  });

  it('opens at once while it is open', () => {
    expect(next(window, 'Africa/Nairobi', '2026-11-23T12:34:56.789Z')).toBe('2026-11-23T12:34:56.789Z');
  });

  it('goes by the clocks of its time zone', () => {
    expect(isOpen(window, 'Asia/Tokyo', at('2026-11-23T23:30:00Z'))).toBe(true);
    expect(isOpen(window, 'America/New_York', at('2026-11-23T23:30:00Z'))).toBe(true);
    expect(isOpen(window, 'Europe/Berlin', at('2026-11-23T23:30:00Z'))).toBe(false);
  });
});

describe('a window over midnight', () => {
  const window = windowOf('22:00', '02:00', [5]);

  it('belongs to the day on which it begins', () => {
    // 2026-11-27 is a Friday.
    expect(isOpen(window, 'UTC', at('2026-11-27T22:00:00Z'))).toBe(true);
    expect(isOpen(window, 'UTC', at('2026-11-28T01:59:00Z'))).toBe(true);
    expect(isOpen(window, 'UTC', at('2026-11-28T02:00:00Z'))).toBe(false);
    expect(isOpen(window, 'UTC', at('2026-11-27T01:00:00Z'))).toBe(false);
    expect(isOpen(window, 'UTC', at('2026-11-28T23:00:00Z'))).toBe(false);
  });

  it('opens next a week later', () => {
    expect(next(window, 'UTC', '2026-11-28T02:00:00Z')).toBe('2026-12-04T22:00:00.000Z');
  });
});

describe('a window that ends where it begins', () => {
  it('is a whole day', () => {
    const window = windowOf('06:00', '06:00', [1]);
    expect(isOpen(window, 'UTC', at('2026-11-23T05:59:00Z'))).toBe(false);
    expect(isOpen(window, 'UTC', at('2026-11-23T06:00:00Z'))).toBe(true);
    expect(isOpen(window, 'UTC', at('2026-11-24T05:59:00Z'))).toBe(true);
    expect(isOpen(window, 'UTC', at('2026-11-24T06:00:00Z'))).toBe(false);
  });
});

describe('when the clocks change', () => {
  // Berlin 2026: forward on 29 March at 02:00 (01:00 UTC), back on 25 October at 03:00 (01:00 UTC).
  const zone = 'Europe/Berlin';

  it('the morning comes an hour earlier in UTC in summer, and later in winter', () => {
    const window = windowOf('08:00', '20:00');
    expect(next(window, zone, '2026-03-28T22:00:00Z')).toBe('2026-03-29T06:00:00.000Z');
    expect(next(window, zone, '2026-10-24T22:00:00Z')).toBe('2026-10-25T07:00:00.000Z');
  });

  it('a window that begins in the hour that does not exist opens when that hour is over', () => {
    expect(next(windowOf('02:30', '05:00'), zone, '2026-03-28T23:00:00Z')).toBe('2026-03-29T01:00:00.000Z');
  });

  it('a window within that hour does not open that day', () => {
    expect(next(windowOf('02:10', '02:50'), zone, '2026-03-28T23:00:00Z')).toBe('2026-03-30T00:10:00.000Z');
  });

  it('a window within the hour that comes twice opens both times', () => {
    const window = windowOf('02:10', '02:50');
    expect(next(window, zone, '2026-10-24T23:00:00Z')).toBe('2026-10-25T00:10:00.000Z');
    expect(next(window, zone, '2026-10-25T00:55:00Z')).toBe('2026-10-25T01:10:00.000Z');
    expect(next(window, zone, '2026-10-25T01:50:00Z')).toBe('2026-10-26T01:10:00.000Z');
  });
});
