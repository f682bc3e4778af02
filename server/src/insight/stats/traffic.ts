import type { SeriesPoint, TrafficCounts } from '@signalbox/contracts/stats';
import { DAY, MINUTE, isoTime } from '../../platform/common/clock.js';
import type { Totals } from '../../messaging/counts/totals.js';
import type { SpanTotals } from '../../messaging/counts/totals.repository.js';
import type { Range } from './range.js';

/** Of a time in which nothing happened. */
export const NO_TRAFFIC: Readonly<Totals> = {
  accepted: 0,
  dispatched: 0,
  sent: 0,
  delivered: 0,
  failed: 0,
  received: 0,
};

/** The share of delivered among what came to an end, 0 to 1, to four decimals; null where nothing did. */
export function successRate({ delivered, failed }: Pick<Totals, 'delivered' | 'failed'>): number | null {
  const ended = delivered + failed;
  return ended === 0 ? null : Math.round((delivered / ended) * 10_000) / 10_000;
}

/** @param byChannel acceptance knows no channel: what was given to one takes its place */
export const toCounts = (totals: Totals, byChannel: boolean): TrafficCounts => ({
  accepted: byChannel ? totals.dispatched : totals.accepted,
  sent: totals.sent,
  delivered: totals.delivered,
  failed: totals.failed,
  success_rate: successRate(totals),
});

/** Whether there is anything to show: what only came in is not of a pair or a program. */
export const isTraffic = ({ accepted, dispatched, sent, delivered, failed }: Totals): boolean =>
  accepted + dispatched + sent + delivered + failed > 0;

/** The rows of each group. */
export function byGroup(rows: readonly SpanTotals[]): Map<string, SpanTotals[]> {
  const groups = new Map<string, SpanTotals[]>();
  for (const row of rows) {
    if (!isTraffic(row)) continue;
    const group = groups.get(row.id);
    if (group) group.push(row);
    else groups.set(row.id, [row]);
  }
  return groups;
}

/** The first minute of a span since 1970, and the same in ISO 8601. */
export interface SpanTime {
  start: number;
  at: string;
}

const DAY_MINUTES = DAY / MINUTE;
/** The first minute of a day, and how the day begins in ISO 8601. */
let lastDay = { start: 0, text: '1970-01-01T' };

const two = (number: number): string => (number < 10 ? `0${number}` : String(number));

/** A minute since 1970 in ISO 8601; those of a series are of few days, and a Date for each would cost as much again. */
export function isoMinute(minute: number): string {
  const inDay = minute % DAY_MINUTES;
  const start = minute - inDay;
  if (lastDay.start !== start) lastDay = { start, text: isoTime(start * MINUTE).slice(0, -'00:00:00.000Z'.length) };
  return `${lastDay.text}${two(Math.floor(inDay / 60))}:${two(inDay % 60)}:00.000Z`;
}

/** When each span of a range begins. */
export const timesOf = ({ from, to }: Range, span: number): SpanTime[] =>
  Array.from({ length: (to - from) / span }, (_, index) => {
    const start = from + index * span;
    return { start, at: isoMinute(start) };
  });

/** One point a span, in order; spans without messages are there with zeros. */
export function pointsOf(rows: readonly SpanTotals[], times: readonly SpanTime[], byChannel: boolean): SeriesPoint[] {
  const byStart = new Map(rows.map((row) => [row.start, row]));
  return times.map(({ start, at }) => {
    return { at, ...toCounts(byStart.get(start) ?? NO_TRAFFIC, byChannel) };
  });
}

const MOST_INT = 0x7fff_ffff;

/**
 * A number that fits an INT, from 1, which the same pair and time give again: an FNV-1a hash. Of an answer's many thousands
 * some will be the same; whoever comes later there takes the next that is free.
 * @param taken the numbers that the answer has; this one is added
 */
export function metricId(pairId: string, start: number, taken: Set<number>): number {
  let id = fnv1a(`${pairId} ${start}`) & MOST_INT;
  while (id === 0 || taken.has(id)) id = id === MOST_INT ? 1 : id + 1;
  taken.add(id);
  return id;
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
