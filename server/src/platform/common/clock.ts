/** ISO 8601 in UTC from epoch milliseconds. */
export const isoTime = (millis: number): string => new Date(millis).toISOString();
export const isoTimeOrNull = (millis: number | null): string | null => (millis === null ? null : isoTime(millis));

export const MINUTE = 60_000;
export const DAY = 86_400_000;

/** Whole minutes since 1970. */
export const minuteOf = (millis: number): number => Math.floor(millis / MINUTE);
/** Whole days since 1970 (UTC). */
export const dayOf = (millis: number): number => Math.floor(millis / DAY);
/** The first millisecond of the next day (UTC). */
export const nextMidnight = (millis: number): number => (dayOf(millis) + 1) * DAY;
