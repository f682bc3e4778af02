import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js';
import { isValidPhoneNumber as isMobileNumber } from 'libphonenumber-js/mobile';
import { Invalid } from './errors.js';
import { digitsIn, healed, isOneNumber, partsOf, troubleWith } from './healed-number.js';
import { isPlainE164, plainNational } from './number-forms.js';

/**
 * The E.164 form (`+254712345678`) of one number as people and machines write it, or null where it is none, or more than
 * one. `00` is an international prefix whatever the country has; digits without any prefix that are none of the country's
 * numbers are those of the country whose calling code they begin with, where they can be nothing else.
 * @param country ISO 3166 code for numbers without a country's prefix.
 */
export function toE164(input: string, country: string): string | null {
  return plain(input, country) ?? parsed(input, country);
}

/** What international numbers of a country begin with, such as `254`; empty where there is no such country. */
export const callingCodeOf = (country: string): string =>
  isSupportedCountry(country) ? getCountryCallingCode(country) : '';

/** @throws Invalid naming the field. */
export function requireE164(field: string, input: string, country: string): string {
  const number = toE164(input, country);
  if (number !== null) return number;
  const wrong = wrongWith(input);
  const national = country === '' ? '' : ` or national to ${country}`;
  const form = `expected a phone number, international (+254712345678)${national}`;
  throw Invalid.field(field, wrong === null ? form : `expected one phone number: ${wrong}`);
}

const TROUBLES = {
  'two numbers': 'there are two numbers in one field',
  extension: 'a number with an extension gets no messages',
  rounded: 'a spreadsheet rounded this number; format the column as text and export it again',
};

/** What is wrong with a text that is no number, in words; null where it is only none. */
export function wrongWith(input: string): string | null {
  const trouble = troubleWith(healed(input));
  return trouble && TROUBLES[trouble];
}

const plain = (input: string, country: string): string | null =>
  isPlainE164(input) ? input : plainNational(input, country);

/** Digits with at most a plus in front: there is nothing to heal. */
const BARE = /^\+?[1-9]\d*$/;

function parsed(input: string, country: string): string | null {
  const text = BARE.test(input) ? input : healed(input);
  if (!isOneNumber(text) || isTwice(text, country)) return null;
  const region = isSupportedCountry(country) ? country : undefined;
  const healedPlain = text === input ? null : plain(text, country);
  return healedPlain ?? byParser(text, region) ?? dialled(text, region);
}

/** What the parser would take for an extension is another number. */
function byParser(text: string, region: CountryCode | undefined): string | null {
  const found = parsePhoneNumberFromString(text, { defaultCountry: region, extract: false });
  return found?.isValid() && !found.ext ? found.number : null;
}

/** The least digits of a number with its calling code that is taken for one without a sign of it. */
const LEAST_INTERNATIONAL = 10;

/** A number that is told to be international in a way that the country does not know, or by its digits alone. */
function dialled(text: string, region: CountryCode | undefined): string | null {
  const hasPlus = /^\D*[+＋]/.test(text);
  const digits = text.replace(/\D/g, '');
  if (/^00[1-9]/.test(digits)) return byParser(`+${digits.slice(2)}`, undefined);
  // "+0712345678" is a national number that a gateway took for another.
  if (hasPlus) return digits.startsWith('0') ? byParser(digits, region) : null;
  if (digits.startsWith('0') || digits.length < LEAST_INTERNATIONAL || digits.length !== digitsIn(text)) return null;
  // Only mobile numbers get messages; among the others, a digit too many of one country is a number of the next.
  return isMobileNumber(`+${digits}`) ? `+${digits}` : null;
}

/** Two whole numbers with a stroke between them; an area code before a stroke is no whole one. */
function isTwice(text: string, country: string): boolean {
  if (!text.includes('/')) return false;
  const parts = partsOf(text);
  return parts.length > 1 && parts.every((part) => toE164(part, country) !== null);
}
