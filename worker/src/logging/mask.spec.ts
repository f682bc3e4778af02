import { describe, expect, it } from '@jest/globals';
import { masked } from './mask.js';

describe('a number in a log', () => {
  it.each([
    ['+254712345678', '+2547••••••78'],
    ['+4512345678', '+4512••••78'],
    ['21456', '•••••'],
    ['', ''],
  ])('%s is written %s', (number, expected) => {
    expect(masked(number)).toBe(expected);
  });
});
