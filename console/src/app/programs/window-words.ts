import type { FailWhen, SendingWindow } from '@signalbox/contracts/programs';
import { numberText } from '../ui/count';

/** Names of the days, Sunday first, as `days` of a window counts them. */
export const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
/** The order in which a week is shown. */
export const WEEK = [1, 2, 3, 4, 5, 6, 0] as const;

/** The days in words: "every day", "Mon to Fri", "Mon, Wed, Sat". */
export function daysText(days: readonly number[]): string {
  const places = WEEK.flatMap((day, place) => (days.includes(day) ? [place] : []));
  const [first = 0] = places;
  const last = places.at(-1) ?? 0;
  const name = (place: number) => DAYS[WEEK[place] ?? 0];
  if (places.length === 7) return 'every day';
  if (places.length > 2 && last - first === places.length - 1) return `${name(first)} to ${name(last)}`;
  return places.map(name).join(', ');
}

export const RECIPIENT_ZONE = 'recipient';

export const zoneText = (zone: string): string => (zone === RECIPIENT_ZONE ? 'each recipient’s own time' : zone);

/** A window in words. */
export function windowText({ days, from, to, time_zone: zone }: SendingWindow): string {
  const hours = from === to ? `from ${from} for a whole day` : `${from} to ${to}${to < from ? ' of the next day' : ''}`;
  return `${daysText(days)}, ${hours}, ${zoneText(zone)}`;
}

/** A threshold in words. */
export const guardText = ({ success_below: below, minutes, at_least: least }: FailWhen): string =>
  `when under ${numberText(Math.round(below * 1000) / 10)} % of what ended in ${minutes} min was delivered, of at least ${least}`;
