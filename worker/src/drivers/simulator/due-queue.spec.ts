import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DueQueue } from './due-queue.js';

describe('DueQueue', () => {
  let due: string[];
  let queue: DueQueue<number>;

  beforeEach(() => {
    jest.useFakeTimers();
    due = [];
    queue = new DueQueue<number>(100, (items) => due.push(items.join()));
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('gives everything back after the delay, in order', () => {
    queue.push([1, 2]);
    jest.advanceTimersByTime(50);
    queue.push([3]);
    jest.advanceTimersByTime(49);
    expect(due).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(due).toEqual(['1,2']);
    jest.advanceTimersByTime(50);
    expect(due).toEqual(['1,2', '3']);
  });

  it('wakes once for what is due together', () => {
    for (let n = 0; n < 5; n += 1) {
      queue.push([n]);
      jest.advanceTimersByTime(1);
    }
    expect(jest.getTimerCount()).toBe(1);
    jest.advanceTimersByTime(95);
    expect(due).toEqual(['0,1,2,3,4']);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('goes on after it was empty, and forgets what is cleared', () => {
    queue.push([1]);
    jest.advanceTimersByTime(100);
    queue.push([2]);
    queue.clear();
    jest.advanceTimersByTime(1000);
    queue.push([3]);
    jest.advanceTimersByTime(100);
    expect(due).toEqual(['1', '3']);
  });
});
