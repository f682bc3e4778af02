const formats = new Map<string, Intl.DateTimeFormat>();

/** Sweden writes dates as ISO 8601 does. */
function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
    formats.set(zone, format);
  }
  return format;
}

/** `YYYY-MM-DD HH:MM:SS` in a time zone (IANA) from epoch milliseconds. */
export const zonedTime = (millis: number, zone: string): string => formatOf(zone).format(millis);

/** `YYYY-MM-DD` of the same. */
export const zonedDay = (millis: number, zone: string): string => zonedTime(millis, zone).slice(0, 10);

/** A day so many days after another; both `YYYY-MM-DD`, which no time zone changes. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Whether a text is a day that the calendar has, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const millis = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(millis) && new Date(millis).toISOString().startsWith(text);
}

/**
 * The moment at which the clocks of a zone show so many minutes of a day, in epoch milliseconds; where they skip that time,
 * one within the hour.
 */
export function zonedMoment(day: string, minutes: number, zone: string): number {
  const wall = Date.parse(`${day}T00:00:00Z`) + minutes * 60_000;
  const offsetAt = (millis: number): number =>
    Date.parse(`${zonedTime(millis, zone).replace(' ', 'T')}Z`) - Math.floor(millis / 1000) * 1000;
  return wall - offsetAt(wall - offsetAt(wall));
}
