import { getCountry } from 'countries-and-timezones';
import { parsePhoneNumberFromString } from 'libphonenumber-js';

/** Where a country has several time zones: the one that most of its people live in. */
const MOST_PEOPLE: Readonly<Record<string, string>> = {
  AR: 'America/Argentina/Buenos_Aires',
  AU: 'Australia/Sydney',
  BR: 'America/Sao_Paulo',
  CA: 'America/Toronto',
  CD: 'Africa/Kinshasa',
  CL: 'America/Santiago',
  CN: 'Asia/Shanghai',
  CY: 'Asia/Nicosia',
  DE: 'Europe/Berlin',
  EC: 'America/Guayaquil',
  ES: 'Europe/Madrid',
  FM: 'Pacific/Pohnpei',
  GL: 'America/Nuuk',
  ID: 'Asia/Jakarta',
  KI: 'Pacific/Tarawa',
  KZ: 'Asia/Almaty',
  MN: 'Asia/Ulaanbaatar',
  MX: 'America/Mexico_City',
  MY: 'Asia/Kuala_Lumpur',
  NZ: 'Pacific/Auckland',
  PF: 'Pacific/Tahiti',
  PG: 'Pacific/Port_Moresby',
  PS: 'Asia/Gaza',
  PT: 'Europe/Lisbon',
  RU: 'Europe/Moscow',
  UA: 'Europe/Kyiv',
  US: 'America/New_York',
  UZ: 'Asia/Tashkent',
  VN: 'Asia/Ho_Chi_Minh',
};

/** So many characters, the plus included, say which country a number is of. */
const LEADING = 8;
const KEPT = 50_000;
const zones = new Map<string, string>();

/** The time zone of a number's country, UTC where a number is of none. @param number E.164 */
export function recipientZone(number: string): string {
  const leading = number.slice(0, LEADING);
  let zone = zones.get(leading);
  if (zone === undefined) {
    if (zones.size >= KEPT) zones.clear();
    zones.set(leading, (zone = zoneOf(number)));
  }
  return zone;
}

function zoneOf(number: string): string {
  const country = parsePhoneNumberFromString(number)?.country;
  return (country && (MOST_PEOPLE[country] ?? getCountry(country)?.timezones[0])) ?? 'UTC';
}
