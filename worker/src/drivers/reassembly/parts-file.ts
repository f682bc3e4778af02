import { join } from 'node:path';
import { makeFolder } from '@signalbox/files/make-folder';
import Database from 'better-sqlite3';
import type { InboundPart, PartOf } from './inbound-part.js';

export const PARTS_FILE = 'parts.db';

const LAYOUT = 2;
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
/** What each layout has more than the one before. */
const STEPS = [
  TABLES,
  `ALTER TABLE parts ADD COLUMN answered INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE arrivals ADD COLUMN answered INTEGER NOT NULL DEFAULT 0;`,
];

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
  /** Whether its network has our answer, and need not bring it again. */
  answered: boolean;
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

  put(set: PartSet, number: number, { text, at }: Omit<StoredPart, 'answered'>): void {
    this.statements.put.run(set.id, number, Buffer.from(text, 'utf16le'), at);
  }

  partsOf(set: PartSet): Map<number, StoredPart> {
    const rows = this.statements.parts.all(set.id);
    return new Map(rows.map((row) => [row.number, partIn(row)]));
  }

  partOf(set: PartSet, number: number): StoredPart | null {
    const row = this.statements.part.get(set.id, number);
    return row ? partIn(row) : null;
  }

  countOf(set: PartSet): number {
    return this.statements.count.get(set.id)?.count ?? 0;
  }

  /** A mark that a loss of power forgets costs one repetition, which is known by its id. */
  tell(set: PartSet, told: number): void {
    this.unsynced(() => this.statements.tell.run(told, set.id));
  }

  /** A mark that a loss of power forgets costs at most a message with the same words right after it. */
  answerPart(set: PartSet, number: number): void {
    this.unsynced(() => this.statements.answerPart.run(set.id, number));
  }

  answerArrival(digest: Buffer): void {
    this.unsynced(() => this.statements.answerArrival.run(digest));
  }

  private unsynced(work: () => void): void {
    this.db.pragma('synchronous = NORMAL');
    try {
      work();
    } finally {
      this.db.pragma('synchronous = FULL');
    }
  }

  /** Sets that are not told yet: those begun before a time, or every one; the oldest first. */
  openSets(before = Number.MAX_SAFE_INTEGER, limit = -1): PartSet[] {
    return this.statements.open.all(before, limit);
  }

  openCount(before = Number.MAX_SAFE_INTEGER): number {
    return this.statements.openCount.get(before)?.count ?? 0;
  }

  arrivalOf(digest: Buffer): { at: number; answered: boolean } | null {
    const row = this.statements.arrival.get(digest);
    return row ? { at: row.at, answered: row.answered === 1 } : null;
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

interface PartRow {
  number: number;
  text: Buffer;
  at: number;
  answered: number;
}
const partIn = ({ text, at, answered }: PartRow): StoredPart => {
  return { text: text.toString('utf16le'), at, answered: answered === 1 };
};

function opened(file: string): Database.Database {
  const db = new Database(file);
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    const layout = Number(db.pragma('user_version', { simple: true }));
    if (layout > LAYOUT) throw new Error(`it was written by a newer version (layout ${layout})`);
    db.transaction(() => {
      for (const step of STEPS.slice(layout)) db.exec(step);
      if (layout < LAYOUT) db.pragma(`user_version = ${LAYOUT}`);
    })();
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
    parts: db.prepare<[number], PartRow>('SELECT * FROM parts WHERE set_id = ? ORDER BY number'),
    part: db.prepare<[number, number], PartRow>('SELECT * FROM parts WHERE set_id = ? AND number = ?'),
    answerPart: db.prepare<[number, number]>('UPDATE parts SET answered = 1 WHERE set_id = ? AND number = ?'),
    count: db.prepare<[number], { count: number }>('SELECT count(*) AS count FROM parts WHERE set_id = ?'),
    tell: db.prepare<[number, number]>('UPDATE sets SET told = ? WHERE id = ?'),
    open: db.prepare<[number, number], PartSet>(
      'SELECT * FROM sets WHERE told IS NULL AND begun < ? ORDER BY begun, id LIMIT ?',
    ),
    openCount: db.prepare<[number], { count: number }>(
      'SELECT count(*) AS count FROM sets WHERE told IS NULL AND begun < ?',
    ),
    arrival: db.prepare<[Buffer], { at: number; answered: number }>('SELECT * FROM arrivals WHERE digest = ?'),
    arrive: db.prepare<[Buffer, number]>(
      'INSERT INTO arrivals (digest, at) VALUES (?, ?) ON CONFLICT DO UPDATE SET at = excluded.at, answered = 0',
    ),
    answerArrival: db.prepare<[Buffer]>('UPDATE arrivals SET answered = 1 WHERE digest = ?'),
    forgetParts: db.prepare<[number]>(`DELETE FROM parts WHERE set_id IN (SELECT id FROM sets WHERE ${told})`),
    forgetSets: db.prepare<[number]>(`DELETE FROM sets WHERE ${told}`),
    forgetArrivals: db.prepare<[number]>('DELETE FROM arrivals WHERE at < ?'),
  };
}
