import type { SeriesPoint } from '@signalbox/contracts/stats';
import { dayStart } from '../core/zone';
import type { ChartPoint } from '../ui/series';

/** How far back figures go, by the word in the address: whole days, of which today is the last. */
export const SPANS: Readonly<Record<string, { label: string; days: number }>> = {
  today: { label: 'Today', days: 1 },
  week: { label: 'Last 7 days', days: 7 },
  month: { label: 'Last 30 days', days: 30 },
};
export const USUAL_SPAN = 'week';

/** The midnights that days began at, of the clock that times are shown by; today's is the last. */
export function daysOf(days: number, now: number): number[] {
  const starts = [dayStart(now)];
  while (starts.length < days) starts.unshift(dayStart((starts[0] ?? now) - 1));
  return starts;
}

/** Hours as the sums of the days in which they began; what began before the first day is the first day's. */
export function byDay(hours: readonly SeriesPoint[], starts: readonly number[]): ChartPoint[] {
  const points = starts.map((at) => ({
    at: new Date(at).toISOString(),
    ...{ accepted: 0, sent: 0, delivered: 0, failed: 0 },
  }));
  for (const { at, accepted, sent, delivered, failed } of hours) {
    const begun = starts.findLastIndex((start) => start <= Date.parse(at));
    const point = points[Math.max(begun, 0)];
    if (point === undefined) continue;
    point.accepted += accepted;
    point.sent += sent;
    point.delivered += delivered;
    point.failed += failed;
  }
  return points;
}

/** The hours as they are. */
export const byHour = (hours: readonly SeriesPoint[]): ChartPoint[] =>
  hours.map(({ at, accepted, sent, delivered, failed }) => ({ at, accepted, sent, delivered, failed }));
