import { describe, expect, it } from 'vitest';
import { octetWords, rateWords, uptimeWords } from './router-words';

describe('the figures of a router', () => {
  it.each([
    [null, '–'],
    [0, '0 bit/s'],
    [1_250, '1.3 kbit/s'],
    [48_000_000, '48 Mbit/s'],
  ])('a rate of %s is %s', (rate, words) => expect(rateWords(rate)).toBe(words));

  it('are read beyond what a number holds', () => {
    expect([octetWords(17_315_240), octetWords('9223372036854775807')]).toEqual(['17 MB', '9.2 EB']);
  });

  it.each([
    [null, null],
    [90_000, '1 day'],
    [7_300, '2 hours'],
    [130, '2 minutes'],
  ])('%s seconds are %s', (seconds, words) => expect(uptimeWords(seconds)).toBe(words));
});
