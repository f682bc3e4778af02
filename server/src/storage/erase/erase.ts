import { UNSENT } from '@signalbox/contracts/statuses';
import type { NumberListRepository } from '../../campaigns/number-lists/number-list.repository.js';
import { SqlAuditRepository } from '../access/audit.repository.js';
import type { Database } from '../typeorm/database.js';
import { marks } from '../typeorm/marks.js';
import type { SqlValue } from '../typeorm/tx.js';
import { eraseFromLists, mayHold } from './list-chunks.js';
import { chunks } from '../../platform/common/chunks.js';

/** Rows of a transaction: others write in between. */
const STEP = 100;
/** What stands in a message's place for the number. */
export const ERASED = 'erased';

export interface Erased {
  messages: number;
  listRows: number;
  /** Customers, leads and tickets that it stood in. */
  others: number;
  logs: number;
  /** Answers kept under an Idempotency-Key that it stood in. */
  answers: number;
  /** Deliveries to webhooks and others that wait, which have it until they are over. */
  waiting: number;
  /** Lists that are being imported, in which it may be still. */
  openLists: string[];
}

/** Where the number is the whole of a field, which is left empty. */
const FIELDS: [table: string, column: string][] = [
  ['customers', 'phone'],
  ['leads', 'phone'],
  ['tickets', 'sms_to'],
];

/**
 * Takes a number away from all that is stored. Messages stay as rows, without number, text and reference, so that sums and runs keep
 * what they count; so do rows of lists. It stays on the suppression list, which is why it is not sent to again, and in what M-Pesa
 * and the books say of money. May be run again.
 * @param number E.164
 * @throws Error in one line while a message to it is under way: it would be with a worker
 */
export async function eraseNumber(db: Database, lists: NumberListRepository, number: string): Promise<Erased> {
  await requireNothingUnderWay(db, number);
  // What is freed is overwritten, and not only let go.
  if (db.isSqlite) await db.write((tx) => tx.all('PRAGMA secure_delete = ON', []));
  const messages = await eraseMessages(db, number);
  const { rows: listRows, open: openLists } = await eraseFromLists(lists, number);
  let others = 0;
  for (const [table, column] of FIELDS) {
    others += await db.write((tx) => tx.run(`UPDATE ${table} SET ${column} = NULL WHERE ${column} = ?`, [number]));
  }
  await eraseRejects(db, number);
  await db.write((tx) => tx.run('UPDATE ticket_replies SET sms_to = NULL WHERE sms_to = ?', [number]));
  const logs = await eraseLogs(db, number);
  const answers = await eraseAnswers(db, number);
  const waiting = (await eraseDeliveries(db, number)) + (await eraseOutbox(db, number));
  // What was changed goes, who changed it stays, and its chain holds.
  await new SqlAuditRepository(db).erase(number);
  if (db.isSqlite) {
    // Once more: entries of rows that were read before they were changed may have come since.
    await db.write((tx) => tx.run('DELETE FROM message_peers WHERE peer = ?', [number]));
    await db.find((orm) => orm.query('PRAGMA wal_checkpoint(TRUNCATE)'));
  }
  return { messages, listRows, others, logs, answers, waiting, openLists };
}

async function requireNothingUnderWay(db: Database, number: string): Promise<void> {
  const sql = `SELECT COUNT(*) AS many FROM messages WHERE peer = ? AND status IN (${marks(UNSENT)})`;
  const [row] = await db.readLong<{ many: number | string }>(sql, [number, ...UNSENT]);
  const many = Number(row?.many ?? 0);
  if (many === 0) return;
  throw new Error(
    `${many} messages to this number wait or are with a worker; cancel them, or wait; nothing was erased`,
  );
}

async function eraseMessages(db: Database, number: string): Promise<number> {
  const rows = await db.readLong<{ seq: number | string }>('SELECT seq FROM messages WHERE peer = ?', [number]);
  let erased = 0;
  for (const chunk of chunks(rows, STEP)) {
    const some: SqlValue[] = chunk.map(({ seq }) => Number(seq));
    const sql =
      `UPDATE messages SET peer = '${ERASED}', text = '', client_ref = NULL, reason = NULL, callback_url = NULL, version = version + 1 ` +
      `WHERE seq IN (${marks(some)}) AND peer = ?`;
    erased += await db.write((tx) => tx.run(sql, [...some, number]));
  }
  if (db.isSqlite) await db.write((tx) => tx.run('DELETE FROM message_peers WHERE peer = ?', [number]));
  return erased;
}

