import { type CountedAs, MESSAGE_STATUSES, type MessageStatus, STATUSES } from '@signalbox/contracts/statuses';

/** How many messages reached what, in a span of time. */
export interface Totals extends Record<CountedAs, number> {
  /** Came in by the API or from a program, once a message. */
  accepted: number;
  /** Given to a channel, once an attempt. */
  dispatched: number;
  sent: number;
  delivered: number;
  /** Came to nothing: failed, undelivered, expired and uncertain. */
  failed: number;
  received: number;
}

export const TOTALS = ['accepted', 'dispatched', 'sent', 'delivered', 'failed', 'received'] as const;

/** What a count of messages in a status adds to; a status that is not here adds to nothing. */
export const COUNTED_AS: Readonly<Partial<Record<MessageStatus | 'accepted', keyof Totals>>> = {
  accepted: 'accepted',
  ...Object.fromEntries(MESSAGE_STATUSES.map((status) => [status, STATUSES[status].countedAs ?? undefined])),
};

export const noTotals = (): Totals => ({ accepted: 0, dispatched: 0, sent: 0, delivered: 0, failed: 0, received: 0 });

export function addTotals(to: Totals, more: Totals): void {
  for (const field of TOTALS) to[field] += more[field];
}

/** Spans that are summed up, in minutes: a minute, an hour, a day (UTC). */
export const SPANS = [1, 60, 1440] as const;
export type Span = (typeof SPANS)[number];

/** What totals can be told apart by. A bit each: a sum is kept for every combination. */
export const DIMENSIONS = { channel: 1, pair: 2, program: 4 } as const;
export type Dimension = keyof typeof DIMENSIONS;

/** One cell: a channel (0 is none), a pair and a program (empty is none). */
export interface Cell {
  channelId: number;
  pairId: string;
  programId: string;
}

/** Which combinations are kept: all of them of hours and days, single ones of minutes, which are many. */
const COMBINATIONS: Record<Span, readonly number[]> = {
  1: [0, 1, 2, 4],
  60: [0, 1, 2, 3, 4, 5, 6, 7],
  1440: [0, 1, 2, 3, 4, 5, 6, 7],
};

/** A row of the sums: what is not among its dimensions is summed over, and empty. */
export interface Sum extends Cell {
  span: Span;
  dimensions: number;
  /** Which span since 1970, UTC. */
  number: number;
  totals: Totals;
}

/** The sums that the totals of some minutes add to. */
export function sumsOf(minutes: readonly (Cell & { minute: number; totals: Totals })[]): Sum[] {
  const sums = new Map<string, Sum>();
  for (const { minute, channelId, pairId, programId, totals } of minutes) {
    if (TOTALS.every((field) => totals[field] === 0)) continue;
    for (const span of SPANS) {
      const number = Math.floor(minute / span);
      for (const dimensions of COMBINATIONS[span]) {
        const channel = dimensions & DIMENSIONS.channel ? channelId : 0;
        const pair = dimensions & DIMENSIONS.pair ? pairId : '';
        const program = dimensions & DIMENSIONS.program ? programId : '';
        const key = `${span} ${dimensions} ${number} ${channel} ${pair} ${program}`;
        let sum = sums.get(key);
        if (!sum) {
          sum = { span, dimensions, number, channelId: channel, pairId: pair, programId: program, totals: noTotals() };
          sums.set(key, sum);
        }
        addTotals(sum.totals, totals);
      }
    }
  }
  return [...sums.values()];
}

/** A range of spans, the first in and the last out. */
export interface SpanRange {
  span: Span;
  from: number;
  to: number;
}

/**
 * Whole days, and the hours before and after them, that make up a range of whole hours. What lies ahead is empty, so
 * that the day of `now` counts as whole when the range goes on after it.
 * @param from in minutes since 1970, as `to` and `now`
 */
export function spansOf(from: number, to: number, now: number): SpanRange[] {
  const end = to > now ? Math.ceil(to / 1440) * 1440 : to;
  const firstDay = Math.ceil(from / 1440);
  const lastDay = Math.floor(end / 1440);
  const hours = (begin: number, until: number): SpanRange => ({ span: 60, from: begin / 60, to: until / 60 });
  const ranges: SpanRange[] =
    firstDay > lastDay
      ? [hours(from, end)]
      : [hours(from, firstDay * 1440), { span: 1440, from: firstDay, to: lastDay }, hours(lastDay * 1440, end)];
  return ranges.filter((range) => range.from < range.to);
}
