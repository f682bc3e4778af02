import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { setImmediate } from 'node:timers/promises';
import { TooMany } from '../../platform/common/errors.js';
import { AttemptLimit } from './attempt-limit.js';

const HERE = '10.0.0.1';
const failures = (error: unknown) => error !== undefined;
const all = () => true;

describe('the limit of attempts from an address', () => {
  let limit: AttemptLimit;
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'], now: 1_000_000 });
    limit = new AttemptLimit(() => 3);
  });
  afterEach(() => void jest.useRealTimers());

  const succeed = () => limit.take(HERE, failures, () => Promise.resolve('in'));
  const fail = (address = HERE) => limit.take(address, failures, () => Promise.reject(new Error('wrong')));

  it('holds nobody up whose attempts go well', async () => {
    for (let count = 0; count < 10; count += 1) expect(await succeed()).toBe('in');
    expect(await Promise.all(Array.from({ length: 40 }, succeed))).toHaveLength(40);
  });

  it('sends away whoever failed so often within a minute, also with the right password', async () => {
    for (let count = 0; count < 3; count += 1) await expect(fail()).rejects.toThrow('wrong');
    jest.advanceTimersByTime(20_000);
    const refused = await succeed().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TooMany);
    expect((refused as TooMany).retryAfterSeconds).toBe(40);
    await expect(fail('10.0.0.2')).rejects.toThrow('wrong');
    jest.advanceTimersByTime(40_000);
    expect(await succeed()).toBe('in');
  });

  it('lets no more be tried at once than may fail', async () => {
    let tried = 0;
    const guesses = Array.from({ length: 50 }, () =>
      limit
        .take(HERE, failures, async () => {
          tried += 1;
          await setImmediate();
          throw new Error('wrong');
        })
        .catch((error: unknown) => (error instanceof TooMany ? 'sent away' : 'looked at')),
    );
    const answers = await Promise.all(guesses);
    expect(tried).toBe(3);
    expect(answers.filter((answer) => answer === 'sent away')).toHaveLength(47);
  });

  it('lets a hundred wait, and sends others away at once', async () => {
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const answers = Array.from({ length: 105 }, () =>
      limit
        .take(HERE, failures, () => ended)
        .then(
          () => 'in',
          () => 'sent away',
        ),
    );
    await setImmediate();
    end();
    expect((await Promise.all(answers)).filter((answer) => answer === 'in')).toHaveLength(103);
  });

  it('counts what went well too, where that is asked for', async () => {
    for (let count = 0; count < 3; count += 1) await limit.take(HERE, all, () => Promise.resolve());
    await expect(limit.take(HERE, all, () => Promise.resolve())).rejects.toThrow(TooMany);
    await expect(succeed()).rejects.toThrow(TooMany);
  });

  it('remembers only addresses of late', async () => {
    for (let count = 0; count < 1_000; count += 1)
      await fail(`10.1.${count >> 8}.${count & 255}`).catch(() => undefined);
    expect(limit.size).toBe(1_000);
    jest.advanceTimersByTime(60_001);
    await succeed();
    expect(limit.size).toBe(1);
  });
});
