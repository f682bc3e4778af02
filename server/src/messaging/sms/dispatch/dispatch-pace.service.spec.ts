import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { until } from '../../../../test/until.js';
import { DispatchPaceService, RELIEF } from './dispatch-pace.service.js';

const spin = (ms: number): void => {
  const end = performance.now() + ms;
  while (performance.now() < end);
};
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Keeps the event loop busy for some of the pace's intervals, with or without messages coming in. */
async function busyFor(ms: number, each: () => void): Promise<void> {
  const end = performance.now() + ms;
  while (performance.now() < end) {
    each();
    spin(2);
    await turn();
  }
}

describe('the pace of dispatching', () => {
  let pace: DispatchPaceService;
  beforeEach(() => {
    pace = new DispatchPaceService();
  });
  afterEach(() => pace.onModuleDestroy());

  const takes = (count: number, waiting = 0) =>
    Array.from({ length: count }, () => pace.take(waiting)).filter(Boolean).length;
  /** Enough for a burst, also when the process is given no more than one turn in an interval. */
  const burst = () => {
    for (let index = 0; index < 50; index++) pace.noteAccepted();
  };

  it('has no limit without a burst', () => {
    pace.noteAccepted();
    expect(takes(100_000)).toBe(100_000);
  });

  it('is held while a burst keeps the process busy, and never stops', async () => {
    await busyFor(130, burst);
    const taken = takes(10_000);
    expect(taken).toBeGreaterThan(0);
    expect(taken).toBeLessThan(1_000);
  });

  it('is held while many wait for their answers, although few of them get one', async () => {
    for (let index = 0; index < 16; index++) pace.requestBegan();
    await busyFor(130, () => undefined);
    expect(takes(10_000)).toBeLessThan(1_000);
    for (let index = 0; index < 16; index++) pace.requestEnded();
    expect(await until(() => takes(10_000) === 10_000)).toBe(true);
  });

  it('is free again when the queue has grown long', async () => {
    await busyFor(130, burst);
    takes(10_000);
    expect(takes(1_000, RELIEF)).toBe(1_000);
  });

  it('is free again when the burst is over', async () => {
    await busyFor(130, burst);
    expect(await until(() => takes(10_000) === 10_000)).toBe(true);
  });

  it('is not held by a busy process that accepts nothing', async () => {
    pace.noteAccepted();
    await busyFor(130, () => undefined);
    expect(takes(10_000)).toBe(10_000);
  });
});
