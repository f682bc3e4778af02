import { describe, expect, it } from '@jest/globals';
import { Pace, reconnectMs } from './pace.js';

const LIMITS = { firstPauseMs: 100, longestPauseMs: 400 };
const even = () => 0.5;

describe('Pace', () => {
  it('allows the whole window until something is refused', () => {
    const pace = new Pace(10, LIMITS, even);
    pace.taken();
    expect([pace.allowed(0), pace.pause(0)]).toEqual([10, 0]);
  });

  it('pauses and halves at a refusal, once for those refused together', () => {
    const pace = new Pace(10, LIMITS, even);
    pace.throttled(1000);
    pace.throttled(1001);
    expect([pace.allowed(1050), pace.pause(1050)]).toEqual([0, 50]);
    expect([pace.allowed(1100), pace.pause(1100)]).toEqual([5, 0]);
  });

  it('pauses longer each time, up to a limit, until something is taken', () => {
    const pace = new Pace(10, LIMITS, even);
    const pauses = [0, 1000, 2000, 3000].map((at) => {
      pace.throttled(at);
      return pace.pause(at);
    });
    expect(pauses).toEqual([100, 200, 400, 400]);
    expect(pace.allowed(4000)).toBe(1);
    pace.taken();
    pace.throttled(5000);
    expect(pace.pause(5000)).toBe(100);
  });

  it('grows back to the window with what is taken', () => {
    const pace = new Pace(10, LIMITS, even);
    pace.throttled(0);
    for (let n = 0; n < 20; n += 1) pace.taken();
    expect(pace.allowed(1000)).toBeGreaterThan(6);
    for (let n = 0; n < 200; n += 1) pace.taken();
    expect(pace.allowed(1000)).toBe(10);
  });
});

describe('reconnectMs', () => {
  it('doubles up to a minute, half of it by chance', () => {
    const full = [1, 2, 3, 7, 50].map((failures) => reconnectMs(failures, false, () => 1));
    expect(full).toEqual([1000, 2000, 4000, 60_000, 60_000]);
    expect(reconnectMs(1, false, () => 0)).toBe(500);
  });
  it('is slow after refused credentials', () => {
    expect([1, 9].map((failures) => reconnectMs(failures, true, () => 1))).toEqual([60_000, 600_000]);
  });
});
