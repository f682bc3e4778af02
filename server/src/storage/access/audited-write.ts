import { newEntry } from '../../access/audit/audit-entry.js';
import { differenceOf, type Fields } from '../../access/audit/changes.js';
import type { AuditScope, AuditedRequest } from '../../platform/common/audit/audit-scope.js';
import { insertedId } from '../office/rows.js';
import type { Awaitable, SqlValue, Tx } from '../typeorm/tx.js';
import { COLUMNS, valuesOf } from './audit-row.js';

/** Where the things are that requests change: their table, and the column that addresses name them by. */
const TABLES: Readonly<Record<string, readonly [table: string, key: string]>> = {
  users: ['users', 'id'],
  'api-keys': ['api_keys', 'id'],
  webhooks: ['webhooks', 'id'],
  pairs: ['pairs', 'id'],
  'number-lists': ['number_lists', 'id'],
  programs: ['programs', 'id'],
  suppressions: ['suppressions', 'number'],
  'sim-cards': ['channels', 'id'],
  workers: ['workers', 'id'],
  customers: ['customers', 'id'],
  invoices: ['invoices', 'id'],
  payments: ['payments', 'id'],
  tickets: ['tickets', 'id'],
  leads: ['leads', 'id'],
  routers: ['routers', 'id'],
  'canned-replies': ['canned_replies', 'id'],
  settings: ['office_settings', 'name'],
};
/** A provider is in two tables. */
const PROVIDER =
  'SELECT c.label, c.status, c.rate_per_minute, c.daily_cap, c.window_size, c.deleted_at, p.sender, p.settings, p.secrets ' +
  'FROM channels c JOIN providers p ON p.channel_id = c.id WHERE c.id = ?';
const SERVER_SETTING = 'SELECT value FROM settings WHERE name = ?';
const NUMBER = /^\d{1,10}$/;
const TEXT_KEYS = new Set(['pairs', 'number-lists', 'programs', 'suppressions', 'workers', 'settings']);

/**
 * Has a write carry the row of the request that it is of: what is to change is read before and behind the work, within its
 * transaction, and the row is committed with it or not at all. The work may be run several times.
 */
export function audited<T>(
  work: (tx: Tx) => Awaitable<T>,
  scope: AuditScope,
  isSqlite: boolean,
): (tx: Tx) => Promise<{ result: T; rowId: number }> {
  return async (tx) => {
    const before = await subject(tx, scope.request);
    const result = await work(tx);
    const after = await subject(tx, scope.request);
    const entry = newEntry(scope.request, differenceOf(before, after));
    await tx.insert('audit_log', COLUMNS, [valuesOf(entry)]);
    return { result, rowId: await insertedId(tx, isSqlite) };
  };
}

async function subject(tx: Tx, { subjectType, subjectId }: AuditedRequest): Promise<Fields | null> {
  if (subjectId === null || !(TEXT_KEYS.has(subjectType) || NUMBER.test(subjectId))) return null;
  const [table, key] = TABLES[subjectType] ?? [];
  const sql = subjectType === 'providers' ? PROVIDER : `SELECT * FROM ${table} WHERE ${key} = ?`;
  if (table === undefined && subjectType !== 'providers') return null;
  const id: SqlValue = TEXT_KEYS.has(subjectType) ? subjectId : Number(subjectId);
  const [row] = await tx.all<Fields>(sql, [id]);
  // What admins set of the server lies apart from what is the back office's.
  if (!row && table === 'office_settings') return (await tx.all<Fields>(SERVER_SETTING, [id]))[0] ?? null;
  return row ?? null;
}
