import { UNSENT } from '@signalbox/contracts/statuses';
import type { NumberListRepository } from '../../campaigns/number-lists/number-list.repository.js';
import { SqlAuditRepository } from '../access/audit.repository.js';
import type { Database } from '../typeorm/database.js';
import type { SqlValue } from '../typeorm/tx.js';
import { eraseFromLists } from './list-chunks.js';

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
  /** Lists that are being imported, in which it may be still. */
  openLists: string[];
}

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');
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
  await db.write((tx) => tx.run('UPDATE ticket_replies SET sms_to = NULL WHERE sms_to = ?', [number]));
  const logs = await db.write((tx) =>
    tx.run('UPDATE logs SET details = REPLACE(details, ?, ?) WHERE details LIKE ?', [number, ERASED, `%${number}%`]),
  );
  // What was posted to others is told in their log.
  const posted =
    "UPDATE webhook_deliveries SET body = '{}', response = NULL WHERE ended_at IS NOT NULL AND body LIKE ?";
  await db.write((tx) => tx.run(posted, [`%${number}%`]));
  // What was changed goes, who changed it stays, and its chain holds.
  await new SqlAuditRepository(db).erase(number);
  if (db.isSqlite) {
    // Once more: entries of rows that were read before they were changed may have come since.
    await db.write((tx) => tx.run('DELETE FROM message_peers WHERE peer = ?', [number]));
    await db.find((orm) => orm.query('PRAGMA wal_checkpoint(TRUNCATE)'));
  }
  return { messages, listRows, others, logs, openLists };
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
  for (let start = 0; start < rows.length; start += STEP) {
    const some: SqlValue[] = rows.slice(start, start + STEP).map(({ seq }) => Number(seq));
    const sql =
      `UPDATE messages SET peer = '${ERASED}', text = '', client_ref = NULL, reason = NULL, version = version + 1 ` +
      `WHERE seq IN (${marks(some)}) AND peer = ?`;
    erased += await db.write((tx) => tx.run(sql, [...some, number]));
  }
  if (db.isSqlite) await db.write((tx) => tx.run('DELETE FROM message_peers WHERE peer = ?', [number]));
  return erased;
}

/** Writes the SQLite file anew, so that nothing is left in pages that are free; nobody else may have it open meanwhile. */
export async function vacuum(db: Database): Promise<void> {
  if (db.isSqlite) await db.find((orm) => orm.query('VACUUM'));
}
