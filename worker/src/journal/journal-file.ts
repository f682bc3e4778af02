import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { makeFolder } from '@signalbox/files/make-folder';
import { narrow } from '@signalbox/files/private-files';
import Database from 'better-sqlite3';

const LAYOUT = 1;
const TABLES = `
  CREATE TABLE jobs (
    id TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    state INTEGER NOT NULL,
    at INTEGER NOT NULL,
    seq INTEGER NOT NULL DEFAULT 0,
    detail TEXT,
    temporary INTEGER NOT NULL DEFAULT 0,
    body TEXT,
    PRIMARY KEY (id, attempt)
  ) WITHOUT ROWID;
  CREATE INDEX unfinished ON jobs (id) WHERE body IS NOT NULL;
  CREATE TABLE outbox (first INTEGER PRIMARY KEY, last INTEGER NOT NULL, events TEXT NOT NULL);
  CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
`;

/** The files that must stay where they are while a journal is open. */
export const journalFiles = (folder: string): string[] =>
  ['journal.db', 'journal.db-wal'].map((name) => join(folder, name));

/** The folder cannot be used, or another process works with its journal. */
export class JournalError extends Error {}

/**
 * Opens `journal.db` in a folder, for this process alone: the lock falls with the process, also with kill -9. A worker
 * that has just been replaced may need a moment to end, so an open journal is waited for.
 * @throws JournalError
 */
export async function openJournalFile(folder: string, patienceMs = 10_000): Promise<Database.Database> {
  const file = join(folder, 'journal.db');
  try {
    makeFolder(folder);
  } catch (error) {
    const { code = 'error' } = error as NodeJS.ErrnoException;
    throw new JournalError(`DATA_DIR: cannot make the folder ${folder}: ${code}`);
  }
  for (const line of narrow([folder])) new Logger('Journal').warn(line);
  for (const end = Date.now() + patienceMs; ;) {
    try {
      return open(file);
    } catch (error) {
      if (!isBusy(error)) throw new JournalError(`cannot open ${file}: ${messageOf(error)}`);
      if (Date.now() > end) throw new JournalError(`${file} is in use by another worker with the same WORKER_ID`);
    }
    await sleep(100);
  }
}

function open(file: string): Database.Database {
  const db = new Database(file, { timeout: 0 });
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    // Jobs come and go at the end of their table.
    db.pragma('cache_size = -4096');
    db.exec('BEGIN EXCLUSIVE');
    const layout = Number(db.pragma('user_version', { simple: true }));
    if (layout > LAYOUT) throw new Error(`it was written by a newer version (layout ${layout})`);
    if (layout === 0) {
      db.exec(TABLES);
      db.pragma(`user_version = ${LAYOUT}`);
    }
    db.exec('COMMIT');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** By its code, not its class: the native module has one class a process, whoever loads it. */
const isBusy = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && /^SQLITE_(BUSY|LOCKED)/.test(String(error.code));
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
