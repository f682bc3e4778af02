import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { MINUTE, minuteOf } from '../../platform/common/clock.js';
import { readConfig } from '../../platform/config/config.js';
import { RollUpService } from './roll-up.service.js';
import { TotalsRepository } from './totals.repository.js';

const NOW = Date.parse('2026-11-22T10:30:20Z');

class Minutes extends TotalsRepository {
  left = 0;
  broken = false;
  readonly rolled: number[] = [];
  readonly swept: [number, number][] = [];

  override rollUp(before: number): Promise<boolean> {
    if (this.broken) return Promise.reject(new Error('no disk'));
    this.rolled.push(before);
    return Promise.resolve(this.left-- > 0);
  }
  override sweepMinutes(before: number, fromDay: number): Promise<void> {
    this.swept.push([before, fromDay]);
    return Promise.resolve();
  }
  override series = () => Promise.resolve([]);
  override totals = () => Promise.resolve([]);
}

describe('rolling up', () => {
  let minutes: Minutes;
  let rollUp: RollUpService;
  beforeEach(() => {
    Logger.overrideLogger(false);
    jest.useFakeTimers({ now: NOW });
    minutes = new Minutes();
    rollUp = new RollUpService(minutes, readConfig({ STATS_MINUTES_DAYS: '3' }));
  });
  afterEach(async () => {
    await rollUp.onModuleDestroy();
    jest.useRealTimers();
  });

  it('moves what is over at the start, step by step, and then again and again', async () => {
    minutes.left = 2;
    rollUp.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(1000);
    const before = minuteOf(NOW);
    expect(minutes.rolled).toEqual([before, before, before]);
    await jest.advanceTimersByTimeAsync(MINUTE);
    expect(minutes.rolled.length).toBeGreaterThanOrEqual(5);
    expect(minutes.rolled.at(-1)).toBe(before + 1);
  });

  it('drops old minutes at the start, wherever they are, and then once an hour those of the last days', async () => {
    rollUp.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(10 * MINUTE);
    const first = Date.parse('2026-11-19T10:00:00Z') / MINUTE;
    expect(minutes.swept).toEqual([[first, 0]]);
    await jest.advanceTimersByTimeAsync(60 * MINUTE);
    expect(minutes.swept.slice(1)).toEqual([[first + 60, Math.floor(first / 1440) - 2]]);
    expect([rollUp.keeps(first), rollUp.keeps(first - 1)].map(Boolean)).toEqual([false, false]);
    expect(rollUp.keeps(first + 60)).toBe(true);
  });

  it('goes on after a failure', async () => {
    minutes.broken = true;
    rollUp.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(1000);
    expect(minutes.rolled).toEqual([]);
    minutes.broken = false;
    await jest.advanceTimersByTimeAsync(MINUTE);
    expect(minutes.rolled.length).toBeGreaterThan(0);
  });

  it('ends with the server', async () => {
    rollUp.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(1000);
    await rollUp.onModuleDestroy();
    const { length } = minutes.rolled;
    await jest.advanceTimersByTimeAsync(10 * MINUTE);
    expect(minutes.rolled).toHaveLength(length);
  });
});
