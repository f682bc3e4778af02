import { dates } from '../../core/locale';
import { calendarDay, dayBegins } from '../../core/zone';
import type { Filter } from '../list/filters';

/** Spans of months that lists of the business can be limited to, by the name that stands in the address. */
const SPANS = {
  month: { label: 'This month', from: 0, to: 1 },
  'last-month': { label: 'Last month', from: -1, to: 0 },
  quarter: { label: 'Last three months', from: -2, to: 1 },
  year: { label: 'Last twelve months', from: -11, to: 1 },
} as const;

const isSpan = (name: string): name is keyof typeof SPANS => Object.hasOwn(SPANS, name);

/**
 * The first days of the months around a day, by the clock that times are shown by: when a span begins, and when it is over;
 * none for any time.
 */
export function spanOf(name: string, now: Date): { since?: string; until?: string } {
  if (!isSpan(name)) return {};
  const { from, to } = SPANS[name];
  const { year, month } = calendarDay(now.getTime());
  const first = (months: number) => new Date(dayBegins({ year, month: month + months, day: 1 })).toISOString();
  return { since: first(from), until: first(to) };
}

export const SPAN_FILTER: Filter = {
  name: 'span',
  label: 'Period',
  any: 'Any time',
  groups: [{ label: '', choices: Object.entries(SPANS).map(([value, { label }]) => ({ value, label })) }],
};

const days = dates({ day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** A day of the calendar: "31 Jan 2026". */
export const dayWords = (day: string): string => days().format(new Date(`${day}T00:00:00Z`));

/** The day of the clock that times are shown by, as `2026-01-31`. */
export function dayOf(date: Date): string {
  const { year, month, day } = calendarDay(date.getTime());
  return `${year}-${String(month + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
