import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { DataSource } from 'typeorm';
import { type Config, SQLITE_FILE } from '../../platform/config/config.js';
import { verifyChain } from '../../access/audit/chain.js';
import { SqlAuditRepository } from '../access/audit.repository.js';
import { checkLedger } from '../office/check-ledger.js';
import type { Database } from '../typeorm/database.js';
import { migrationsSeen } from '../typeorm/open-database.js';
import { withDatabaseAsItIs } from '../typeorm/with-database.js';
import { KNOWN_MIGRATIONS, checkedBackup } from './restore.js';

/** What was looked at, and what was found wrong; none is all well. */
export interface Finding {
  what: string;
  /** What there is of it, for who reads on. */
  found: string;
  wrong: string[];
}

const NAMED_AT_MOST = 10;

/** A backup as it lies: its files as its manifest says, and a database that can be read from beginning to end. */
export async function verifyBackup(folder: string): Promise<Finding[]> {
  const { files, migrations, version, created_at } = await checkedBackup(folder);
  const db = new Sqlite(join(folder, SQLITE_FILE), { readonly: true, fileMustExist: true });
  try {
    const rows = db.pragma(`integrity_check(${NAMED_AT_MOST})`) as { integrity_check: string }[];
    return [
      { what: 'backup', found: `${files.length} files, made by ${version} at ${created_at}`, wrong: [] },
      { what: 'migrations', found: `${migrations.length} known`, wrong: [] },
      integrity(rows.map((row) => row.integrity_check)),
    ];
  } finally {
    db.close();
  }
}

/** The database that is configured, while it is worked with or not; nothing is changed. */
export const verify = (config: Config): Promise<Finding[]> =>
  withDatabaseAsItIs(config, async (db, source) => {
    const migrations = await migrationsOf(source);
    const first = [db.isSqlite ? await sqliteIntegrity(db) : await tableIntegrity(db), migrations];
    // What other tables hold together is another version's to say.
    if (migrations.wrong.length > 0) return first;
    return [...first, await counts(db), await ledger(db), await auditLog(db)];
  });

const integrity = (lines: readonly string[]): Finding => ({
  what: 'integrity',
  found: 'every page and every index was read',
  wrong: lines.filter((line) => line !== 'ok'),
});

async function sqliteIntegrity(db: Database): Promise<Finding> {
  const rows = await db.readLong<{ line: string }>('SELECT integrity_check AS line FROM pragma_integrity_check');
  return integrity(rows.slice(0, NAMED_AT_MOST).map(({ line }) => line));
}

async function tableIntegrity(db: Database): Promise<Finding> {
  const names = await db.read<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'",
  );
  const wrong: string[] = [];
  for (const { name } of names) {
    // Each is read as a whole, and may take its time.
    const rows = await db.readLong<Record<string, string>>(`CHECK TABLE \`${name.replaceAll('`', '``')}\``);
    for (const { Msg_type: kind, Msg_text: text } of rows) {
      if (text !== 'OK' && (kind === 'error' || kind === 'status')) wrong.push(`${name}: ${text}`);
    }
  }
  return { what: 'integrity', found: `${names.length} tables were read`, wrong };
}

async function migrationsOf(source: DataSource): Promise<Finding> {
  const seen = await migrationsSeen(source);
  const unknown = seen.filter((name) => !KNOWN_MIGRATIONS.includes(name));
  const missing = KNOWN_MIGRATIONS.filter((name) => !seen.includes(name));
  const wrong = [
    ...unknown.map((name) => `${name}: a newer version has changed the database; use that one`),
    ...missing.map((name) => `${name} is missing; the next start of the server makes up for it`),
  ];
  return { what: 'migrations', found: `${seen.length} known`, wrong };
}

/** In one statement, so that both sides are of one moment. */
const COUNTS =
  'SELECT status, SUM(kept) AS kept, SUM(found) AS found FROM (' +
  'SELECT status, 0 AS kept, COUNT(*) AS found FROM messages GROUP BY status UNION ALL ' +
  'SELECT status, SUM(entered) - SUM(departed) AS kept, 0 AS found FROM message_days GROUP BY status' +
  ') sides GROUP BY status ORDER BY status';

async function counts(db: Database): Promise<Finding> {
  const rows = await db.readLong<{ status: string; kept: number | string; found: number | string }>(COUNTS);
  const wrong = rows
    .filter(({ kept, found }) => Number(kept) !== Number(found))
    .map(({ status, kept, found }) => `${status}: counted ${Number(kept)}, and ${Number(found)} messages are there`);
  const all = rows.reduce((sum, { found }) => sum + Number(found), 0);
  return { what: 'counts', found: `${all} messages, as many as were counted`, wrong };
}

async function ledger(db: Database): Promise<Finding> {
  const { entries, wrong } = await checkLedger(db);
  return { what: 'ledger', found: `${entries} entries, in balance`, wrong };
}

async function auditLog(db: Database): Promise<Finding> {
  const { rows, unsealed, problem } = await verifyChain(new SqlAuditRepository(db));
  const found = `${rows} rows, whose chain is whole, and ${unsealed} that are not linked yet`;
  return { what: 'audit log', found, wrong: problem === null ? [] : [problem] };
}
