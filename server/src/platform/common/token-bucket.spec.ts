import { describe, expect, it } from '@jest/globals';
import { TokenBucket } from './token-bucket.js';

/** How many tokens are to be had at a moment. */
function drain(bucket: TokenBucket, now: number): number {
  let taken = 0;
  while (bucket.hasToken(now)) {
    bucket.take(now);
    taken += 1;
  }
  return taken;
}

describe('a rate limit', () => {
  it('gives a second’s worth at once, then what time fills', () => {
    const bucket = new TokenBucket(600, 0);
    expect(drain(bucket, 0)).toBe(10);
    expect(drain(bucket, 99)).toBe(0);
    expect(drain(bucket, 100)).toBe(1);
    expect(drain(bucket, 500)).toBe(4);
  });

  it('gives at least one, however slow it is', () => {
    const bucket = new TokenBucket(1, 0);
    expect(drain(bucket, 0)).toBe(1);
    expect(drain(bucket, 59_999)).toBe(0);
    expect(drain(bucket, 60_000)).toBe(1);
  });

  it('keeps no more than its capacity over a pause', () => {
    const bucket = new TokenBucket(60, 0, 5);
    drain(bucket, 0);
    expect(drain(bucket, 3_600_000)).toBe(5);
  });

  it('gives several at once as far as it has them', () => {
    const bucket = new TokenBucket(600, 0);
    expect(bucket.available(0)).toBe(10);
    bucket.take(0, 7);
    expect(bucket.available(50)).toBe(3);
    bucket.take(50, 3);
    expect(bucket.available(99)).toBe(0);
    expect(bucket.available(250)).toBe(2);
  });

  it('gives its rate over a long time, whenever it is asked', () => {
    const bucket = new TokenBucket(100, 0);
    let taken = 0;
    for (let now = 0; now < 600_000; now += 37) taken += drain(bucket, now);
    expect(taken).toBeGreaterThanOrEqual(999);
    expect(taken).toBeLessThanOrEqual(1002);
  });

  it('says how long to wait for the next one', () => {
    const bucket = new TokenBucket(60, 0);
    expect(bucket.waitMs(0)).toBe(0);
    bucket.take(0);
    expect(bucket.waitMs(0)).toBe(1000);
    expect(bucket.waitMs(400)).toBe(600);
  });

  it('does not lose or win tokens when the clock is set back', () => {
    const bucket = new TokenBucket(60, 10_000);
    bucket.take(10_000);
    expect(bucket.hasToken(5_000)).toBe(false);
    expect(bucket.hasToken(6_000)).toBe(true);
  });
});
