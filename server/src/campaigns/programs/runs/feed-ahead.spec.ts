import { describe, expect, it } from '@jest/globals';
import { MEMORY_SECONDS, Speed, ahead } from './feed-ahead.js';

describe('what a run keeps in the queue', () => {
  it('is ten seconds of what leaves, by priority', () => {
    expect(ahead(2_000, 10)).toBe(20_000);
    expect(ahead(2_000, 5)).toBe(10_000);
    expect(ahead(2_000, 1)).toBe(2_000);
  });

  it('is at least a hundred for each step of priority, and fifty thousand at most', () => {
    expect(ahead(0, 10)).toBe(1_000);
    expect(ahead(10, 10)).toBe(1_000);
    expect(ahead(10, 2)).toBe(200);
    expect(ahead(1_000_000, 1)).toBe(50_000);
    expect(ahead(0, 0.025)).toBe(3);
  });
});

describe('the speed of a count', () => {
  const noted = (...counts: [count: number, second: number][]) => {
    const speed = new Speed();
    for (const [count, second] of counts) speed.note(count, second * 1000);
    return speed.perSecond;
  };

  it('is unknown until it was noted twice', () => {
    expect(noted()).toBeNull();
    expect(noted([5, 1])).toBeNull();
    expect(noted([5, 1], [105, 2])).toBe(100);
  });

  it('follows what is now and forgets what was', () => {
    const steady = Array.from({ length: 20 }, (_, second): [number, number] => [second * 100, second]);
    expect(noted(...steady)).toBeCloseTo(100);
    const quiet = Array.from({ length: 20 }, (_, second): [number, number] => [1900, 20 + second]);
    expect(noted(...steady, ...quiet)).toBeLessThan(1);
  });

  it('is not that of a burst at the beginning, where so much is asked for', () => {
    const speed = new Speed(MEMORY_SECONDS);
    speed.note(0, 0);
    expect(speed.perSecond).toBeNull();
    speed.note(100, 100);
    expect(speed.perSecond).toBeCloseTo(100 / MEMORY_SECONDS);
    for (let tenth = 2; tenth <= 300; tenth++) speed.note(100 + (tenth - 1) * 10, tenth * 100);
    expect(speed.perSecond).toBeCloseTo(100);
  });

  it('is not less than nothing, and takes two notes of one moment for one', () => {
    expect(noted([10, 1], [5, 2])).toBe(0);
    expect(noted([10, 1], [20, 1], [110, 2])).toBe(100);
  });
});
