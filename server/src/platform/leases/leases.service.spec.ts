import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Held, LeasesService } from './leases.service.js';
import type { LeaseRepository } from './lease.repository.js';

const MS = 15_000;
/** When its holder may not count on it any more without a renewal. */
const SAFE_MS = 12_000;

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const NEVER = new Promise<never>(() => undefined);
const after = <T>(ms: number, value: T): Promise<T> => new Promise((resolve) => setTimeout(resolve, ms, value));

/** A holder of a lease, and what renewals answer: the nth by the nth answer, and so on by the last. */
function held(...answers: (() => Promise<boolean>)[]) {
  const renew = jest.fn(() => {
    const answer = answers[Math.min(renew.mock.calls.length, answers.length) - 1];
    return answer ? answer() : Promise.resolve(true);
  });
  const release = jest.fn<LeaseRepository['release']>(() => Promise.resolve());
  const leases = { acquire: () => Promise.resolve(7), renew, release } as unknown as LeaseRepository;
  let finish = (): void => undefined;
  let mine: Held | undefined;
  const done = new LeasesService(leases).hold(
    'sweep',
    (of) => {
      mine = of;
      return new Promise<string>((resolve) => (finish = () => resolve('done')));
    },
    MS,
  );
  return { renew, release, done, finish: () => finish(), isOver: () => mine?.signal.aborted };
}

describe('the holder of a lease', () => {
  it('has it for as long as it works, and gives it back', async () => {
    const one = held();
    await jest.advanceTimersByTimeAsync(10 * MS);
    expect(one.isOver()).toBe(false);
    one.finish();
    expect(await one.done).toBe('done');
    expect(one.release).toHaveBeenCalledWith('sweep', 7);
    const { calls } = one.renew.mock;
    const renewed = calls.length;
    await jest.advanceTimersByTimeAsync(MS);
    expect(calls).toHaveLength(renewed);
  });

  it.each<[string, () => Promise<boolean>]>([
    ['fail', () => Promise.reject(new Error('the database is away'))],
    ['get no answer', () => NEVER],
  ])('stops before its end when renewals %s', async (_, answer) => {
    const one = held(answer);
    await jest.advanceTimersByTimeAsync(SAFE_MS - 1);
    expect(one.isOver()).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(one.isOver()).toBe(true);
    const { calls } = one.renew.mock;
    const renewed = calls.length;
    await jest.advanceTimersByTimeAsync(10 * MS);
    expect(calls).toHaveLength(renewed);
  });

  it('goes on over one renewal that fails', async () => {
    const one = held(
      () => Promise.reject(new Error('for a moment')),
      () => Promise.resolve(true),
    );
    await jest.advanceTimersByTimeAsync(3 * MS);
    expect(one.isOver()).toBe(false);
  });

  it('stops at once when another has it', async () => {
    const one = held(() => Promise.resolve(false));
    await jest.advanceTimersByTimeAsync(MS / 3);
    expect(one.isOver()).toBe(true);
  });

  it('counts from the question, however late its answer comes', async () => {
    // Asked for after 5 s and answered after 11 s, it lasts until 17 s.
    const one = held(
      () => after(6_000, true),
      () => NEVER,
    );
    await jest.advanceTimersByTimeAsync(5_000 + SAFE_MS - 1);
    expect(one.isOver()).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(one.isOver()).toBe(true);
  });

  it('is not brought nearer to its end by an answer that was overtaken', async () => {
    // The first, asked for after 5 s, is answered after the second, of 10 s.
    const one = held(
      () => after(6_000, true),
      () => Promise.resolve(true),
      () => NEVER,
    );
    await jest.advanceTimersByTimeAsync(10_000 + SAFE_MS - 1);
    expect(one.isOver()).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(one.isOver()).toBe(true);
  });

  it('does not begin when the lease came so late that it is nearly over', async () => {
    const release = jest.fn<LeaseRepository['release']>(() => Promise.resolve());
    const leases = { acquire: () => after(SAFE_MS, 7), release } as unknown as LeaseRepository;
    const work = jest.fn(() => Promise.resolve('done'));
    const done = new LeasesService(leases).hold('sweep', work, MS);
    await jest.advanceTimersByTimeAsync(SAFE_MS);
    expect(await done).toBeNull();
    expect(work).not.toHaveBeenCalled();
    expect(release).toHaveBeenCalledWith('sweep', 7);
  });
});
