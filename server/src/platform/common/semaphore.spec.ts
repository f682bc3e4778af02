import { describe, expect, it } from '@jest/globals';
import { Semaphore } from './semaphore.js';

/** Work that is done when it is told to. */
function works() {
  const started: number[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const work = (id: number) => () =>
    new Promise<string>((resolve, reject) => {
      started.push(id);
      ends[id] = (error) => (error ? reject(error) : resolve(`done ${id}`));
    });
  return { started, work, end: (id: number, error?: Error) => ends[id]?.(error) };
}
const full = () => 'turned away';

describe('places', () => {
  it('let so many work at once, and the next in when one ends, in the order they came', async () => {
    const { started, work, end } = works();
    const places = new Semaphore(2, 5);
    const all = [0, 1, 2, 3].map((id) => places.take(work(id), full));
    expect(started).toEqual([0, 1]);
    end(1);
    await all[1];
    expect(started).toEqual([0, 1, 2]);
    for (const id of [0, 2]) end(id);
    await Promise.all([all[0], all[2]]);
    end(3);
    expect(await Promise.all(all)).toEqual([0, 1, 2, 3].map((id) => `done ${id}`));
  });

  it('turn away whom there is no room to wait for, and have room again after', async () => {
    const { work, end } = works();
    const places = new Semaphore(1, 1);
    const [first, second] = [places.take(work(0), full), places.take(work(1), full)];
    expect(await places.take(work(2), full)).toBe('turned away');
    end(0);
    await first;
    end(1);
    await second;
    const last = places.take(work(3), full);
    end(3);
    expect(await last).toBe('done 3');
  });

  it('are free again after work that failed', async () => {
    const { work, end } = works();
    const places = new Semaphore(1, 1);
    const failed = places.take(work(0), full);
    const next = places.take(work(1), full);
    end(0, new Error('no'));
    await expect(failed).rejects.toThrow('no');
    end(1);
    expect(await next).toBe('done 1');
  });
});
