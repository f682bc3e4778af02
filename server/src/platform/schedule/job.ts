import { MINUTE } from '../common/clock.js';
import { dayAfter, zonedDay, zonedTime } from '../common/zoned-time.js';

/** What is done by the clock, on one server at a time. */
export interface Job {
  name: string;
  /** Every so many ms, or each day at an hour (0 to 23) in the installation's time zone. */
  when: { every: number } | { dailyAt: number };
  /**
   * May run twice where a server dies in it; is to stop when the signal ends. What it throws is logged, and it comes again.
   */
  run: (signal: AbortSignal) => Promise<unknown>;
}

/** A job's row. Times are epoch milliseconds. */
export interface JobRow {
  name: string;
  nextRunAt: number;
  failures: number;
}

/** When it comes next after a run that went well. */
export function nextRun(when: Job['when'], now: number, zone: string): number {
  return 'every' in when ? now + when.every : nextAtHour(when.dailyAt, now, zone);
}

/** After so many failures in a row: sooner than usual where that is long, and less and less so. */
export function nextTry(when: Job['when'], failures: number, now: number, zone: string): number {
  const wait = MINUTE * 2 ** Math.min(failures - 1, 10);
  return Math.min(nextRun(when, now, zone), now + wait);
}

/** The next time at which the clocks of a zone show this hour; where they skip it, the first moment after. */
export function nextAtHour(hour: number, now: number, zone: string): number {
  const today = zonedDay(now, zone);
  for (const day of [today, dayAfter(today, 1)]) {
    const at = momentOf(day, hour, zone);
    if (at > now) return at;
  }
  return momentOf(dayAfter(today, 2), hour, zone);
}

function momentOf(day: string, hour: number, zone: string): number {
  const wall = Date.parse(`${day}T${String(hour).padStart(2, '0')}:00:00Z`);
  const offsetAt = (millis: number): number =>
    Date.parse(`${zonedTime(millis, zone).replace(' ', 'T')}Z`) - Math.floor(millis / 1000) * 1000;
  const before = wall - offsetAt(wall);
  return wall - offsetAt(before);
}
