import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { recipientOf, textOf } from './messages.mjs';

const DAY_MS = 86_400_000;
/** How far back the oldest message lies. */
const DAYS = 90;
const CHUNK = 20_000;

/** Of a hundred messages in a row, so many end so; the rest came in. */
const ENDS = [
  ['delivered', 90],
  ['undelivered', 3],
  ['failed', 2],
  ['expired', 1],
];

function statusOf(number) {
  let left = number % 100;
  for (const [status, share] of ENDS) {
    if (left < share) return status;
    left -= share;
  }
  return 'received';
}

/** The SQLite file below a product's data folder. */
export function databaseIn(dataDir) {
  const name = readdirSync(dataDir).find((file) => /\.(sqlite3?|db)$/.test(file));
  if (name === undefined || !existsSync(join(dataDir, name))) throw new Error('no SQLite file in the data folder');
  return join(dataDir, name);
}

const hex = (number, digits) => number.toString(16).padStart(digits, '0');

/** A UUIDv7 that sorts by time and number, without a generator's cost. */
const idOf = (at, number) => {
  const time = hex(at, 12);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(number % 4096, 3)}-8${hex((number * 2_654_435_761) % 4096, 3)}-${hex(number, 12)}`;
};

/** @returns when each of so many rows was created: the first so many ms ago, the last a minute ago */
function spreadOver(span, rows) {
  const begin = Date.now() - span;
  return (number) => Math.floor(begin + (number * (span - 60_000)) / rows);
}

/** One stored message; columns that are not named here get the table's default. */
function rowOf(number, at, channels) {
  const status = statusOf(number);
  const received = status === 'received';
  const steps = received ? ['received'] : ['queued', 'dispatched', 'accepted', 'sent', status];
  return {
    id: idOf(at, number),
    direction: received ? 'inbound' : 'outbound',
    status,
    user_id: received ? null : 1,
    channel_id: channels[number % channels.length],
    pinned: 0,
    peer: recipientOf(number),
    own_number: '+254700000001',
    text: textOf(number),
    encoding: 'gsm7',
    segments: 1,
    lane: 1,
    client_ref: !received && number % 3 === 0 ? `order-${number}` : null,
    reason: status === 'failed' ? 'refused by the network' : null,
    attempt: received ? 0 : 1,
    max_attempts: 3,
    created_at: at,
    updated_at: at + 900,
    due_at: at,
    held_at: received ? null : at + 20,
    history: steps.map((word, index) => `${at + index * 200} ${word}\n`).join(''),
  };
}

/** The same for one that waits, for any channel. */
function waitingRowOf(number, at) {
  return {
    ...rowOf(0, at, [null]),
    id: idOf(at, number),
    status: 'queued',
    peer: recipientOf(number),
    text: textOf(number),
    client_ref: null,
    attempt: 0,
    updated_at: at,
    queue_lane: 1,
    held_at: null,
    history: `${at} queued\n`,
  };
}

/** The columns to write; a column this file does not know of must be able to do without. */
function columnsOf(db, row) {
  const known = Object.keys(row);
  const columns = db.pragma('table_info(messages)');
  const left = columns.filter(
    ({ name, notnull, dflt_value, pk }) => !known.includes(name) && notnull && dflt_value === null && !pk,
  );
  if (left.length > 0)
    throw new Error(`the filling does not know the columns ${left.map(({ name }) => name).join(', ')}`);
  return columns.map(({ name }) => name).filter((name) => known.includes(name));
}

/** Adds a row to what the counters would say of all. */
export function count(days, row) {
  const key = `${Math.floor(row.created_at / DAY_MS)} ${row.channel_id ?? 0} ${row.status}`;
  days.set(key, (days.get(key) ?? 0) + 1);
}

function writeCounters(db, days) {
  const insert = db.prepare(
    'INSERT INTO message_days (day, channel_id, status, entered, departed) VALUES (?, ?, ?, ?, 0) ' +
      'ON CONFLICT (day, channel_id, status) DO UPDATE SET entered = entered + excluded.entered',
  );
  for (const [key, entered] of days) insert.run(...key.split(' '), entered);
}

/** The look-up by number, which the product keeps up in its quiet moments: it has had many since these messages came. */
function indexNumbers(db) {
  db.exec('INSERT INTO message_peers (peer, seq) SELECT peer, seq FROM messages ORDER BY peer, seq');
  db.exec('UPDATE message_peers_progress SET upto = (SELECT MAX(seq) FROM messages)');
}

/**
 * Stores messages of the last 90 days in the database of a product that was started once and does not run now.
 * @param {string} dataDir
 * @param {number} rows
 */
export const fill = (dataDir, rows) => store(dataDir, rows, DAYS * DAY_MS, rowOf);

/** The same, sent by runs of programs. */
export const fillOfRuns = (dataDir, rows) => store(dataDir, rows, DAYS * DAY_MS, rowOfRun);

/** Runs of those that are filled; those that a product makes begin at 1. */
export const FIRST_RUN = 1_000_001;
export const ROWS_OF_A_RUN = 20_000;

/** The same for one that a run of a program sent. */
function rowOfRun(number, at, channels) {
  const row = rowOf(number, at, channels);
  return { ...row, run_id: row.direction === 'outbound' ? FIRST_RUN + Math.floor(number / ROWS_OF_A_RUN) : null };
}

/** Messages of the last 90 days, one after another, for whoever stores them elsewhere. */
export function* messagesOf(rows, channels, { ofRuns = false } = {}) {
  const timeOf = spreadOver(DAYS * DAY_MS, rows);
  const rowAt = ofRuns ? rowOfRun : rowOf;
  for (let number = 0; number < rows; number++) yield rowAt(number, timeOf(number), channels);
}

/** Stores messages of the last hour that all still wait, in the same way. */
export const fillWaiting = (dataDir, rows) => store(dataDir, rows, 3_600_000, waitingRowOf);

/**
 * The indexes are made again at the end, which is faster than keeping them, and leaves them as tight as they can be.
 * @param {number} span how long ago the first was created, ms
 */
function store(dataDir, rows, span, rowAt) {
  const db = new Database(databaseIn(dataDir));
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('cache_size = -400000');
  const channels = db.prepare('SELECT id FROM channels ORDER BY id').pluck().all();
  if (channels.length === 0) throw new Error('the product has no channels yet');
  const columns = columnsOf(db, rowAt(0, 0, channels));
  const indexes = db
    .prepare("SELECT name, sql FROM sqlite_master WHERE tbl_name = 'messages' AND type = 'index' AND sql IS NOT NULL")
    .all();
  for (const { name } of indexes) db.exec(`DROP INDEX "${name}"`);

  const insert = db.prepare(
    `INSERT INTO messages (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
  );
  const timeOf = spreadOver(span, rows);
  const days = new Map();
  const insertChunk = db.transaction((from, to) => {
    for (let number = from; number < to; number++) {
      const row = rowAt(number, timeOf(number), channels);
      insert.run(row);
      count(days, row);
    }
  });
  for (let from = 0; from < rows; from += CHUNK) insertChunk(from, Math.min(rows, from + CHUNK));
  writeCounters(db, days);
  for (const { sql } of indexes) db.exec(sql);
  indexNumbers(db);
  db.pragma('journal_mode = WAL');
  db.close();
}
