import { describe, expect, it } from 'vitest';
import { countText } from './count';
import { fullTime, relativeTime, withLocalTimes } from './time';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

describe('a distance in time', () => {
  it.each([
    [0, 'now'],
    [-59 * SECOND, 'now'],
    [30 * SECOND, 'in 30 sec.'],
    [-60 * SECOND, '1 min. ago'],
    [-119 * SECOND, '1 min. ago'],
    [-3 * HOUR, '3 hr. ago'],
    [2 * HOUR, 'in 2 hr.'],
    [-49 * HOUR, '2 days ago'],
  ])('of %i ms is "%s"', (offset, text) => {
    const now = Date.parse('2026-11-22T12:00:00.000Z');
    expect(relativeTime(now + offset, now)).toBe(text);
  });
});

describe('a count', () => {
  it.each([
    [null, '–'],
    [undefined, '–'],
    [0, '0'],
    [1234567, '1,234,567'],
    [12_345_678, '12.35M'],
  ])('of %s is "%s"', (value, text) => expect(countText(value)).toBe(text));
});

it('shows the moments in a text of the server in the zone of its reader', () => {
  const [one, two] = ['2026-11-25T22:00:00.000Z', '2026-11-26T06:00:00Z'];
  expect(withLocalTimes(`opens at ${one}, ends at ${two}.`)).toBe(
    `opens at ${fullTime(one)}, ends at ${fullTime(two)}.`,
  );
});
