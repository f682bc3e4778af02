import { dayStart } from '../core/zone';

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

/** Where a period begins, ISO 8601; empty for any time. Today begins at the midnight of the clock that times are shown by. */
export function sinceOf(name: string, now: number): string {
  if (!isPeriod(name)) return '';
  const { milliseconds } = PERIODS[name];
  return new Date(milliseconds === null ? dayStart(now) : now - milliseconds).toISOString();
}
