import { ApiKeyCipher } from '../../access/auth/api-key.js';
import type { ProgramRepository } from '../../campaigns/programs/program.repository.js';
import type { Sealer } from '../../platform/common/sealer.js';
import type { Secrets } from '../../platform/config/secrets.js';
import type { Database } from '../typeorm/database.js';
import type { SqlValue } from '../typeorm/tx.js';
import { SEALED, type SealedColumn, type SealedRow } from './sealed.js';

/** Rows of a transaction: others write in between. */
const AT_ONCE = 100;
const PROXIES = 'signalbox program proxies';

/** What became of what was sealed: done, as it should be already, and what none of the secrets opens. */
export interface Resealed {
  done: number;
  lost: number;
}

interface Both {
  /** Opens with all, seals with the newest. */
  secrets: Secrets;
  /** Only the newest. */
  newest: Secrets;
}

/**
 * Seals everything anew that is stored, under the newest secret. Each row is changed only if it is still as it was read,
 * and passed over when the newest opens it: so it may be killed at any place, run again, and run while others write.
 */
export async function reseal(db: Database, programs: ProgramRepository, both: Both): Promise<Resealed> {
  const sum: Resealed = { done: 0, lost: 0 };
  const add = ({ done, lost }: Resealed): void => void ((sum.done += done), (sum.lost += lost));
  add(await resealKeys(db, both));
  add(await resealPrograms(programs, both));
  for (const column of SEALED) add(await resealColumn(db, column, both));
  return sum;
}

async function resealColumn(db: Database, column: SealedColumn, { secrets, newest }: Both): Promise<Resealed> {
  const { table, id, column: name, more = [] } = column;
  const sealers = { all: secrets.sealer(column.label), newest: newest.sealer(column.label) };
  const sum: Resealed = { done: 0, lost: 0 };
  for (let after: SqlValue | null = null; ;) {
    const columns: string = [id, name, ...more].join(', ');
    const where: string = after === null ? '' : ` WHERE ${id} > ?`;
    const rows: SealedRow[] = await db.read<SealedRow>(
      `SELECT ${columns} FROM ${table}${where} ORDER BY ${id} LIMIT ${AT_ONCE}`,
      after === null ? [] : [after],
    );
    const changes = rows.flatMap((row) => {
      const anew = resealedValue(row, column, sealers);
      if (anew === 'lost') sum.lost += 1;
      return anew === null || anew === 'lost' ? [] : [[anew, row[id] ?? null, row[name] ?? null]];
    });
    if (changes.length > 0) {
      const sql = `UPDATE ${table} SET ${name} = ? WHERE ${id} = ? AND ${name} = ?`;
      sum.done += (await db.write((tx) => tx.runEach(sql, changes))).reduce((all, count) => all + count, 0);
    }
    if (rows.length < AT_ONCE) return sum;
    after = rows.at(-1)?.[id] ?? null;
  }
}

/** The column's new value; null where there is nothing to do, `lost` where none of the secrets opens it. */
export function resealedValue(
  row: SealedRow,
  { column, path, boundTo }: SealedColumn,
  { all, newest }: { all: Sealer; newest: Sealer },
): string | null {
  const value = row[column];
  if (typeof value !== 'string') return null;
  const holder = path && (JSON.parse(value) as object);
  const sealed = holder ? at(holder, path) : value;
  if (typeof sealed !== 'string') return null;
  const bound = boundTo(row);
  if (newest.open(sealed, bound) !== null) return null;
  const text = all.open(sealed, bound);
  if (text === null) return 'lost';
  const anew = newest.seal(text, bound);
  if (!holder) return anew;
  const inner = at(holder, path.slice(0, -1)) as Record<string, unknown>;
  inner[path.at(-1) as string] = anew;
  return JSON.stringify(holder);
}

const at = (holder: object, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, name) => (inner as Record<string, unknown> | null | undefined)?.[name], holder);

/** Wherever they are kept. One that somebody changes meanwhile is sealed by that, or found the next time. */
async function resealPrograms(programs: ProgramRepository, { secrets, newest }: Both): Promise<Resealed> {
  const column = {
    label: PROXIES,
    table: '',
    id: 'id',
    column: 'secret',
    boundTo: ({ id }: SealedRow) => `program ${id}`,
  };
  const sealers = { all: secrets.sealer(PROXIES), newest: newest.sealer(PROXIES) };
  const sum: Resealed = { done: 0, lost: 0 };
  for (let before: string | undefined; ;) {
    const page = await programs.list(AT_ONCE, before);
    for (const { id, details, version } of page.slice(0, AT_ONCE)) {
      const anew = resealedValue({ id, secret: details.proxySecret ?? null }, column, sealers);
      if (anew === 'lost') sum.lost += 1;
      if (anew === null || anew === 'lost') continue;
      const changed = await programs.update(id, { details: { ...details, proxySecret: anew } }, version);
      if (typeof changed === 'object' && changed !== null) sum.done += 1;
    }
    if (page.length <= AT_ONCE) return sum;
    before = page[AT_ONCE - 1]?.id;
  }
}

/** Keys are found by a digest under the secret: that and the seal, which is bound to it, change together. */
async function resealKeys(db: Database, { secrets, newest }: Both): Promise<Resealed> {
  const [all, own] = [new ApiKeyCipher(secrets), new ApiKeyCipher(newest)];
  const sum: Resealed = { done: 0, lost: 0 };
  for (let after = 0; ;) {
    const rows = await db.read<{ id: number; lookup: string; sealed: string }>(
      `SELECT id, lookup, sealed FROM api_keys WHERE id > ? ORDER BY id LIMIT ${AT_ONCE}`,
      [after],
    );
    const changes = rows.flatMap((row): SqlValue[][] => {
      if (own.open(row) !== null) return [];
      const key = all.open(row);
      if (key === null) sum.lost += 1;
      return key === null ? [] : [[own.lookup(key), own.seal(key), row.id, row.lookup]];
    });
    if (changes.length > 0) {
      const sql = 'UPDATE api_keys SET lookup = ?, sealed = ? WHERE id = ? AND lookup = ?';
      sum.done += (await db.write((tx) => tx.runEach(sql, changes))).reduce((count, each) => count + each, 0);
    }
    if (rows.length < AT_ONCE) return sum;
    after = rows.at(-1)?.id ?? after;
  }
}
