import Database from 'better-sqlite3';
import { TOTALS, noTotals, sumsOf } from '../../server/dist/messaging/counts/totals.js';
import { databaseIn } from './fill.mjs';

const DAYS = 30;
/** The days whose minutes are kept; of those before, hours and days only. */
const MINUTE_DAYS = 7;
const HOURS_A_DAY = 24;
/** Minutes that the background has not summed up yet: it sums up each when it is over. */
const FRESH_MINUTES = 3;

const SUM_COLUMNS = ['span_minutes', 'dimensions', 'channel_id', 'pair_id', 'program_id', 'number', ...TOTALS];

/** A generator that gives the same numbers in each run. */
function random(seed) {
  let state = seed;
  return (below) => (state = (state * 16_807) % 2_147_483_647) % below;
}

/** What became of a message; a SIM card had it but for the 5 in a hundred that expired before. */
function resultOf(next) {
  const chance = next(100);
  return chance < 5 ? 'expired' : chance < 90 ? 'delivered' : chance < 93 ? 'undelivered' : 'failed';
}

/**
 * The counts that a message leaves, each under its cell: half of the programs are for one pair, half for all of them.
 * @param {(below: number) => number} next
 */
function* countsOf(next, { channels, pairs, programs }) {
  const program = next(programs.length);
  const pair = pairs[program % 2 === 0 ? program % pairs.length : next(pairs.length)];
  const cell = { pairId: pair, programId: programs[program] };
  const result = resultOf(next);
  yield [{ ...cell, channelId: 0 }, 'accepted'];
  if (result === 'expired') return yield [{ ...cell, channelId: 0 }, result];
  const channelId = channels[next(channels.length)];
  yield [{ ...cell, channelId }, 'dispatched'];
  yield [{ ...cell, channelId }, 'sent'];
  yield [{ ...cell, channelId }, result];
}

const FIELD_OF = { expired: 'failed', undelivered: 'failed' };

/** The rows of some minutes, a row a minute and cell. */
function minutesOf(next, names, messages, from, minutes) {
  const rows = new Map();
  for (let number = 0; number < messages; number++) {
    const minute = from + next(minutes);
    for (const [cell, status] of countsOf(next, names)) {
      const key = `${minute} ${cell.channelId} ${cell.pairId} ${cell.programId}`;
      let row = rows.get(key);
      if (!row) rows.set(key, (row = { minute, ...cell, totals: noTotals() }));
      row.totals[FIELD_OF[status] ?? status]++;
    }
  }
  return [...rows.values()];
}

function sumWriter(db) {
  const changes = TOTALS.map((field) => `${field} = ${field} + excluded.${field}`);
  const statement = db.prepare(
    `INSERT INTO message_totals (${SUM_COLUMNS.join(', ')}) VALUES (${SUM_COLUMNS.map(() => '?').join(', ')}) ` +
      `ON CONFLICT DO UPDATE SET ${changes.join(', ')}`,
  );
  return ({ span, dimensions, channelId, pairId, programId, number, totals }) =>
    statement.run(span, dimensions, channelId, pairId, programId, number, ...TOTALS.map((field) => totals[field]));
}

function writeFresh(db, next, names, perMinute) {
  const statement = db.prepare(
    'INSERT INTO message_minutes (minute, channel_id, pair_id, program_id, status, entered) VALUES (?, ?, ?, ?, ?, 1) ' +
      'ON CONFLICT DO UPDATE SET entered = entered + 1',
  );
  const now = Math.floor(Date.now() / 60_000);
  for (let minute = now; minute < now + FRESH_MINUTES; minute++) {
    for (let number = 0; number < perMinute; number++) {
      for (const [cell, status] of countsOf(next, names)) {
        statement.run(minute, cell.channelId, cell.pairId, cell.programId, status);
      }
    }
  }
}

/**
 * Leaves in the database of a product that does not run what the counting and summing up of so many messages, spread
 * over the last 30 days, would have left; the sums are those of the product's own rule.
 * @param {string} dataDir
 * @param {{channels: number[], pairs: string[], programs: string[]}} names whose the messages are
 * @returns {number} how many messages are in the sums: the last minutes are not
 */
export function fillTotals(dataDir, messages, names) {
  const db = new Database(databaseIn(dataDir));
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  const next = random(42);
  const write = sumWriter(db);
  const hours = DAYS * HOURS_A_DAY;
  const anHour = Math.round(messages / hours);
  const end = Math.floor(Date.now() / 3_600_000);
  const fill = db.transaction(() => {
    for (let hour = end - hours; hour < end; hour++) {
      const withMinutes = hour >= end - MINUTE_DAYS * HOURS_A_DAY;
      const rows = minutesOf(next, names, anHour, hour * 60, withMinutes ? 60 : 1);
      for (const sum of sumsOf(rows)) if (sum.span > 1 || withMinutes) write(sum);
    }
    writeFresh(db, next, names, Math.round(anHour / 60));
  });
  fill();
  db.pragma('journal_mode = WAL');
  db.close();
  return anHour * hours;
}
