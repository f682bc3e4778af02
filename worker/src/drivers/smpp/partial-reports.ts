import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '@signalbox/files/make-folder';
import Database from 'better-sqlite3';
import type { JobKey } from '../../journal/journal.js';

const TABLES = `
  CREATE TABLE IF NOT EXISTS delivered (
    id TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    part INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (id, attempt, part)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS delivered_at ON delivered (at);
`;
const GATHER_MS = 10;
/** As long as the journal knows a job that was sent. */
const MEMORY_MS = 7 * 24 * 3_600_000;

/**
 * Which parts of long messages were reported delivered, in `smpp.db` in the worker's folder: the SMSC tells each part
 * once, and the message has an event only with the last of them.
 */
export class PartialReports {
  private readonly file: string;
  private opened: Opened | undefined;
  private waiting: { job: JobKey; part: number; resolve: () => void; reject: (error: unknown) => void }[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly folder: string) {
    this.file = join(folder, 'smpp.db');
  }

  /** Resolves when it is on disk; rejects when that failed. */
  keep(job: JobKey, part: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ job, part, resolve, reject });
      this.timer ??= setTimeout(() => this.flush(), GATHER_MS);
    });
  }

  /** The parts, counted from 0, that were delivered. */
  of({ id, attempt }: JobKey): number[] {
    if (!this.opened && !existsSync(this.file)) return [];
    return this.open()
      .get.all(id, attempt)
      .map(({ part }) => part);
  }

  /** Not synced by itself: what a crash brings back is swept by its age. */
  forget({ id, attempt }: JobKey): void {
    if (!this.opened) return;
    const { db, forget } = this.opened;
    db.pragma('synchronous = NORMAL');
    try {
      forget.run(id, attempt);
    } finally {
      db.pragma('synchronous = FULL');
    }
  }

  close(): void {
    this.flush();
    this.opened?.db.close();
    this.opened = undefined;
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const batch = this.waiting.splice(0);
    if (batch.length === 0) return;
    const at = Date.now();
    try {
      const { db, put } = this.open();
      db.transaction(() => {
        for (const { job, part } of batch) put.run(job.id, job.attempt, part, at);
      })();
      for (const { resolve } of batch) resolve();
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  /** Only when there is something to keep: most workers have no such account. @throws Error when it cannot be used */
  private open(): Opened {
    if (this.opened) return this.opened;
    makeFolder(this.folder);
    const db = new Database(this.file);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.exec(TABLES);
    db.prepare('DELETE FROM delivered WHERE at < ?').run(Date.now() - MEMORY_MS);
    this.opened = { db, ...statementsOf(db) };
    return this.opened;
  }
}

type Opened = { db: Database.Database } & ReturnType<typeof statementsOf>;

const statementsOf = (db: Database.Database) => ({
  put: db.prepare<[string, number, number, number]>(
    'INSERT INTO delivered (id, attempt, part, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  ),
  get: db.prepare<[string, number], { part: number }>(
    'SELECT part FROM delivered WHERE id = ? AND attempt = ? ORDER BY part',
  ),
  forget: db.prepare<[string, number]>('DELETE FROM delivered WHERE id = ? AND attempt = ?'),
});
