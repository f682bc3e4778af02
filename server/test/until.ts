import { setTimeout as wait } from 'node:timers/promises';

/** How long it rests between two asks, in ms: the longer it has waited, since each ask is work for what it waits for, too. */
const [FIRST_MS, LONGEST_MS, GROWTH] = [10, 200, 1.25];

/**
 * Asks again and again until the answer is neither undefined nor false, and resolves to it.
 * @throws when there is none within the time, in ms
 */
export async function until<T>(
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  within = 240_000,
): Promise<T> {
  const deadline = Date.now() + within;
  for (let rest = FIRST_MS; ; rest = Math.min(LONGEST_MS, rest * GROWTH)) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`It did not happen within ${within} ms: ${ask.toString()}`);
    await wait(rest);
  }
}
