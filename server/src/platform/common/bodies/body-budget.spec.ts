import { describe, expect, it } from '@jest/globals';
import { TooMany } from '../errors.js';
import { BodyBudget } from './body-budget.js';

const limits = { total: 64, perCaller: 32, waiting: 3, waitMs: 60_000 };
const state = async (promise: Promise<unknown>) => Promise.race([promise.then(() => 'in'), Promise.resolve('waits')]);
/** Lets what is settled be seen. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('the budget for bodies', () => {
  it('lets in what fits, and the rest when room is given back', async () => {
    const budget = new BodyBudget(limits);
    const [first] = [await budget.take(1, 32), await budget.take(2, 32)];
    const third = budget.take(3, 20);
    await settle();
    expect(await state(third)).toBe('waits');
    first();
    await expect(third).resolves.toBeInstanceOf(Function);
  });

  it('holds up nobody for the excess of one caller', async () => {
    const budget = new BodyBudget(limits);
    const mine = await budget.take(1, 30);
    const more = budget.take(1, 30);
    await expect(budget.take(2, 30)).resolves.toBeInstanceOf(Function);
    await settle();
    expect(await state(more)).toBe('waits');
    mine();
    await expect(more).resolves.toBeInstanceOf(Function);
  });

  it('refuses with 429 for one’s own excess, and with 503 for everybody’s, each with a time to come back', async () => {
    const budget = new BodyBudget({ ...limits, waitMs: 5 });
    await budget.take(1, 32);
    await expect(budget.take(1, 1)).rejects.toThrow(TooMany);
    await budget.take(2, 32);
    await expect(budget.take(3, 1)).rejects.toMatchObject({ status: 503, retryAfterSeconds: 2 });
  });

  it('refuses at once when too many wait', async () => {
    const budget = new BodyBudget({ ...limits, waiting: 0 });
    await budget.take(1, 32);
    await expect(budget.take(1, 1)).rejects.toThrow(TooMany);
  });

  it('is whole again when all was given back', async () => {
    const budget = new BodyBudget(limits);
    for (let round = 0; round < 3; round++) {
      const back = await Promise.all([budget.take(1, 32), budget.take(2, 32)]);
      for (const give of back) give();
    }
    await expect(budget.take(1, 32)).resolves.toBeInstanceOf(Function);
  });
});
