import { describe, expect, it } from '@jest/globals';
import { renewEveryMs, safeUntil } from './lease.js';

describe('the time of a lease', () => {
  it('is over for its holder before it is for others, counted from the question', () => {
    expect(safeUntil(1_000, 15_000)).toBe(13_000);
  });

  it('leaves room for a renewal that fails', () => {
    expect(2 * renewEveryMs(15_000)).toBeLessThan(safeUntil(0, 15_000));
  });
});
