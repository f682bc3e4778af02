import { setTimeout as wait } from 'node:timers/promises';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/**
 * Does something with a store until it succeeds: a store that does not answer now will, and nobody waits for it.
 * @param onFailure told of each failure
 * @throws what ended the waiting, when the signal did
 */
export async function persist<T>(
  work: () => Promise<T>,
  signal: AbortSignal,
  onFailure: (error: unknown) => void,
): Promise<T> {
  for (let pause = FIRST_WAIT_MS; ; pause = Math.min(pause * 2, LONGEST_WAIT_MS)) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      onFailure(error);
    }
    await wait(pause, undefined, { signal });
  }
}
