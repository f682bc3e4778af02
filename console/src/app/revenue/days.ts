import { dayOf } from '../ui/office/spans';

const DAY_MS = 86_400_000;

/** Days that end today, by the name that stands in the address; without a number, they begin with the month. */
interface DaySpan {
  value: string;
  label: string;
  days: number | null;
}

export const USUAL: DaySpan = { value: '30', label: 'Last 30 days', days: 30 };
/** What can be chosen beside the usual one. */
export const OTHERS: readonly DaySpan[] = [
  { value: 'month', label: 'This month', days: null },
  { value: '90', label: 'Last 90 days', days: 90 },
  { value: '180', label: 'Last 180 days', days: 180 },
  { value: '366', label: 'Last 366 days', days: 366 },
];

/** The first and the last day of a span, both in, as `2026-01-31`; one that is unknown is the usual one. */
export function daysOf(span: string, now: number): { from: string; to: string } {
  const { days } = OTHERS.find(({ value }) => value === span) ?? USUAL;
  const to = dayOf(new Date(now));
  return { from: days === null ? `${to.slice(0, 7)}-01` : dayOf(new Date(now - (days - 1) * DAY_MS)), to };
}
