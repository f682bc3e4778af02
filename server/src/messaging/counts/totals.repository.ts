import type { Dimension, Span, Totals } from './totals.js';

export interface TotalsFilter {
  channelId?: number;
  pairId?: string;
  programId?: string;
}

/** A range of time, in minutes since 1970 (UTC): the first in, the last out. */
export interface TotalsQuery {
  from: number;
  to: number;
  filter?: TotalsFilter;
  groupBy?: Dimension;
}

export interface SeriesQuery extends TotalsQuery {
  /** `from` and `to` are multiples of it. */
  span: Span;
}

/** `id` is of what it was grouped by, as text: empty for none, and where nothing was grouped. */
export type GroupTotals = Totals & { id: string };
/** `start` is the span's first minute since 1970. */
export type SpanTotals = GroupTotals & { start: number };

/**
 * What messages reached, by time, channel, pair and program. The transaction that changes a message counts it in its
 * minute; closed minutes are moved into sums in the background. Readers see both, in one look: nothing that is committed
 * is missing, nothing is there twice.
 */
export abstract class TotalsRepository {
  /** Spans without messages are left out. */
  abstract series(query: SeriesQuery): Promise<SpanTotals[]>;
  /** `from` and `to` are whole hours. */
  abstract totals(query: TotalsQuery): Promise<GroupTotals[]>;
  /** Moves some of the minutes before one into the sums, in one transaction; false when none is left. */
  abstract rollUp(before: number): Promise<boolean>;
  /** Drops the sums of single minutes before one. Only what was counted on or after a day is looked at. */
  abstract sweepMinutes(before: number, fromDay: number): Promise<void>;
}
