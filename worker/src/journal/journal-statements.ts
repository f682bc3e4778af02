import type { Database, Statement } from 'better-sqlite3';
import { rankOf } from './job-state.js';
import type { OutboxPacket } from './journal.js';

/** A job's row without its body. */
export interface JobRow {
  id: string;
  attempt: number;
  state: number;
  at: number;
  seq: number;
  detail: string | null;
  /** 1 may be tried again, 2 was never tried. */
  temporary: number;
}

interface UnfinishedRow {
  state: number;
  at: number;
  body: string;
  detail: string | null;
}

interface Reads {
  meta: Statement<[name: string], { value: number }>;
  find: Statement<[id: string, attempt: number], JobRow>;
  packet: Statement<[after: number], OutboxPacket>;
  unfinished: Statement<[], UnfinishedRow>;
  bite: Statement<[id: string, attempt: number, rows: number], JobRow>;
}

type Writes = Record<
  'setMeta' | 'insert' | 'lost' | 'sending' | 'advance' | 'finish' | 'reported' | 'put' | 'confirm' | 'forget',
  Statement
>;

/** The journal's statements, prepared. */
export function statementsOf(db: Database): Reads & Writes {
  const move = (body: string) => `UPDATE jobs SET state = ?, at = ?, seq = ?, detail = ?, temporary = ?${body}
    WHERE id = ? AND attempt = ? AND state < ?`;
  return {
    meta: db.prepare('SELECT value FROM meta WHERE name = ?'),
    setMeta: db.prepare(
      'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
    ),
    insert: db.prepare('INSERT INTO jobs (id, attempt, state, at, body) VALUES (?, ?, 0, ?, ?) ON CONFLICT DO NOTHING'),
    lost: db.prepare(
      `INSERT INTO jobs (id, attempt, state, at, detail) VALUES (?, ?, ${rankOf('uncertain')}, ?, ?) ON CONFLICT DO NOTHING`,
    ),
    find: db.prepare('SELECT id, attempt, state, at, seq, detail, temporary FROM jobs WHERE id = ? AND attempt = ?'),
    sending: db.prepare(
      `UPDATE jobs SET state = ${rankOf('sending')}, at = ? WHERE id = ? AND attempt = ? AND state = 0`,
    ),
    advance: db.prepare(move('')),
    finish: db.prepare(move(', body = NULL')),
    reported: db.prepare('UPDATE jobs SET seq = ? WHERE id = ? AND attempt = ?'),
    put: db.prepare('INSERT INTO outbox (first, last, events) VALUES (?, ?, ?)'),
    packet: db.prepare('SELECT first, last, events FROM outbox WHERE last > ? ORDER BY first LIMIT 1'),
    confirm: db.prepare('DELETE FROM outbox WHERE last <= ?'),
    unfinished: db.prepare('SELECT state, at, body, detail FROM jobs WHERE body IS NOT NULL ORDER BY id'),
    bite: db.prepare(
      `SELECT id, attempt, state, at, seq, detail, temporary FROM jobs WHERE (id, attempt) > (?, ?)
       ORDER BY id, attempt LIMIT ?`,
    ),
    forget: db.prepare('DELETE FROM jobs WHERE id = ? AND attempt = ?'),
  };
}
