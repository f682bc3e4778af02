import { DAY, dayOf } from './clock.js';

interface Zone {
  format: Intl.DateTimeFormat;
  /** How far its clocks are before UTC on a UTC day; NaN on one that they change on. */
  offsets: Map<number, number>;
}

const zones = new Map<string, Zone>();
/** Of a zone: a list shows many times of a few days. */
const DAYS_KEPT = 1000;
/** The first day of the year 10000. */
const FAR = 2_932_897;

function zoneOf(name: string): Zone {
  let zone = zones.get(name);
  if (!zone) {
    // Sweden writes dates as ISO 8601 does.
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: name, dateStyle: 'short', timeStyle: 'medium' });
    zones.set(name, (zone = { format, offsets: new Map() }));
  }
  return zone;
}

const offsetAt = (millis: number, { format }: Zone): number =>
  Date.parse(`${format.format(millis).replace(' ', 'T')}Z`) - Math.floor(millis / 1000) * 1000;

/** How far the clocks are before UTC all of a UTC day; NaN when they change on it. */
function offsetOf(day: number, zone: Zone): number {
  const known = zone.offsets.get(day);
  if (known !== undefined) return known;
  const first = offsetAt(day * DAY, zone);
  const offset = first === offsetAt((day + 1) * DAY, zone) ? first : NaN;
  if (zone.offsets.size >= DAYS_KEPT) zone.offsets.clear();
  zone.offsets.set(day, offset);
  return offset;
}

/** `YYYY-MM-DD HH:MM:SS` in a time zone (IANA) from epoch milliseconds. */
export function zonedTime(millis: number, name: string): string {
  const zone = zoneOf(name);
  const day = dayOf(millis);
  // The zone's own tables are slow to ask: only where the clocks change, and for years that are not written in four digits.
  const offset = day > 0 && day < FAR - 1 ? offsetOf(day, zone) : NaN;
  if (Number.isNaN(offset)) return zone.format.format(millis);
  return new Date(millis + offset).toISOString().slice(0, 19).replace('T', ' ');
}

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
  const offset = (millis: number): number => offsetAt(millis, zoneOf(zone));
  return wall - offset(wall - offset(wall));
}
