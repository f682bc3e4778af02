import { MAX_REMINDERS, REMINDER_DAYS } from '@signalbox/contracts/rules';

/** The days of reminders as people write them, "1, 7 and 14"; null where that is none. */
export function daysOf(text: string): number[] | null {
  const days = (text.match(/[^\s,;]+/g) ?? []).filter((word) => word !== 'and').map((word) => Number(word));
  const { from, to } = REMINDER_DAYS;
  const isFine = days.every((day) => Number.isInteger(day) && day >= from && day <= to);
  const isDifferent = new Set(days).size === days.length;
  if (!isFine || !isDifferent || days.length === 0 || days.length > MAX_REMINDERS) return null;
  return days.toSorted((a, b) => a - b);
}

export const DAYS_EXPECTED = `Expected 1 to ${MAX_REMINDERS} different numbers from ${REMINDER_DAYS.from} to ${REMINDER_DAYS.to}, such as 1, 7, 14`;
