import { dates } from '../../core/locale';
import { dayStart, zone } from '../../core/zone';

/** The spans of time a list can be limited to, by the name that stands in the address. */
export const PERIODS = {
  hour: { label: 'Last hour', milliseconds: 3_600_000 },
  today: { label: 'Today', milliseconds: null },
  day: { label: 'Last 24 hours', milliseconds: 86_400_000 },
  week: { label: 'Last 7 days', milliseconds: 7 * 86_400_000 },
  month: { label: 'Last 30 days', milliseconds: 30 * 86_400_000 },
} as const;

export type Period = keyof typeof PERIODS;

export const isPeriod = (name: string): name is Period => Object.hasOwn(PERIODS, name);

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/;

/** Whether a text is a moment in ISO 8601, UTC, as figures of other spans of time lead to a list with. */
export const isTime = (text: string): boolean => TIME.test(text) && !Number.isNaN(Date.parse(text));

/** Where a period begins, ISO 8601; empty for any time. A moment is where it begins itself. Today begins at the midnight of the clock that times are shown by. */
export function sinceOf(name: string, now: number): string {
  if (isTime(name)) return name;
  if (!isPeriod(name)) return '';
  const { milliseconds } = PERIODS[name];
  return new Date(milliseconds === null ? dayStart(now) : now - milliseconds).toISOString();
}

/** Whether a text is a day, such as 2026-01-31. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  // The 31st of February is read as a day of March.
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

const days = dates({ day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

const times = (timeZone: string | undefined) =>
  dates({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone })();

/** A moment in words: "31 Jan, 09:00". */
export const timeWords = (time: string): string => times(zone()).format(new Date(time));

/** A day of UTC in words, and saying so: "31 Jan 2026, UTC". */
export const dayText = (day: string): string => `${days().format(new Date(`${day}T00:00:00Z`))}, UTC`;
