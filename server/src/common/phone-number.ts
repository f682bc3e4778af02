import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
import { Invalid } from './errors.js';

/**
 * The E.164 form (`+254712345678`) of a number as people write it, or null where it is none.
 * @param country ISO 3166 code for numbers without a country's prefix.
 */
export function toE164(input: string, country: string): string | null {
  const region: CountryCode | undefined = isSupportedCountry(country) ? country : undefined;
  const parsed = parsePhoneNumberFromString(input, { defaultCountry: region, extract: false });
  return parsed?.isValid() ? parsed.number : null;
}

/** @throws Invalid naming the field. */
export function requireE164(field: string, input: string, country: string): string {
  const number = toE164(input, country);
  if (number === null) {
    throw Invalid.field(field, `expected a phone number, international (+254712345678) or national to ${country}`);
  }
  return number;
}
