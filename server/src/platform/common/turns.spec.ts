import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TooMany } from './errors.js';
import { Turns } from './turns.js';

const WITHIN_MS = 5_000;
const WHY = 'Another is being read.';

describe('turns', () => {
  let turns: Turns;
  beforeEach(() => {
    jest.useFakeTimers();
    turns = new Turns();
  });
  afterEach(() => void jest.useRealTimers());
  const take = (name = 'a') => turns.take(name, WITHIN_MS, WHY);

  it('come one after another under one name, and at once under another', async () => {
    const order: string[] = [];
    const end = await take();
    const [second, third] = ['second', 'third'].map((name) => take().then((over) => (order.push(name), over)));
    await take('b');
    expect(order).toEqual([]);
    end();
    (await second)?.();
    (await third)?.();
    expect(order).toEqual(['second', 'third']);
    await take();
  });

  it('are refused to who waited too long, and those behind go on', async () => {
    const end = await take();
    const late = take().catch((error: unknown) => error);
    jest.advanceTimersByTime(3_000);
    const patient = take();
    jest.advanceTimersByTime(2_000);
    expect(await late).toMatchObject({ message: WHY, retryAfterSeconds: 5 });
    end();
    await patient;
    expect(jest.getTimerCount()).toBe(0);
  });

  it('end once, however often that is said', async () => {
    const end = await take();
    const second = take();
    end();
    end();
    await second;
    const third = take().catch((error: unknown) => error);
    await jest.advanceTimersByTimeAsync(WITHIN_MS);
    expect(await third).toBeInstanceOf(TooMany);
  });

  it('are refused at once where twenty wait already', async () => {
    await take();
    for (let count = 0; count < 20; count += 1) take().catch(() => undefined);
    await expect(take()).rejects.toThrow(TooMany);
  });
});
