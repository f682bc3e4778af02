import { describe, expect, it } from '@jest/globals';
import { retryAfterMs } from './retry-after.js';

const NOW = Date.parse('2026-03-01T12:00:00Z');

describe('Retry-After', () => {
  it.each([
    ['30', 30_000],
    [' 30 ', 30_000],
    ['0', 0],
    ['99999999', 99_999_999_000],
    ['Sun, 01 Mar 2026 12:01:00 GMT', 60_000],
    ['Sunday, 01-Mar-26 12:01:00 GMT', 60_000],
    ['Sun Mar  1 12:01:00 2026 GMT', 60_000],
    ['Sun, 01 Mar 2020 12:01:00 GMT', 0],
    ['-5', null],
    ['1.5', null],
    ['soon', null],
    ['Sun, sometime', null],
    ['', null],
    [undefined, null],
  ])('%j: %j ms', (header, expected) => expect(retryAfterMs(header, NOW)).toBe(expected));
});
