import type { Pair } from '../../messaging/pairs/pair.js';
import { countryOf } from '../../platform/common/countries.js';

/** A pair as the country-operator system stored it; what anybody else wrote there may be of any type. */
export interface OldPair {
  country?: unknown;
  operator?: unknown;
  is_high_priority?: unknown;
}

const MAX_LENGTH = 64;
const TRUE: readonly unknown[] = [true, 1, '1', 'true', 'yes', 'on'];
/** Codes that ISO 3166-1 leaves to their users; XK is taken for Kosovo. */
const FREE_CODES = [
  'ZZ',
  ...letters('M', 'Z').map((letter) => `Q${letter}`),
  ...letters('A', 'Z').map((letter) => `X${letter}`),
].filter((code) => code !== 'XK');

function letters(first: string, last: string): string[] {
  const from = first.charCodeAt(0);
  return Array.from({ length: last.charCodeAt(0) - from + 1 }, (_, index) => String.fromCharCode(from + index));
}

/** Text in the form in which names are taken; empty where there is none. */
const textOf = (value: unknown): string =>
  (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, MAX_LENGTH)
    .toWellFormed()
    .trim();

/** Codes for countries that nobody knows, each its own: pairs of two such are not one. */
export class UnknownCountries {
  private readonly codes = new Map<string, string>();

  /** @param known pairs of such countries that are stored already */
  constructor(known: Iterable<Pick<Pair, 'country' | 'countryLabel'>>) {
    for (const { country, countryLabel } of known) this.codes.set((countryLabel ?? '').toLowerCase(), country);
  }

  static readonly CODES: readonly string[] = FREE_CODES;

  codeOf(label: string): string {
    const key = label.toLowerCase();
    const taken = new Set(this.codes.values());
    const code = this.codes.get(key) ?? FREE_CODES.find((free) => !taken.has(free)) ?? 'ZZ';
    this.codes.set(key, code);
    return code;
  }
}

/** What an old document says, in today's words. A pair of an unknown country is inactive: nothing can be sent to it. */
export function readOldPair(
  old: OldPair,
  unknown: UnknownCountries,
): Pick<Pair, 'country' | 'countryLabel' | 'operator' | 'isHighPriority' | 'active'> {
  const label = textOf(old.country) || 'unknown';
  const known = countryOf(label);
  const flag =
    typeof old.is_high_priority === 'string' ? old.is_high_priority.trim().toLowerCase() : old.is_high_priority;
  return {
    country: known ?? unknown.codeOf(label),
    countryLabel: label === known ? null : label,
    operator: textOf(old.operator) || 'unknown',
    isHighPriority: TRUE.includes(flag),
    active: known !== null,
  };
}
