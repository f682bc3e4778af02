import type { Octets } from '@signalbox/contracts/office/routers';
import type { Row } from './reply.js';

/** Text from outside in one line, without what would turn it around. */
export const plainLine = (text: string, max: number): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .toWellFormed()
    .trim()
    .slice(0, max);

/** Null where a router says nothing of it. */
export function textOf(row: Row, name: string, max = 255): string | null {
  const text = plainLine(row.get(name) ?? '', max);
  return text === '' ? null : text;
}

/** RouterOS 7 says true and false, earlier ones yes and no as well. */
export const flagOf = (row: Row, name: string): boolean => ['true', 'yes'].includes(row.get(name) ?? '');

/** A counter; one that is not there, or no number, has counted nothing. */
export function octetsOf(row: Row, name: string): bigint {
  const text = row.get(name) ?? '';
  return /^\d{1,20}$/.test(text) ? BigInt(text) : 0n;
}

/** A number while JSON's are exact, text above. */
export const toOctets = (octets: bigint): Octets =>
  octets <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(octets) : String(octets);

const SECONDS: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 };
const UPTIME = /^(?:\d{1,5}[wdhms])*(?:\d{1,3}:\d{2}:\d{2})?$/;

/** `1w2d3h4m5s`, or `2d03:04:05`, in seconds; null when it is neither. */
export function secondsOf(text: string): number | null {
  if (text === '' || !UPTIME.test(text)) return null;
  let seconds = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+)([wdhms])/g))
    seconds += Number(amount) * (SECONDS[unit ?? ''] ?? 0);
  const [, hours = 0, minutes = 0, rest = 0] = /(\d+):(\d+):(\d+)$/.exec(text) ?? [];
  return seconds + Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
}
