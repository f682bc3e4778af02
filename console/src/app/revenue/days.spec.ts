import { afterEach, expect, it } from 'vitest';
import { keepTimeBy } from '../core/zone';
import { daysOf } from './days';

afterEach(() => keepTimeBy(null));

it.each([
  ['month', '2026-11-30T20:00:00Z', '2026-11-01', '2026-11-30'],
  // The day, and with it the month, is that of the reader's zone.
  ['month', '2026-11-30T22:00:00Z', '2026-12-01', '2026-12-01'],
  ['90', '2026-11-30T12:00:00Z', '2026-09-02', '2026-11-30'],
  ['', '2026-11-30T12:00:00Z', '2026-11-01', '2026-11-30'],
  ['century', '2026-11-30T12:00:00Z', '2026-11-01', '2026-11-30'],
])('the span “%s” at %s is from %s to %s', (span, now, from, to) => {
  keepTimeBy('Africa/Nairobi');
  expect(daysOf(span, Date.parse(now))).toEqual({ from, to });
});
