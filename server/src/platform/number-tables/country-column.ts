import { getCountries, getCountryCallingCode } from 'libphonenumber-js';
import { countryOf } from '../common/countries.js';
import { healed } from '../common/healed-number.js';
import { namesCountries } from './column-names.js';
import { findNamed } from './named-column.js';
import type { TableRow } from './table.js';

/** Says that no column is that of the countries. */
const NONE = 'none';
/** Of the cells below a country's name, so many must be countries; rows with others are refused one by one. */
const MOST = 0.5;
/** Kinds of cells that are remembered: there are no more countries, by some names each. */
const REMEMBERED = 2_000;

/** Which of the countries that share a calling code is meant by it; numbers of the others are read by it, too. */
const FIRST_OF: Record<string, string> = {
  1: 'US',
  7: 'RU',
  39: 'IT',
  44: 'GB',
  47: 'NO',
  61: 'AU',
  212: 'MA',
  262: 'RE',
  358: 'FI',
  590: 'GP',
  599: 'CW',
};
const BY_CALLING_CODE = new Map<string, string>();
for (const country of getCountries()) {
  const code = getCountryCallingCode(country);
  BY_CALLING_CODE.set(code, FIRST_OF[code] ?? BY_CALLING_CODE.get(code) ?? country);
}

/** The country that a cell means, by its code, its name, its calling code, or several of these; null where it means none. */
export type CountryReader = (cell: string) => string | null;

export function countryReader(): CountryReader {
  const known = new Map<string, string | null>();
  return (cell) => {
    let found = known.get(cell);
    if (found !== undefined) return found;
    const text = healed(cell);
    found = meantBy(text) ?? meantTwice(text);
    if (known.size < REMEMBERED) known.set(cell, found);
    return found;
  };
}

/** `256`, `+256`, `(+256)`, `00 256`; `1-876`, of which the code is the 1. */
const CALLING_CODE = /^\(?\s*(?:\+|00)?\s*(?:([1-9]\d{0,2})|(1)[ -]?\(?\d{3}\)?)\s*\)?$/;

function meantBy(text: string): string | null {
  const [whole, code, ofMany] = CALLING_CODE.exec(text) ?? [];
  return whole === undefined ? countryOf(text) : (BY_CALLING_CODE.get(code ?? ofMany ?? '') ?? null);
}

/** `Kenya (+254)`, `UG - Uganda`: one country in several ways. */
function meantTwice(text: string): string | null {
  const parts = text.replace(/\+?\d+/g, '|$&|').split(/[^\p{L}\p{M}\p{N}\s.'’&+]+/u);
  const meant = new Set(parts.flatMap((part) => meantBy(part.trim()) ?? []));
  const [country] = meant;
  return meant.size === 1 && country !== undefined ? country : null;
}

/**
 * The place of the column of countries, null where there is none.
 * @param header the cells that name the columns; none where nothing does
 * @param wanted as the caller named it; null where it is to be found
 * @throws ImportFailure when there is none of that name
 */
export function findCountries(
  { names, header, data }: { names: readonly string[]; header: readonly string[]; data: readonly TableRow[] },
  wanted: string | null,
  read: CountryReader,
): number | null {
  if (wanted?.toLowerCase() === NONE && !names.includes(wanted)) return null;
  if (wanted !== null) return findNamed(names, wanted);
  const at = header.findIndex((name, index) => {
    if (!namesCountries(name)) return false;
    const cells = data.map(({ cells: all }) => all[index]?.trim() ?? '').filter((cell) => cell !== '');
    return cells.length > 0 && cells.filter((cell) => read(cell) !== null).length >= cells.length * MOST;
  });
  return at < 0 ? null : at;
}
