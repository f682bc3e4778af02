import { performance } from 'node:perf_hooks';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DispatchPaceService, RELIEF } from './dispatch-pace.service.js';

/** How busy the event loop is said to be, and how long it is measured for, in ms. */
const [BUSY, IDLE] = [0.95, 0.3];
const INTERVAL_MS = 50;

describe('the pace of dispatching', () => {
  let pace: DispatchPaceService;
  let utilization: number;
  beforeEach(() => {
    jest.useFakeTimers();
    utilization = BUSY;
    jest
      .spyOn(performance, 'eventLoopUtilization')
      .mockImplementation(() => ({ idle: 1 - utilization, active: utilization, utilization }));
    jest.spyOn(performance, 'now').mockImplementation(() => Date.now());
    pace = new DispatchPaceService();
  });
  afterEach(() => {
    pace.onModuleDestroy();
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  const takes = (count: number, waiting = 0) =>
    Array.from({ length: count }, () => pace.take(waiting)).filter(Boolean).length;
  const accept = (count: number) => {
    for (let index = 0; index < count; index++) pace.noteAccepted();
  };
  const pass = () => jest.advanceTimersByTime(INTERVAL_MS);

  it('has no limit without a burst', () => {
    pace.noteAccepted();
    expect(takes(100_000)).toBe(100_000);
    pass();
    expect(takes(100_000)).toBe(100_000);
  });

  it('is held while a burst keeps the process busy, and never stops', () => {
    for (let index = 0; index < 3; index++) {
      accept(50);
      pass();
      expect(takes(10_000)).toBe(25);
    }
  });

  it('is held while many wait for their answers, although few of them get one', () => {
    for (let index = 0; index < 16; index++) pace.requestBegan();
    pass();
    expect(takes(10_000)).toBe(25);
    for (let index = 0; index < 16; index++) pace.requestEnded();
    // Those that waited in this interval count in it.
    pass();
    expect(takes(10_000)).toBe(25);
    pass();
    expect(takes(10_000)).toBe(10_000);
  });

  it('is free again when the queue has grown long', () => {
    accept(50);
    pass();
    takes(10_000);
    expect(takes(1_000)).toBe(0);
    expect(takes(1_000, RELIEF)).toBe(1_000);
  });

  it.each([
    ['fewer come', () => accept(24)],
    ['the process has time to spare', () => ((utilization = IDLE), accept(50))],
  ])('is free again when %s', (_what, next) => {
    accept(50);
    pass();
    expect(takes(10_000)).toBe(25);
    next();
    pass();
    expect(takes(10_000)).toBe(10_000);
  });

  it('lets more through when a burst goes on', () => {
    for (let ms = 0; ms <= 10_000; ms += INTERVAL_MS) {
      accept(50);
      pass();
    }
    expect(takes(10_000)).toBe(50);
  });

  it('is not held by a busy process that accepts nothing, and is not measured then', () => {
    pace.noteAccepted();
    pass();
    expect(takes(10_000)).toBe(10_000);
    pass();
    expect(jest.getTimerCount()).toBe(0);
  });
});
