import { type CountryCode, getCountries, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Pair } from './pair.js';
import { PrefixTable } from './prefix-table.js';

type Placed = Pick<Pair, 'country' | 'prefixes' | 'active' | 'takesRest'>;

/** How many countries have a calling code: a few share one. */
const SHARING = new Map<string, number>();
for (const country of getCountries()) {
  const code = getCountryCallingCode(country);
  SHARING.set(code, (SHARING.get(code) ?? 0) + 1);
}

/** The active pairs of each country that have no prefixes. */
function withoutPrefixes<P extends Placed>(pairs: Iterable<P>): Map<string, P[]> {
  const byCountry = new Map<string, P[]>();
  for (const pair of pairs) {
    if (!pair.active || pair.prefixes.length > 0) continue;
    const others = byCountry.get(pair.country);
    if (others) others.push(pair);
    else byCountry.set(pair.country, [pair]);
  }
  return byCountry;
}

/**
 * Pairs that take the numbers of their country that no prefix claims: only one that is the only active pair of the country
 * without prefixes, and that is to do so.
 */
export class RestTable<P extends Placed> {
  /** By calling code, then by country. */
  private readonly codes = new PrefixTable<Map<string, P>>();
  private isEmpty = true;

  constructor(pairs: Iterable<P>) {
    const byCode = new Map<string, Map<string, P>>();
    for (const [country, [only, ...others]] of withoutPrefixes(pairs)) {
      if (!only?.takesRest || others.length > 0) continue;
      const code = getCountryCallingCode(country as CountryCode);
      byCode.set(code, (byCode.get(code) ?? new Map<string, P>()).set(country, only));
    }
    for (const [code, countries] of byCode) this.codes.add(code, countries);
    this.isEmpty = byCode.size === 0;
  }

  /** @param e164 a number that no prefix claims, with its plus */
  match(e164: string): P | undefined {
    if (this.isEmpty) return undefined;
    const countries = this.codes.longestMatch(e164);
    const [first] = countries?.values() ?? [];
    if (!countries || !first) return undefined;
    if (SHARING.get(getCountryCallingCode(first.country as CountryCode)) === 1) return first;
    return countries.get(parsePhoneNumberFromString(e164)?.country ?? '');
  }
}

/** Why no message finds an active pair, in words; null where some do. */
export function unfoundReason(pair: Pair, pairs: Iterable<Pair>): string | null {
  if (!pair.active || pair.prefixes.length > 0) return null;
  const others = (withoutPrefixes(pairs).get(pair.country) ?? []).filter(({ id }) => id !== pair.id);
  if (others.length > 0) {
    const names = others.map(({ operator }) => operator).join(', ');
    return `No message finds this pair, nor ${names}: of several pairs of a country without prefixes none is taken. Give them prefixes.`;
  }
  return pair.takesRest
    ? null
    : 'No message finds this pair: it has no prefixes. Give it some, or have it take the rest of its country.';
}
