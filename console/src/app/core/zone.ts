import { computed, signal } from '@angular/core';

const KEY = 'signalbox.utc';
const HALF_A_DAY = 43_200_000;
const DAY = 2 * HALF_A_DAY;

const wantsUtc = signal(localStorage.getItem(KEY) === 'true');
const chosen = signal<string | null>(null);

/** The zone of this browser, an IANA name. */
export const browsersZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The reader's zone, which follows who is signed in: an IANA name; null is the browser's. */
export const ownZone = chosen.asReadonly();

/** Takes over the zone of who is signed in. One that this browser does not know is its own. */
export const keepTimeBy = (zone: string | null): void => chosen.set(zone !== null && isKnown(zone) ? zone : null);

/** Whether times are shown in UTC; otherwise in the reader's zone. Read where a text is made, so that texts follow it. */
export const inUtc = computed(() => wantsUtc() || chosen() === 'UTC');

/** UTC in this browser, for a while, whatever the reader's zone is. */
export function showUtc(utc: boolean): void {
  wantsUtc.set(utc);
  if (utc) localStorage.setItem(KEY, 'true');
  else localStorage.removeItem(KEY);
}

/** The zone that times are shown in, for `Intl`; undefined is the browser's. */
export const zone = (): string | undefined => (inUtc() ? 'UTC' : (chosen() ?? undefined));

/** The last midnight of the clock that times are shown by, in epoch milliseconds. */
export function dayStart(now: number): number {
  const name = zone();
  return name === undefined ? new Date(now).setHours(0, 0, 0, 0) : midnightIn(name, now);
}

/** A day of the calendar. */
export interface CalendarDay {
  year: number;
  /** From 0, January; what is beyond a year counts on. */
  month: number;
  /** From 1. */
  day: number;
}

/** The day of the calendar at a moment, by the clock that times are shown by. */
export function calendarDay(at: number): CalendarDay {
  const local = new Date(at + aheadOfUtc(zone() ?? browsersZone())(at));
  return { year: local.getUTCFullYear(), month: local.getUTCMonth(), day: local.getUTCDate() };
}

/** When such a day begins, in epoch milliseconds. */
export const dayBegins = ({ year, month, day }: CalendarDay): number =>
  firstMoment(Date.UTC(year, month, day), aheadOfUtc(zone() ?? browsersZone()));

function midnightIn(name: string, now: number): number {
  const ahead = aheadOfUtc(name);
  const local = now + ahead(now);
  return firstMoment(local - (local % DAY), ahead);
}

/**
 * The first moment of a day in a zone, of its midnight as a clock of UTC has it: where a clock is put forward at midnight,
 * that is one o'clock.
 */
function firstMoment(midnight: number, ahead: (at: number) => number): number {
  const about = midnight - ahead(midnight);
  const moments = [about - HALF_A_DAY, about + HALF_A_DAY].map((at) => midnight - ahead(at));
  return Math.min(...moments.filter((at) => at + ahead(at) >= midnight));
}

/** By how many milliseconds a zone's clock is ahead at a moment. */
function aheadOfUtc(timeZone: string): (at: number) => number {
  const parts = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
  const clock = new Intl.DateTimeFormat('en-US', { ...parts, second: 'numeric', hourCycle: 'h23', timeZone });
  return (at) => {
    const read = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = read;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
  };
}

function isKnown(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
