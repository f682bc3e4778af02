import {
  type CountryCode,
  Metadata,
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js';
import { Invalid } from './errors.js';

/**
 * The E.164 form (`+254712345678`) of a number as people write it, or null where it is none.
 * @param country ISO 3166 code for numbers without a country's prefix.
 */
export function toE164(input: string, country: string): string | null {
  if (isPlainE164(input)) return input;
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

const E164 = /^\+[1-9]\d{6,14}$/;

/** The national numbers of each calling code that one country has to itself, as the library's metadata describes them. */
const NATIONAL_NUMBERS = nationalNumbers();

/**
 * Whether a number is in E.164 form and valid already, as client systems send most of them: a tenth of the parser's
 * time. False where only the parser can tell.
 */
function isPlainE164(input: string): boolean {
  if (!E164.test(input)) return false;
  // Calling codes are prefix-free, 1 to 3 digits (E.164, 6.2.1).
  for (let end = 2; end <= 4; end++) {
    const pattern = NATIONAL_NUMBERS.get(input.slice(1, end));
    if (pattern) return pattern.test(input.slice(end));
  }
  return false;
}

function nationalNumbers(): Map<string, RegExp> {
  const countries = new Map<string, CountryCode[]>();
  for (const country of getCountries()) {
    const code = getCountryCallingCode(country);
    countries.set(code, [...(countries.get(code) ?? []), country]);
  }
  const patterns = new Map<string, RegExp>();
  for (const [code, [country, ...others]] of countries) {
    if (!country || others.length > 0) continue;
    const metadata = new Metadata();
    metadata.selectNumberingPlan(country);
    const plan = metadata.numberingPlan;
    if (plan && hasPattern(plan)) patterns.set(code, new RegExp(`^(?:${plan.nationalNumberPattern()})$`));
  }
  return patterns;
}

/** The library has this method; its types do not say so. */
function hasPattern(plan: object): plan is { nationalNumberPattern(): string } {
  return 'nationalNumberPattern' in plan && typeof plan.nationalNumberPattern === 'function';
}
