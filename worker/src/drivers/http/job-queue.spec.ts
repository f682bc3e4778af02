import { describe, expect, it } from '@jest/globals';
import type { Job } from '@signalbox/contracts/bus';
import { JobQueue } from './job-queue.js';

const jobOf = (id: string, proxy?: string): Job => ({
  ...{ id, attempt: 1, channel: 'http:one', to: '+254712345678', text: 'x', encoding: 'gsm7', segments: 1 },
  ...{ expires_at: null, proxy },
});
const ids = (loads: Job[][]) => loads.map((load) => load.map(({ id }) => id).join(''));

describe("an account's queue", () => {
  it('gives one message a request, or as many as fit of one proxy', () => {
    const queue = new JobQueue();
    queue.add([...'abc'].map((id) => jobOf(id)));
    expect(ids(queue.take(2, 1))).toEqual(['a', 'b']);
    queue.add([jobOf('d'), jobOf('e'), jobOf('f', 'http://p'), jobOf('g', 'http://p'), jobOf('h')]);
    expect(ids(queue.take(3, 2))).toEqual(['cd', 'e', 'fg']);
    expect(ids(queue.take(3, 2))).toEqual(['h']);
    expect(queue.take(3, 2)).toEqual([]);
  });

  it('knows which were claimed when the worker stops', () => {
    const queue = new JobQueue();
    queue.add([jobOf('a'), jobOf('b'), jobOf('c')]);
    const [first = []] = queue.take(1, 2);
    queue.putBack(first, true);
    expect(ids(queue.take(1, 1))).toEqual(['a']);
    queue.forget([jobOf('a')]);
    queue.putBack([jobOf('a')], false);
    expect(queue.drainClaimed().map(({ id }) => id)).toEqual(['b']);
    expect(queue).toHaveLength(0);
  });
});
