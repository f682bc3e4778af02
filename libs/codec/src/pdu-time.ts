import { PduError } from './pdu-error.js';

/** When something was, by the clock of the service centre (TS 23.040 9.2.3.11). */
export interface PduTimestamp {
  /** Epoch milliseconds, whole seconds. */
  at: number;
  /** Local time less UTC, in minutes, in quarters of an hour. */
  offsetMinutes: number;
}

const MINUTE_MS = 60_000;
export const TIMESTAMP_OCTETS = 7;

const swapped = (value: number): number => ((value % 10) << 4) | Math.floor(value / 10);
const unswapped = (octet: number): number =>
  (octet & 0xf) > 9 || octet >> 4 > 9 ? NaN : (octet & 0xf) * 10 + (octet >> 4);

/** Seven octets: year to second of local time, semi-octets swapped, then the zone in quarters of an hour, bit 3 its sign. */
export function encodeTimestamp({ at, offsetMinutes }: PduTimestamp): Uint8Array {
  const local = new Date(at + offsetMinutes * MINUTE_MS);
  if (Number.isNaN(local.getTime())) throw new PduError('expected a time in epoch milliseconds');
  const quarters = Math.min(79, Math.round(Math.abs(offsetMinutes) / 15));
  return Uint8Array.of(
    swapped(local.getUTCFullYear() % 100),
    swapped(local.getUTCMonth() + 1),
    swapped(local.getUTCDate()),
    swapped(local.getUTCHours()),
    swapped(local.getUTCMinutes()),
    swapped(local.getUTCSeconds()),
    swapped(quarters) | (offsetMinutes < 0 ? 0x08 : 0),
  );
}

/**
 * @param octets seven of them.
 * @returns null when they are not a time (networks send zeros too): no message is lost for that.
 *   Years are 1970 to 2069.
 */
export function decodeTimestamp(octets: Uint8Array): PduTimestamp | null {
  const [year = NaN, month = NaN, day = NaN, hour = NaN, minute = NaN, second = NaN] = [...octets].map(unswapped);
  const zone = octets[6] ?? 0;
  const quarters = unswapped(zone & 0xf7);
  if (!(month >= 1 && month <= 12 && day >= 1 && hour < 24 && minute < 60 && second < 60)) return null;
  if (!(quarters <= 79)) return null;
  const offsetMinutes = (zone & 0x08 ? -1 : 1) * quarters * 15;
  const local = Date.UTC((year < 70 ? 2000 : 1900) + year, month - 1, day, hour, minute, second);
  if (new Date(local).getUTCDate() !== day) return null;
  return { at: local - offsetMinutes * MINUTE_MS, offsetMinutes: offsetMinutes || 0 };
}

const HOUR = 3600;
const DAY = 24 * HOUR;

/** What the relative TP-VP octet means, in seconds (TS 23.040 9.2.3.12.1): 5 minutes to 63 weeks. */
export function decodeValidity(octet: number): number {
  if (octet <= 143) return (octet + 1) * 300;
  if (octet <= 167) return 12 * HOUR + (octet - 143) * 1800;
  if (octet <= 196) return (octet - 166) * DAY;
  return (octet - 192) * 7 * DAY;
}

/** The relative TP-VP octet of the longest validity that is not longer than so many seconds; 5 minutes at least. */
export function encodeValidity(seconds: number): number {
  if (Number.isNaN(seconds)) throw new PduError('expected a validity in seconds');
  if (seconds < 12 * HOUR + 1800) return Math.max(0, Math.min(143, Math.floor(seconds / 300) - 1));
  if (seconds < 2 * DAY) return Math.min(167, 143 + Math.floor((seconds - 12 * HOUR) / 1800));
  if (seconds < 35 * DAY) return Math.min(196, 166 + Math.floor(seconds / DAY));
  return Math.min(255, 192 + Math.floor(seconds / (7 * DAY)));
}
