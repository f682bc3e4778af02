import { type Bucket, MAX_POINTS } from '@signalbox/contracts/stats';
import { MINUTE, isoTime } from '../../platform/common/clock.js';
import { Invalid } from '../../platform/common/errors.js';
import type { Span } from '../../messaging/counts/totals.js';

export const SPAN_OF: Record<Bucket, Span> = { minute: 1, hour: 60, day: 1440 };

/** How far back a range goes that does not say where it begins, in minutes. */
const USUAL: Record<Bucket, number> = { minute: 60, hour: 1440, day: 30 * 1440 };
const USUAL_TOTALS = 30 * 1440;

/** In minutes since 1970, UTC; the first in, the last out. */
export interface Range {
  from: number;
  to: number;
}

interface Asked {
  from?: string;
  to?: string;
}

/**
 * A series' range, of whole buckets.
 * @throws Invalid when it is empty or has too many buckets, which says what to do about it
 */
export function seriesRange(asked: Asked, bucket: Bucket, now: number): Range {
  const range = rangeOf(asked, SPAN_OF[bucket], USUAL[bucket], now);
  const points = (range.to - range.from) / SPAN_OF[bucket];
  if (points > MAX_POINTS) {
    const hint = bucket === 'day' ? '' : `, or a bucket wider than a ${bucket}`;
    throw Invalid.field('from', `expected a range of at most ${MAX_POINTS} points, got ${points}: narrow it${hint}`);
  }
  return range;
}

/** A range of whole hours, 30 days unless it says otherwise. @throws Invalid when it is empty */
export const totalsRange = (asked: Asked, now: number): Range => rangeOf(asked, 60, USUAL_TOTALS, now);

function rangeOf(asked: Asked, span: Span, usual: number, now: number): Range {
  const end = (asked.to === undefined ? now : Date.parse(asked.to)) / MINUTE;
  const to = Math.ceil(end / span) * span;
  const begin = asked.from === undefined ? to - usual : Date.parse(asked.from) / MINUTE;
  if (asked.from !== undefined && begin >= end) {
    throw Invalid.field('from', `expected a time before ${isoTime(end * MINUTE)}, where the range ends`);
  }
  const from = Math.max(0, Math.floor(begin / span) * span);
  if (from >= to) throw Invalid.field('to', 'expected a time after 1970');
  return { from, to };
}

export const isoRange = ({ from, to }: Range): { from: string; to: string } => ({
  from: isoTime(from * MINUTE),
  to: isoTime(to * MINUTE),
});
