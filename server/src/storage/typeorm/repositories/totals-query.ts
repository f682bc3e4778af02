import {
  COUNTED_AS,
  DIMENSIONS,
  type Dimension,
  type SpanRange,
  TOTALS,
  type Totals,
  addTotals,
} from '../../../messaging/counts/totals.js';
import type { SpanTotals, TotalsQuery } from '../../../messaging/counts/totals.repository.js';
import type { SqlValue } from '../tx.js';

/** A piece of SQL with the values of its marks. */
export interface Sql {
  sql: string;
  params: SqlValue[];
}

type Scope = Pick<TotalsQuery, 'filter' | 'groupBy'>;

const COLUMNS: Record<Dimension, { column: string; none: SqlValue }> = {
  channel: { column: 'channel_id', none: 0 },
  pair: { column: 'pair_id', none: '' },
  program: { column: 'program_id', none: '' },
};
const NAMES = ['channel', 'pair', 'program'] as const;

const statusesOf = (field: keyof Totals): string =>
  Object.entries(COUNTED_AS)
    .filter(([, counted]) => counted === field)
    .map(([status]) => `'${status}'`)
    .join(', ');

/** The totals of counters that have a row for each status. */
const COUNTED = TOTALS.map(
  (field) => `SUM(CASE WHEN status IN (${statusesOf(field)}) THEN entered ELSE 0 END) AS ${field}`,
).join(', ');

const SUMMED = TOTALS.map((field) => `SUM(${field}) AS ${field}`).join(', ');

/** Which of the sums a query reads: those by what it filters and groups by. */
export const dimensionsOf = ({ filter = {}, groupBy }: Scope): number =>
  NAMES.filter((name) => name === groupBy || filterOf(filter, name) !== undefined).reduce(
    (bits, name) => bits | DIMENSIONS[name],
    0,
  );

/**
 * Sums of a range of spans, one row a span, or one in all. The primary key has the time last: so the hours and minutes
 * of each key are one look-up, for the keys that were counted on the days of the range.
 */
export function fromSums(scope: Scope, { span, from, to }: SpanRange, each: boolean): Sql {
  const { filter = {}, groupBy } = scope;
  const dimensions = dimensionsOf(scope);
  const conditions = ['span_minutes = ?', 'dimensions = ?'];
  const params: SqlValue[] = [span, dimensions];
  for (const name of NAMES) {
    const { column, none } = COLUMNS[name];
    const wanted = filterOf(filter, name);
    if (wanted !== undefined || name !== groupBy) {
      conditions.push(`${column} = ?`);
      params.push(wanted ?? none);
    } else if (span !== 1440) {
      conditions.push(
        `${column} IN (SELECT DISTINCT ${column} FROM message_totals WHERE span_minutes = 1440 AND dimensions = ? ` +
          'AND number >= ? AND number <= ?)',
      );
      params.push(dimensions, Math.floor((from * span) / 1440), Math.floor((to * span - 1) / 1440));
    }
  }
  const where = `FROM message_totals WHERE ${conditions.join(' AND ')} AND number >= ? AND number < ?`;
  const id = idOf(groupBy);
  // A key and its span are one row already.
  const sql = each
    ? `SELECT ${id} AS id, number * ${span} AS start, ${TOTALS.join(', ')} ${where}`
    : `SELECT ${id} AS id, 0 AS start, ${SUMMED} ${where} GROUP BY 1`;
  return { sql, params: [...params, from, to] };
}

/** What is not in the sums yet: the last minutes. @param span of a row each, in minutes; null is one row in all */
export function fromMinutes({ filter = {}, groupBy }: Scope, from: number, to: number, span: number | null): Sql {
  const conditions = ['minute >= ?', 'minute < ?'];
  const params: SqlValue[] = [from, to];
  for (const name of NAMES) {
    const wanted = filterOf(filter, name);
    if (wanted === undefined) continue;
    conditions.push(`${COLUMNS[name].column} = ?`);
    params.push(wanted);
  }
  // Without a division, which is of integers here and of decimals there.
  const start = span === null ? '0' : `(minute - minute % ${span})`;
  const sql =
    `SELECT ${idOf(groupBy)} AS id, ${start} AS start, ${COUNTED} FROM message_minutes ` +
    `WHERE ${conditions.join(' AND ')} GROUP BY 1, 2`;
  return { sql, params };
}

/** One statement, so that all its parts see the same moment. */
export const unionAll = (parts: Sql[]): Sql => ({
  sql: parts.map(({ sql }) => sql).join(' UNION ALL '),
  params: parts.flatMap(({ params }) => params),
});

/** MySQL gives sums as text. */
export const toTotals = (row: Record<keyof Totals, number | string>): Totals => ({
  accepted: Number(row.accepted),
  dispatched: Number(row.dispatched),
  sent: Number(row.sent),
  delivered: Number(row.delivered),
  failed: Number(row.failed),
  received: Number(row.received),
});

/** Adds up rows of the same id and start. */
export function merged(rows: readonly SpanTotals[]): SpanTotals[] {
  const seen = new Map<string, Map<number, SpanTotals>>();
  return rows.filter((row) => {
    let ofId = seen.get(row.id);
    if (!ofId) seen.set(row.id, (ofId = new Map()));
    const first = ofId.get(row.start);
    if (first) addTotals(first, row);
    else ofId.set(row.start, row);
    return !first;
  });
}

const idOf = (groupBy: Dimension | undefined): string => (groupBy ? COLUMNS[groupBy].column : "''");

function filterOf({ channelId, pairId, programId }: NonNullable<Scope['filter']>, name: Dimension) {
  return { channel: channelId, pair: pairId, program: programId }[name];
}
