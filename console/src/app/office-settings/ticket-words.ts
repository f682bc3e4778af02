/** A day's hours as people write them, "8-17:30"; null is closed, undefined is none. */
export function hoursOf(text: string): { from: string; to: string } | null | undefined {
  const given = text.trim().toLowerCase();
  if (given === '' || given === 'closed') return null;
  const found = /^(\d{1,2})(?:[:.](\d\d))?\s*(?:-|–|to)\s*(\d{1,2})(?:[:.](\d\d))?$/.exec(given);
  if (found === null) return undefined;
  const [, hour = '', minute = '00', lastHour = '', lastMinute = '00'] = found;
  const [from, to] = [`${hour.padStart(2, '0')}:${minute}`, `${lastHour.padStart(2, '0')}:${lastMinute}`];
  return isTime(from) && isTime(to) && from < to ? { from, to } : undefined;
}

const isTime = (time: string): boolean => /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(time);

export const hoursText = (hours: { from: string; to: string } | null): string =>
  hours === null ? '' : `${hours.from} – ${hours.to}`;

const MOST_MINUTES = 525_600;

/** Minutes as people write a time that may pass, "1 h 30 min" or "90"; null is none set, undefined is no such time. */
export function minutesOf(text: string): number | null | undefined {
  const given = text.trim().toLowerCase();
  if (given === '') return null;
  const found = /^(?:(\d{1,4})\s*h(?:ours?)?)?\s*(?:(\d{1,6})\s*(?:m(?:in(?:utes?)?)?)?)?$/.exec(given);
  if (found === null) return undefined;
  const minutes = Number(found[1] ?? 0) * 60 + Number(found[2] ?? 0);
  return minutes >= 1 && minutes <= MOST_MINUTES ? minutes : undefined;
}

/** The same in the words that it is written in. */
export function minutesText(minutes: number | null): string {
  if (minutes === null) return '';
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 && `${hours} h`, rest > 0 && `${rest} min`].filter(Boolean).join(' ');
}

export const MOST_DAYS_OFF = 100;

/** Days of the calendar, one a line or with commas between them, in their order; undefined where one is no day. */
export function daysOffOf(text: string): string[] | undefined {
  const days = [...new Set(text.match(/[^\s,;]+/g))].toSorted();
  return days.length <= MOST_DAYS_OFF && days.every(isDay) ? days : undefined;
}

function isDay(text: string): boolean {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  // The 30th of February is read as a day of March.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
