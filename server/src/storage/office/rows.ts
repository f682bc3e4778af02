import { Invalid } from '../../platform/common/errors.js';
import type { Stretch } from '../../platform/common/stretch.js';
import type { SqlValue, Tx } from '../typeorm/tx.js';

/** Conditions of a list with their values. */
export class Where {
  private readonly parts: string[] = [];
  readonly params: SqlValue[] = [];

  /** Adds a condition, unless the value is undefined. */
  and(sql: string, ...values: (SqlValue | undefined)[]): this {
    if (values.includes(undefined)) return this;
    this.parts.push(sql);
    this.params.push(...(values as SqlValue[]));
    return this;
  }

  get sql(): string {
    return this.parts.length > 0 ? ` WHERE ${this.parts.join(' AND ')}` : '';
  }
}

/** The end of a statement that lists rows newest first, and all its values. @param id the column */
export function newest(
  where: Where,
  { limit, before, offset }: Stretch,
  id = 'id',
): { sql: string; params: SqlValue[] } {
  where.and(`${id} < ?`, before);
  return { sql: `${where.sql} ORDER BY ${id} DESC LIMIT ? OFFSET ?`, params: [...where.params, limit, offset ?? 0] };
}

/**
 * The same for rows that are joined with others: the page's ids are found first, and then, in this order, what belongs to
 * them. SQLite takes the order of a CROSS JOIN as it is said; left to itself it reads the whole table.
 * @param select `SELECT … FROM table alias JOIN …`
 */
export function newestJoined(
  select: string,
  [table, alias]: [table: string, alias: string],
  where: Where,
  stretch: Stretch,
): { sql: string; params: SqlValue[] } {
  const { sql, params } = newest(where, stretch, `${alias}.id`);
  const page = `(SELECT ${alias}.id FROM ${table} ${alias}${sql}) page`;
  const joined = select.replace(
    ` FROM ${table} ${alias} `,
    ` FROM ${page} JOIN ${table} ${alias} ON ${alias}.id = page.id `,
  );
  return { sql: `${joined.replaceAll(' JOIN ', ' CROSS JOIN ')} ORDER BY ${alias}.id DESC`, params };
}

/** What contains a text, whatever the case; `%` and `_` in it stand for themselves. */
export const containing = (text: string): string => `%${text.toLowerCase().replaceAll(/[!%_]/g, '!$&')}%`;

/** The id that the last INSERT of this transaction made. */
export async function insertedId(tx: Tx, isSqlite: boolean): Promise<number> {
  const [row] = await tx.all<{ id: number | string }>(
    isSqlite ? 'SELECT last_insert_rowid() AS id' : 'SELECT LAST_INSERT_ID() AS id',
    [],
  );
  return Number(row?.id);
}

/**
 * The next number under a name. To be drawn last in a transaction: a roll-back gives it back, and until the commit all
 * others wait for the row.
 * @param count so many at once; the last of them is answered
 */
export async function nextNumber(tx: Tx, name: string, count = 1): Promise<number> {
  await tx.increment('number_counters', ['name', 'value'], 1, [[name, count]]);
  const [row] = await tx.all<{ value: number }>('SELECT value FROM number_counters WHERE name = ?', [name]);
  return Number(row?.value);
}

/** `INV-202401-0001`, of the month that a day is in. */
export async function monthlyNumber(tx: Tx, prefix: string, day: string): Promise<string> {
  const month = day.slice(0, 7).replace('-', '');
  return `${prefix}-${month}-${String(await nextNumber(tx, `${prefix}-${month}`)).padStart(4, '0')}`;
}

/** Sets columns of a row by what an object has of them. @returns the statement's part and its values */
export function assignments(fields: Record<string, SqlValue | undefined>): { sql: string; params: SqlValue[] } {
  const given = Object.entries(fields).filter((field): field is [string, SqlValue] => field[1] !== undefined);
  return { sql: given.map(([name]) => `${name} = ?`).join(', '), params: given.map(([, value]) => value) };
}

/** @throws Invalid */
export async function requireCustomer(tx: Tx, id: number): Promise<void> {
  const rows = await tx.all('SELECT id FROM customers WHERE id = ?', [id]);
  if (rows.length === 0) throw Invalid.field('customer_id', `expected a customer: there is none ${id}`);
}

/** @throws Invalid naming the field */
export async function requireUser(tx: Tx, field: string, id: number): Promise<void> {
  const rows = await tx.all('SELECT id FROM users WHERE id = ?', [id]);
  if (rows.length === 0) throw Invalid.field(field, `expected an account: there is none ${id}`);
}
