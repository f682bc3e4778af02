import { join } from 'node:path';
import { makeFolder } from '@signalbox/files/make-folder';
import Database from 'better-sqlite3';
import type { InboundPart, PartOf } from './inbound-part.js';

export const PARTS_FILE = 'parts.db';

const LAYOUT = 1;
// Texts are kept in UTF-16: a part may end in half of a surrogate pair, which UTF-8 cannot hold.
const TABLES = `
  CREATE TABLE sets (
    id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    sender TEXT NOT NULL,
    reference INTEGER NOT NULL,
    total INTEGER NOT NULL,
    begun INTEGER NOT NULL,
    told INTEGER
  );
  CREATE INDEX sets_key ON sets (channel, sender, reference, total);
  CREATE INDEX sets_open ON sets (begun) WHERE told IS NULL;
  CREATE INDEX sets_told ON sets (told) WHERE told IS NOT NULL;
  CREATE TABLE parts (
    set_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    text BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (set_id, number)
  ) WITHOUT ROWID;
  CREATE TABLE arrivals (digest BLOB PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX arrivals_at ON arrivals (at);
`;

/** The parts of one message that are here. `told` is when its event was in the journal; null while it is not. */
export interface PartSet {
  id: number;
  channel: string;
  sender: string;
  reference: number;
  total: number;
  /** When its first part came, by our clock, epoch ms. */
  begun: number;
  told: number | null;
}

export interface StoredPart {
  text: string;
  at: number;
}

/** The parts of long messages on disk, `parts.db`. What a transaction of it took survives a kill -9 and a loss of power. */
export class PartsFile {
  private readonly db: Database.Database;
  private readonly statements;

  constructor(folder: string) {
    makeFolder(folder);
    this.db = opened(join(folder, PARTS_FILE));
    this.statements = statementsOf(this.db);
  }

  transact<T>(work: () => T): T {
    return this.db.transaction(work).immediate();
  }

  /** The newest sets with such parts, the newest first: some senders give every message the same reference. */
  setsOf({ channel, from }: Pick<InboundPart, 'channel' | 'from'>, { reference, total }: PartOf): PartSet[] {
    return this.statements.find.all(channel, from, reference, total);
  }

  begin({ channel, from }: InboundPart, { reference, total }: PartOf, begun: number): PartSet {
    const { lastInsertRowid } = this.statements.begin.run(channel, from, reference, total, begun);
    return { id: Number(lastInsertRowid), channel, sender: from, reference, total, begun, told: null };
  }

  put(set: PartSet, number: number, { text, at }: StoredPart): void {
    this.statements.put.run(set.id, number, Buffer.from(text, 'utf16le'), at);
  }

  partsOf(set: PartSet): Map<number, StoredPart> {
    const rows = this.statements.parts.all(set.id);
    return new Map(rows.map(({ number, text, at }) => [number, { text: text.toString('utf16le'), at }]));
  }

  partOf(set: PartSet, number: number): StoredPart | null {
    const row = this.statements.part.get(set.id, number);
    return row ? { text: row.text.toString('utf16le'), at: row.at } : null;
  }

  countOf(set: PartSet): number {
    return this.statements.count.get(set.id)?.count ?? 0;
  }

  /** Not synced by itself: a mark that a loss of power forgets costs one repetition, which is known by its id. */
  tell(set: PartSet, told: number): void {
    this.db.pragma('synchronous = NORMAL');
    try {
      this.statements.tell.run(told, set.id);
    } finally {
      this.db.pragma('synchronous = FULL');
    }
  }

  /** Sets that are not told yet: those begun before a time, or every one; the oldest first. */
  openSets(before = Number.MAX_SAFE_INTEGER, limit = -1): PartSet[] {
    return this.statements.open.all(before, limit);
  }

  openCount(): number {
    return this.statements.openCount.get()?.count ?? 0;
  }

  arrivalOf(digest: Buffer): number | null {
    return this.statements.arrival.get(digest)?.at ?? null;
  }

  arrive(digest: Buffer, at: number): void {
    this.statements.arrive.run(digest, at);
  }

  /** Forgets sets that were told, and arrivals, before these times. */
  forget(told: number, arrived: number): void {
    this.transact(() => {
      this.statements.forgetParts.run(told);
      this.statements.forgetSets.run(told);
      this.statements.forgetArrivals.run(arrived);
    });
  }

  close(): void {
    this.db.close();
  }
}

function opened(file: string): Database.Database {
  const db = new Database(file);
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    const layout = Number(db.pragma('user_version', { simple: true }));
    if (layout > LAYOUT) throw new Error(`it was written by a newer version (layout ${layout})`);
    if (layout === 0) {
      db.transaction(() => {
        db.exec(TABLES);
        db.pragma(`user_version = ${LAYOUT}`);
      })();
    }
    return db;
  } catch (error) {
    db.close();
    throw new Error(`cannot open ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function statementsOf(db: Database.Database) {
  const told = 'told IS NOT NULL AND told < ?';
  return {
    find: db.prepare<[string, string, number, number], PartSet>(
      'SELECT * FROM sets WHERE channel = ? AND sender = ? AND reference = ? AND total = ? ORDER BY id DESC LIMIT 8',
    ),
    begin: db.prepare<[string, string, number, number, number]>(
      'INSERT INTO sets (channel, sender, reference, total, begun) VALUES (?, ?, ?, ?, ?)',
    ),
    put: db.prepare<[number, number, Buffer, number]>(
      'INSERT INTO parts (set_id, number, text, at) VALUES (?, ?, ?, ?)',
    ),
    parts: db.prepare<[number], { number: number; text: Buffer; at: number }>(
      'SELECT number, text, at FROM parts WHERE set_id = ? ORDER BY number',
    ),
    part: db.prepare<[number, number], { text: Buffer; at: number }>(
      'SELECT text, at FROM parts WHERE set_id = ? AND number = ?',
    ),
    count: db.prepare<[number], { count: number }>('SELECT count(*) AS count FROM parts WHERE set_id = ?'),
    tell: db.prepare<[number, number]>('UPDATE sets SET told = ? WHERE id = ?'),
    open: db.prepare<[number, number], PartSet>(
      'SELECT * FROM sets WHERE told IS NULL AND begun < ? ORDER BY begun, id LIMIT ?',
    ),
    openCount: db.prepare<[], { count: number }>('SELECT count(*) AS count FROM sets WHERE told IS NULL'),
    arrival: db.prepare<[Buffer], { at: number }>('SELECT at FROM arrivals WHERE digest = ?'),
    arrive: db.prepare<[Buffer, number]>(
      'INSERT INTO arrivals (digest, at) VALUES (?, ?) ON CONFLICT DO UPDATE SET at = excluded.at',
    ),
    forgetParts: db.prepare<[number]>(`DELETE FROM parts WHERE set_id IN (SELECT id FROM sets WHERE ${told})`),
    forgetSets: db.prepare<[number]>(`DELETE FROM sets WHERE ${told}`),
    forgetArrivals: db.prepare<[number]>('DELETE FROM arrivals WHERE at < ?'),
  };
}
