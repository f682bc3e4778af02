import type { SendingWindow } from './program.js';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** How far a clock is put forward at once, and more: so long may an hour of the day not exist. */
const GAP_MINUTES = 180;

/** A moment as the clock on a wall shows it: `wall` counts minutes as if the place were in UTC. */
interface LocalTime {
  weekday: number;
  /** Of the day, 0 to 1439. */
  minute: number;
  wall: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** @param timeZone an IANA name */
function localTime(timeZone: string, at: number): LocalTime {
  let format = formats.get(timeZone);
  if (!format) {
    const options = { timeZone, year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' };
    format = new Intl.DateTimeFormat('en-US', { ...options, hourCycle: 'h23' } as Intl.DateTimeFormatOptions);
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  const wall = Date.UTC(year, month - 1, day, hour, minute) / MINUTE;
  return { weekday: new Date(wall * MINUTE).getUTCDay(), minute: hour * 60 + minute, wall };
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Whether messages may leave at a moment (epoch ms), by the clocks of a time zone. */
export function isOpen(window: SendingWindow, timeZone: string, at: number): boolean {
  const { weekday, minute } = localTime(timeZone, at);
  const [from, to] = [minutesOf(window.from), minutesOf(window.to)];
  const began = (today: boolean) => window.days.includes(today ? weekday : (weekday + 6) % 7);
  if (from < to) return minute >= from && minute < to && began(true);
  // Over midnight, or a whole day: what began yesterday goes on until `to`.
  return (minute >= from && began(true)) || (minute < to && began(false));
}

/**
 * When messages may leave next, epoch ms: `at` itself while the window is open. Follows the clocks when they change: an
 * hour that does not exist opens when it is over, one that comes twice opens the first time.
 */
export function nextOpening(window: SendingWindow, timeZone: string, at: number): number {
  if (isOpen(window, timeZone, at)) return at;
  const today = Math.floor(localTime(timeZone, at).wall / 1440) * 1440;
  for (let day = 0; day <= 8; day++) {
    const wall = today + day * 1440 + minutesOf(window.from);
    if (!window.days.includes(new Date(wall * MINUTE).getUTCDay())) continue;
    for (const moment of momentsOf(wall, timeZone)) {
      const opening = firstOpen(window, timeZone, Math.max(moment, at));
      if (opening !== null) return opening;
    }
  }
  return at + DAY;
}

/** The moments when the wall's clock may show a minute, earliest first; around a change there are two. */
function momentsOf(wall: number, timeZone: string): number[] {
  const offsets = [-DAY, DAY].map((away) => {
    const near = wall * MINUTE + away;
    return localTime(timeZone, near).wall * MINUTE - near;
  });
  return [...new Set(offsets)].map((offset) => wall * MINUTE - offset).sort((a, b) => a - b);
}

function firstOpen(window: SendingWindow, timeZone: string, from: number): number | null {
  for (let minute = 0; minute <= GAP_MINUTES; minute++) {
    const at = minute === 0 ? from : Math.floor(from / MINUTE) * MINUTE + minute * MINUTE;
    if (isOpen(window, timeZone, at)) return at;
  }
  return null;
}
