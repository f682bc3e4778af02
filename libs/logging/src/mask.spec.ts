import { describe, expect, it } from '@jest/globals';
import { masked, scrubbed } from './mask.js';

describe('a number in a log', () => {
  it.each([
    ['+254712345678', '+2547••••••78'],
    ['+4512345678', '+4512••••78'],
    ['21456', '•••••'],
    ['', ''],
  ])('%s is written %s', (number, expected) => {
    expect(masked(number)).toBe(expected);
  });

  it('is masked inside a text, and years and ports are not', () => {
    expect(scrubbed('to +254712345678 failed on port 3306 in 2026')).toBe(
      'to +2547••••••78 failed on port 3306 in 2026',
    );
  });
});
