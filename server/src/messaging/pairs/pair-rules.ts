import type { NewPair, PairChange as PairPatch } from '@signalbox/contracts/pairs';
import { getCountries, getCountryCallingCode, type CountryCode } from 'libphonenumber-js';
import type { FieldError } from '@signalbox/contracts/messages';
import { Conflict, Invalid } from '../../platform/common/errors.js';
import type { PairIndex } from './pair-index.js';
import { type PairFields, nameOf } from './pair.js';

/** ISO 3166-1 alpha-2 and, as numbering plans have it, XK, AC and TA: every code that has a calling code. */
const COUNTRIES: ReadonlySet<string> = new Set(getCountries());
const isCountry = (code: string): code is CountryCode => COUNTRIES.has(code);

/** The fields of a new pair. @throws Invalid when there is no such country or a prefix is of another. */
export function newFields(body: NewPair): PairFields {
  return checked({
    country: body.country,
    operator: body.operator,
    mcc: body.mcc,
    mnc: body.mnc,
    prefixes: body.prefixes,
    isHighPriority: body.is_high_priority,
    takesRest: body.takes_rest,
    active: body.active,
    shortCodes: body.short_codes,
  });
}

/**
 * The fields of a pair after a change. @throws Invalid as above; the prefixes it has are checked against a new country. One
 * that was kept of an old database although its country is unknown may be changed, but not be active.
 */
export function changedFields(pair: PairFields, body: PairPatch): PairFields {
  const fields = {
    country: body.country ?? pair.country,
    operator: body.operator ?? pair.operator,
    mcc: body.mcc === undefined ? pair.mcc : body.mcc,
    mnc: body.mnc === undefined ? pair.mnc : body.mnc,
    prefixes: body.prefixes ?? pair.prefixes,
    isHighPriority: body.is_high_priority ?? pair.isHighPriority,
    takesRest: body.takes_rest ?? pair.takesRest,
    active: body.active ?? pair.active,
    shortCodes: body.short_codes ?? pair.shortCodes,
  };
  const isKept = fields.country === pair.country && !isCountry(pair.country) && !fields.active;
  return isKept && fields.prefixes.length === 0 ? fields : checked(fields);
}

function checked(fields: PairFields): PairFields {
  const country = fields.country.toUpperCase();
  if (!isCountry(country)) throw Invalid.field('country', 'expected an ISO 3166-1 alpha-2 code such as KE');
  const code = getCountryCallingCode(country);
  const errors: FieldError[] = [];
  const prefixes = fields.prefixes.map((prefix, index) => {
    const digits = prefix.replace(/^\+/, '');
    if (!digits.startsWith(code)) {
      const message = `expected a prefix that begins with ${code}, the calling code of ${country}, got ${digits}`;
      errors.push({ field: `prefixes.${index}`, message });
    }
    return digits;
  });
  if (errors.length > 0) throw new Invalid(errors);
  return { ...fields, country, prefixes: [...new Set(prefixes)].sort() };
}

/** Whether two sets of fields say the same. */
export const sameFields = (a: PairFields, b: PairFields): boolean =>
  a.country === b.country &&
  a.operator === b.operator &&
  a.mcc === b.mcc &&
  a.mnc === b.mnc &&
  a.isHighPriority === b.isHighPriority &&
  a.takesRest === b.takesRest &&
  a.active === b.active &&
  a.shortCodes === b.shortCodes &&
  a.prefixes.join() === b.prefixes.join();

/**
 * A pair beside all others.
 * @param id its own id; undefined while it has none
 * @throws Conflict when its name is another's, or it is active and one of its prefixes is that of another active pair.
 */
export function requireDistinct(fields: PairFields, id: string | undefined, index: PairIndex): void {
  const namesake = index.named(fields);
  if (namesake && namesake.id !== id) throw nameTaken(fields);
  if (!fields.active) return;
  for (const prefix of fields.prefixes) {
    const other = index.activeWith(prefix);
    if (!other || other.id === id) continue;
    const message = `expected prefixes that no other active pair has; ${prefix} is of ${nameOf(other)}`;
    throw new Conflict(`The prefix ${prefix} belongs to the pair ${nameOf(other)}.`, [{ field: 'prefixes', message }]);
  }
}

export const nameTaken = (fields: PairFields): Conflict =>
  new Conflict(`There is a pair ${nameOf(fields)} already.`, [
    { field: 'operator', message: 'expected an operator that is not taken in this country' },
  ]);
