import { copyFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder } from '@signalbox/files/make-folder';
import { filesBelow, headOf, isThere, measured, syncPath } from './files.js';

const TRIES = 50;
const PAUSE_MS = 100;
/** The head of a write-ahead log, with the salts that a new beginning of it changes (https://sqlite.org/fileformat2.html). */
const LOG_HEAD = 32;

/** The journals of workers that keep theirs in a data folder, by their paths below it. */
export const journalsIn = async (folder: string): Promise<string[]> =>
  (await filesBelow(folder)).filter((path) => /^worker-[^/]+\/journal\.db$/.test(path));

/**
 * Copies a journal that its worker has open. The worker lets nobody else read it, so the two files are copied as they lie:
 * what a loss of power would leave. That holds if nothing was moved from the log into the file meanwhile, which is looked
 * at, and tried again.
 * @throws Error when it was moved each time
 */
export async function copyJournal(from: string, to: string): Promise<void> {
  makeFolder(dirname(to));
  const log = `${from}-wal`;
  const state = async () => [(await measured(from)).sha256, (await headOf(log, LOG_HEAD)).toString('hex')].join();
  for (let tries = 0; tries < TRIES; tries++) {
    const before = await state();
    await copyFile(from, to);
    // A worker that ends takes its log along.
    if (await isThere(log)) await copyFile(log, `${to}-wal`);
    else await rm(`${to}-wal`, { force: true });
    if ((await state()) === before) {
      for (const path of [to, `${to}-wal`]) if (await isThere(path)) await syncPath(path);
      return;
    }
    await sleep(PAUSE_MS);
  }
  throw new Error(`${from}: its worker did not leave it alone for a moment; try again`);
}
