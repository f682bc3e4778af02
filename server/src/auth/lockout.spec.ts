import { describe, expect, it } from '@jest/globals';
import { DAY } from '../common/clock.js';
import { NO_LOCKOUT, afterFailure, delayAfter, secondsLocked } from './lockout.js';

describe('lockout', () => {
  it('forgives three failures, then doubles the delay up to a quarter of an hour', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 13, 14, 15, 1000].map(delayAfter)).toEqual([0, 0, 0, 1, 2, 4, 8, 512, 900, 900, 900]);
  });

  it('counts failures one after another', () => {
    let lockout = NO_LOCKOUT;
    for (let n = 0; n < 5; n++) lockout = afterFailure(lockout, 1_000_000 + n);
    expect(lockout).toEqual({ failedSignIns: 5, lockedUntil: 1_002_004 });
  });

  it('begins again after a day of quiet', () => {
    const now = 10 * DAY;
    expect(afterFailure({ failedSignIns: 9, lockedUntil: now - DAY - 1 }, now)).toEqual({
      failedSignIns: 1,
      lockedUntil: now,
    });
    expect(afterFailure({ failedSignIns: 9, lockedUntil: now - DAY }, now).failedSignIns).toBe(10);
  });

  it('tells the seconds left, and none when the delay is over', () => {
    const lockout = { failedSignIns: 4, lockedUntil: 5_000 };
    expect(secondsLocked(lockout, 4_250)).toBe(0.75);
    expect(secondsLocked(lockout, 5_000)).toBe(0);
    expect(secondsLocked(lockout, 9_000)).toBe(0);
  });
});
