import { newEntry } from '../../access/audit/audit-entry.js';
import { differenceOf, type Fields } from '../../access/audit/changes.js';
import type { AuditScope, AuditedRequest } from '../../platform/common/audit/audit-scope.js';
import { insertedId } from '../office/rows.js';
import type { Awaitable, SqlValue, Tx } from '../typeorm/tx.js';
import { COLUMNS, valuesOf } from './audit-row.js';
import { readingOf } from './audit-readings.js';

const SERVER_SETTING = 'SELECT value FROM settings WHERE name = ?';
const NUMBER = /^\d{1,10}$/;

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
  const reading = readingOf(subjectType);
  if (reading === undefined || subjectId === null || !(reading.isText || NUMBER.test(subjectId))) return null;
  const id: SqlValue = reading.isText ? subjectId : Number(subjectId);
  const [row] = await tx.all<Fields>(reading.sql, [id]);
  // What admins set of the server lies apart from what is the back office's.
  if (!row && subjectType === 'settings') return (await tx.all<Fields>(SERVER_SETTING, [id]))[0] ?? null;
  return row ?? null;
}