/** The key does what it did: its request is not done twice. Answers that are sealed are opened by nobody else, and go within the day. */
function eraseAnswers(db: Database, number: string): Promise<number> {
  const sql = 'UPDATE idempotency_keys SET answer = REPLACE(answer, ?, ?) WHERE answer LIKE ?';
  return db.write((tx) => tx.run(sql, [number, ERASED, `%"${number}"%`]));
}

async function eraseLogs(db: Database, number: string): Promise<number> {
  const some = 'SELECT id FROM logs WHERE id > ? AND details LIKE ? ORDER BY id LIMIT ?';
  let erased = 0;
  for (let after = 0; ;) {
    const rows = await db.readLong<{ id: number }>(some, [after, `%${number}%`, STEP]);
    const last = rows.at(-1);
    if (!last) return erased;
    after = last.id;
    const changes = rows.map(({ id }): SqlValue[] => [number, ERASED, id]);
    await db.write((tx) => tx.runEach('UPDATE logs SET details = REPLACE(details, ?, ?) WHERE id = ?', changes));
    erased += rows.length;
  }
}

interface RejectRow {
  import_id: number;
  line: number;
  value: string;
}

/** What imports of customers could not take, however it is written there. */
async function eraseRejects(db: Database, number: string): Promise<void> {
  const some =
    'SELECT import_id, line, value FROM customer_import_rejects WHERE import_id > ? OR (import_id = ? AND line > ?) ' +
    'ORDER BY import_id, line LIMIT ?';
  for (let after = { import_id: 0, line: 0 }; ;) {
    const rows = await db.readLong<RejectRow>(some, [after.import_id, after.import_id, after.line, STEP]);
    const last = rows.at(-1);
    if (!last) return;
    after = last;
    const sql = 'UPDATE customer_import_rejects SET value = ? WHERE import_id = ? AND line = ?';
    const its = rows.filter(({ value }) => mayHold(value, number));
    await db.write((tx) =>
      tx.runEach(
        sql,
        its.map(({ import_id, line }): SqlValue[] => [ERASED, import_id, line]),
      ),
    );
  }
}

/** What has left the house, or was given up. @returns how many wait: they are not taken back */
async function eraseOutbox(db: Database, number: string): Promise<number> {
  const like = `%${number}%`;
  const over = "state <> 'waiting' AND (payload LIKE ? OR error LIKE ?)";
  await db.write((tx) =>
    tx.run(`UPDATE outbox SET payload = REPLACE(payload, ?, ?), error = REPLACE(error, ?, ?) WHERE ${over}`, [
      ...[number, ERASED, number, ERASED, like, like],
    ]),
  );
  await db.write((tx) =>
    tx.run('UPDATE outbox_attempts SET note = REPLACE(note, ?, ?) WHERE note LIKE ?', [number, ERASED, like]),
  );
  const sql = "SELECT COUNT(*) AS many FROM outbox WHERE state = 'waiting' AND payload LIKE ?";
  const [row] = await db.readLong<{ many: number | string }>(sql, [like]);
  return Number(row?.many ?? 0);
}

/** As rows they stay in the endpoints' log: without what was posted, where to, and what was answered. */
const EMPTIED = "UPDATE webhook_deliveries SET body = '{}', topic = NULL, url = NULL, response = NULL WHERE seq IN ";

/** @returns how many wait: what was promised to others is not taken back */
async function eraseDeliveries(db: Database, number: string): Promise<number> {
  const some =
    "SELECT d.seq, CASE WHEN d.state = 'waiting' AND w.id IS NOT NULL THEN 1 ELSE 0 END AS waits " +
    'FROM webhook_deliveries d LEFT JOIN webhooks w ON w.id = d.webhook_id ' +
    'WHERE d.seq > ? AND d.body LIKE ? ORDER BY d.seq LIMIT ?';
  let waiting = 0;
  for (let after = 0; ;) {
    const rows = await db.readLong<{ seq: number | string; waits: number | string }>(some, [
      after,
      `%${number}%`,
      STEP,
    ]);
    const last = rows.at(-1);
    if (!last) return waiting;
    after = Number(last.seq);
    const over = rows.filter(({ waits }) => Number(waits) === 0).map(({ seq }): SqlValue => Number(seq));
    waiting += rows.length - over.length;
    if (over.length === 0) continue;
    await db.write(async (tx) => {
      await tx.run(`${EMPTIED}(${marks(over)})`, over);
      await tx.run(`UPDATE webhook_failures SET response = NULL WHERE seq IN (${marks(over)})`, over);
    });
  }
}

/** Writes the SQLite file anew, so that nothing is left in pages that are free; nobody else may have it open meanwhile. */
export async function vacuum(db: Database): Promise<void> {
  if (db.isSqlite) await db.find((orm) => orm.query('VACUUM'));
}
