import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A line begins with the message and its attempt; a torn line may have another behind it. */
const ENTRY = /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):\d+/g;

/**
 * What the simulator was given, by its own book-keeping: an append-only file of the worker's.
 * @param {string} dataDir the server's data folder
 * @returns {Map<string, number>} by message id, how often it was submitted
 */
export function readLedger(dataDir) {
  const files = readdirSync(dataDir, { recursive: true }).filter((file) => /(^|[\\/])simulator\.ledger$/.test(file));
  if (files.length === 0) throw new Error('no simulator.ledger below the data folder');
  const times = new Map();
  for (const file of files) {
    for (const [, id] of readFileSync(join(dataDir, file), 'utf8').matchAll(ENTRY)) {
      times.set(id, (times.get(id) ?? 0) + 1);
    }
  }
  return times;
}
