import { describe, expect, it } from 'vitest';
import { daysText, guardText, windowText } from './window-words';

describe('a sending window in words', () => {
  it.each([
    [[0, 1, 2, 3, 4, 5, 6], 'every day'],
    [[1, 2, 3, 4, 5], 'Mon to Fri'],
    [[0, 6, 5], 'Fri to Sun'],
    [[6, 0], 'Sat, Sun'],
    [[6, 1, 3], 'Mon, Wed, Sat'],
    [[0], 'Sun'],
  ])('calls %o "%s"', (days, text) => expect(daysText(days)).toBe(text));

  it('says when it goes over midnight, and whose clock counts', () => {
    const window = { days: [1], from: '22:00', to: '06:00', time_zone: 'recipient' };
    expect(windowText(window)).toBe('Mon, 22:00 to 06:00 of the next day, each recipient’s own time');
    expect(windowText({ ...window, from: '06:00', time_zone: 'UTC' })).toBe('Mon, from 06:00 for a whole day, UTC');
  });

  it('says when a run gives up', () => {
    expect(guardText({ success_below: 0.55, minutes: 10, at_least: 100 })).toBe(
      'when under 55 % of what ended in 10 min was delivered, of at least 100',
    );
  });
});
