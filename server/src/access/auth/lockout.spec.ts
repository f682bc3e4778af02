import { describe, expect, it } from '@jest/globals';
import { DAY } from '../../platform/common/clock.js';
import {
  ALL_TOGETHER,
  AT_AN_ADDRESS,
  NO_LOCKOUT,
  afterFailure,
  afterSuccess,
  delayAfter,
  isNews,
  secondsLocked,
} from './lockout.js';

const NOW = 100 * DAY;
const HOUR = 3_600_000;
const lockout = (fields: Partial<typeof NO_LOCKOUT>) => ({ ...NO_LOCKOUT, ...fields });

describe('lockout', () => {
  it('forgives three failures at an address, then doubles the delay up to a quarter of an hour', () => {
    const delays = [1, 2, 3, 4, 5, 6, 7, 13, 14, 15, 1000].map((failures) => delayAfter(failures, AT_AN_ADDRESS));
    expect(delays).toEqual([0, 0, 0, 1, 2, 4, 8, 512, 900, 900, 900]);
  });

  it('forgives a hundred at all addresses together, then takes up to a minute', () => {
    const delays = [1, 100, 101, 102, 106, 107, 100_000].map((failures) => delayAfter(failures, ALL_TOGETHER));
    expect(delays).toEqual([0, 0, 1, 2, 32, 60, 60]);
  });

  it('counts failures one after another', () => {
    let state = NO_LOCKOUT;
    for (let n = 0; n < 5; n++) state = afterFailure(state, AT_AN_ADDRESS, NOW + n);
    expect(state).toMatchObject({ failures: 5, lockedUntil: NOW + 2_004 });
  });

  it('begins again after an hour of quiet when there were few, after a day when there were more', () => {
    const next = (failures: number, quiet: number) =>
      afterFailure(lockout({ failures, lockedUntil: NOW - quiet }), AT_AN_ADDRESS, NOW).failures;
    expect([next(3, HOUR), next(3, HOUR + 1), next(9, DAY), next(9, DAY + 1)]).toEqual([4, 1, 10, 1]);
  });

  it('may be dropped when it counts for nothing, and no sooner', () => {
    expect(afterFailure(NO_LOCKOUT, AT_AN_ADDRESS, NOW).forgottenAt).toBe(NOW + HOUR);
    expect(afterFailure(lockout({ failures: 3, lockedUntil: NOW }), AT_AN_ADDRESS, NOW).forgottenAt).toBe(
      NOW + 1_000 + DAY,
    );
    const home = afterFailure(afterSuccess(NOW), AT_AN_ADDRESS, NOW + 1);
    expect(home.forgottenAt).toBe(home.trustedUntil);
  });

  it('tells the seconds left, and none when the delay is over', () => {
    const state = { here: lockout({ failures: 4, lockedUntil: 5_000 }), everywhere: NO_LOCKOUT };
    expect(secondsLocked(state, 4_250)).toBe(0.75);
    expect(secondsLocked(state, 5_000)).toBe(0);
    expect(secondsLocked(state, 9_000)).toBe(0);
  });

  it('holds up strangers for what strangers did, and an owner at home for nothing but that address', () => {
    const everywhere = lockout({ failures: 200, lockedUntil: NOW + 60_000 });
    expect(secondsLocked({ here: NO_LOCKOUT, everywhere }, NOW)).toBe(60);
    expect(secondsLocked({ here: afterSuccess(NOW - DAY), everywhere }, NOW)).toBe(0);
    expect(secondsLocked({ here: lockout({ trustedUntil: NOW, lockedUntil: 0 }), everywhere }, NOW)).toBe(60);
    expect(secondsLocked({ here: { ...afterSuccess(NOW), lockedUntil: NOW + 2_000 }, everywhere }, NOW)).toBe(2);
  });

  it('has a right password written once a day, unless it ends failures', () => {
    expect(isNews(NO_LOCKOUT, NOW)).toBe(true);
    expect(isNews(afterSuccess(NOW), NOW + DAY - 1)).toBe(false);
    expect(isNews(afterSuccess(NOW), NOW + DAY + 1)).toBe(true);
    expect(isNews({ ...afterSuccess(NOW), failures: 1 }, NOW)).toBe(true);
  });
});
