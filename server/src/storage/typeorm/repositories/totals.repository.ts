import { Injectable } from '@nestjs/common';
import { minuteOf } from '../../../platform/common/clock.js';
import {
  COUNTED_AS,
  type Sum,
  TOTALS,
  type Totals,
  noTotals,
  spansOf,
  sumsOf,
} from '../../../messaging/counts/totals.js';
import {
  type GroupTotals,
  type SeriesQuery,
  type SpanTotals,
  TotalsRepository,
  type TotalsQuery,
} from '../../../messaging/counts/totals.repository.js';
import { Database } from '../database.js';
import type { SqlValue } from '../tx.js';
import { fromMinutes, fromSums, merged, toTotals, unionAll } from './totals-query.js';

type Numeric = number | string;
type TotalsRow = Record<keyof Totals, Numeric> & { id: Numeric; start: Numeric };
interface CountRow extends Omit<KeyRow, 'dimensions'> {
  minute: number;
  status: keyof typeof COUNTED_AS;
  entered: Numeric;
}
interface KeyRow {
  dimensions: number;
  channel_id: number;
  pair_id: string;
  program_id: string;
}

const SUM_COLUMNS = ['span_minutes', 'dimensions', 'channel_id', 'pair_id', 'program_id', 'number', ...TOTALS] as const;
/** Rows of a transaction: some milliseconds' work, so that others need not wait long. */
const ROWS_AT_ONCE = 300;
const MINUTE_KEY = 'minute, channel_id, pair_id, program_id, status';
/** All rows up to one, by their key. */
const UP_TO =
  'DELETE FROM message_minutes WHERE minute < ? OR (minute = ? AND (channel_id < ? OR (channel_id = ? AND ' +
  '(pair_id < ? OR (pair_id = ? AND (program_id < ? OR (program_id = ? AND status <= ?)))))))';

@Injectable()
export class SqlTotalsRepository extends TotalsRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async series({ span, from, to, ...query }: SeriesQuery): Promise<SpanTotals[]> {
    const range = { span, from: from / span, to: to / span };
    const { sql, params } = unionAll([fromSums(query, range, true), fromMinutes(query, from, to, span)]);
    const found = await this.db.readLong<TotalsRow>(sql, params);
    const rows = found.map((row) => toSpanTotals(row));
    return merged(rows);
  }

  override async totals({ from, to, ...query }: TotalsQuery): Promise<GroupTotals[]> {
    const sums = spansOf(from, to, minuteOf(Date.now())).map((range) => fromSums(query, range, false));
    const { sql, params } = unionAll([...sums, fromMinutes(query, from, to, null)]);
    const rows = (await this.db.readLong<TotalsRow>(sql, params)).map(toSpanTotals);
    return merged(rows).map(({ start: _, ...totals }) => totals);
  }

  /** Rows are gone with the transaction that adds them to the sums: none is counted twice or not at all. */
  override rollUp(before: number): Promise<boolean> {
    return this.db.write(async (tx) => {
      const rows = await tx.all<CountRow>(
        `SELECT * FROM message_minutes WHERE minute < ? ORDER BY ${MINUTE_KEY} LIMIT ?` +
          (this.db.isSqlite ? '' : ' FOR UPDATE'),
        [before, ROWS_AT_ONCE],
      );
      const last = rows.at(-1);
      if (!last) return false;
      await tx.increment('message_totals', SUM_COLUMNS, 6, sumsOf(rows.map(toMinute)).map(sumValues));
      await tx.run(UP_TO, [
        last.minute,
        last.minute,
        last.channel_id,
        last.channel_id,
        last.pair_id,
        last.pair_id,
        last.program_id,
        last.program_id,
        last.status,
      ]);
      return true;
    });
  }

  override async sweepMinutes(before: number, fromDay: number): Promise<void> {
    const keys = await this.db.readLong<KeyRow>(
      'SELECT DISTINCT dimensions, channel_id, pair_id, program_id FROM message_totals ' +
        'WHERE span_minutes = 1440 AND dimensions IN (0, 1, 2, 4) AND number >= ?',
      [fromDay],
    );
    // One at a time, so that others write in between.
    for (const key of keys) {
      await this.db.write((tx) =>
        tx.run(
          'DELETE FROM message_totals WHERE span_minutes = 1 AND dimensions = ? AND channel_id = ? AND pair_id = ? ' +
            'AND program_id = ? AND number < ?',
          [key.dimensions, key.channel_id, key.pair_id, key.program_id, before],
        ),
      );
    }
  }
}

const toSpanTotals = (row: TotalsRow): SpanTotals => ({
  id: String(row.id),
  start: Number(row.start),
  ...toTotals(row),
});

const toMinute = (row: CountRow) => {
  const totals = noTotals();
  const field = COUNTED_AS[row.status];
  if (field) totals[field] = Number(row.entered);
  const { channel_id: channelId, pair_id: pairId, program_id: programId } = row;
  return { minute: Number(row.minute), channelId, pairId, programId, totals };
};

const sumValues = ({ span, dimensions, channelId, pairId, programId, number, totals }: Sum): SqlValue[] => [
  span,
  dimensions,
  channelId,
  pairId,
  programId,
  number,
  ...TOTALS.map((field) => totals[field]),
];
