import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A line is message and attempt, channel, recipient, time; a torn line may have another behind it. */
const ENTRY = /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):\d+(?: \d+ (\+\d+) \d+$)?/gm;

/**
 * What the simulator was given, by its own book-keeping: an append-only file of the worker's.
 * @param {string} dataDir the server's data folder
 * @returns {Generator<{id: string, to: string | undefined}>} each submission
 */
export function* submissionsIn(dataDir) {
  const files = readdirSync(dataDir, { recursive: true }).filter((file) => /(^|[\\/])simulator\.ledger$/.test(file));
  if (files.length === 0) throw new Error('no simulator.ledger below the data folder');
  for (const file of files) {
    for (const [, id, to] of readFileSync(join(dataDir, file), 'utf8').matchAll(ENTRY)) yield { id, to };
  }
}

/** @returns {Map<string, number>} by message id, how often it was submitted */
export const readLedger = (dataDir) => timesOf(submissionsIn(dataDir), ({ id }) => id);

/** How often each key comes. @returns {Map<unknown, number>} */
export function timesOf(values, keyOf) {
  const times = new Map();
  for (const value of values) {
    const key = keyOf(value);
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  return times;
}
