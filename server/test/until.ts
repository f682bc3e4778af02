import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 15;

/**
 * Asks again and again until the answer is neither undefined nor false, and resolves to it.
 * @throws when there is none within the time, in ms
 */
export async function until<T>(
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  within = 60_000,
): Promise<T> {
  const deadline = Date.now() + within;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`It did not happen within ${within} ms: ${ask.toString()}`);
    await wait(POLL_MS);
  }
}
