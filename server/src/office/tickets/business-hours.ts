import { dayAfter, zonedDay, zonedMoment } from '../../platform/common/zoned-time.js';

/** When somebody works: of each weekday, from Monday on, the minutes of the day from and to which; null is never. */
export interface BusinessHours {
  week: readonly (readonly [from: number, to: number] | null)[];
  /** `YYYY-MM-DD`: nobody works then, whatever the weekday. */
  closedOn: ReadonlySet<string>;
  /** IANA. */
  zone: string;
}

/** Beyond that nobody waits. */
const MAX_DAYS = 3700;

/** How much of the time from one moment to another somebody worked, in milliseconds: hours that the clocks skip are none. */
export function workedBetween(from: number, to: number, hours: BusinessHours): number {
  let worked = 0;
  for (const [opens, closes] of openFrom(from, hours)) {
    if (opens >= to) break;
    worked += Math.max(0, Math.min(closes, to) - Math.max(opens, from));
  }
  return worked;
}

/** The moment at which somebody has worked so long since another; null when that is not within ten years. */
export function momentAfter(from: number, work: number, hours: BusinessHours): number | null {
  let left = work;
  for (const [opens, closes] of openFrom(from, hours)) {
    const begins = Math.max(opens, from);
    const lasts = Math.max(0, closes - begins);
    if (left <= lasts) return begins + left;
    left -= lasts;
  }
  return null;
}

/** The stretches of work of the days from a moment on, as epoch milliseconds. */
function* openFrom(from: number, { week, closedOn, zone }: BusinessHours): Generator<[opens: number, closes: number]> {
  const first = zonedDay(from, zone);
  for (let nth = 0; nth < MAX_DAYS; nth++) {
    const day = dayAfter(first, nth);
    const span = closedOn.has(day) ? null : week[weekdayOf(day)];
    if (span) yield [zonedMoment(day, span[0], zone), zonedMoment(day, span[1], zone)];
  }
}

/** 0 is Monday. */
const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
