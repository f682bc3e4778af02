import { type CountryCode, Metadata, getCountries, getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js';

/*
 * The forms that most numbers have, read in a tenth of the parser's time. Each answers only where the parser could say
 * nothing else.
 */

const E164 = /^\+[1-9]\d{6,14}$/;

/** The national numbers of each calling code that one country has to itself, as the library's metadata describes them. */
const NATIONAL_NUMBERS = nationalNumbers();

/**
 * Whether a number is in E.164 form and valid already, as client systems send most of them. False where only the parser
 * can tell.
 */
export function isPlainE164(input: string): boolean {
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

interface NationalForm {
  callingCode: string;
  pattern: RegExp;
  /** What is dialled before a national number; empty where nothing is. */
  prefix: string;
  /** How international numbers begin that are dialled from there. */
  internationalPrefix: RegExp;
}

const NATIONAL_FORMS = new Map<string, NationalForm | null>();

/**
 * The E.164 form of a number as lists hold most of them, which are long: digits of one country, with its prefix
 * (0712345678), without (712345678), or behind its calling code (254712345678); blanks and hyphens between them. Null
 * where only the parser can tell: where a number could be read in two ways, too.
 */
export function plainNational(input: string, country: string): string | null {
  if (!NATIONAL.test(input)) return null;
  let form = NATIONAL_FORMS.get(country);
  if (form === undefined) NATIONAL_FORMS.set(country, (form = nationalForm(country)));
  if (form === null) return null;
  const { callingCode, pattern, prefix, internationalPrefix } = form;
  const digits = input.replace(/[ -]/g, '');
  if (internationalPrefix.test(digits)) return null;
  const isWhole = pattern.test(digits);
  const hasPrefix = prefix !== '' && digits.startsWith(prefix);
  const hasCode = digits.startsWith(callingCode);
  if (isWhole) return hasPrefix || hasCode ? null : `+${callingCode}${digits}`;
  if (hasPrefix === hasCode) return null;
  const rest = digits.slice(hasPrefix ? prefix.length : callingCode.length);
  const isAmbiguous = !pattern.test(rest) || (prefix !== '' && rest.startsWith(prefix));
  return isAmbiguous ? null : `+${callingCode}${rest}`;
}

/** Digits, with single blanks and hyphens between them. */
const NATIONAL = /^\d(?:[ -]?\d){4,15}$/;

/** How a country's numbers are written; null where it shares its calling code, or its rules are more than a prefix. */
function nationalForm(country: string): NationalForm | null {
  if (!isSupportedCountry(country)) return null;
  const callingCode: string = getCountryCallingCode(country);
  const pattern = NATIONAL_NUMBERS.get(callingCode);
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  const plan = metadata.numberingPlan;
  if (!pattern || !plan || !hasPattern(plan)) return null;
  const prefix = plan.nationalPrefix() ?? '';
  if ((plan.nationalPrefixForParsing() ?? '') !== prefix || plan.nationalPrefixTransformRule()) return null;
  return { callingCode, pattern, prefix, internationalPrefix: new RegExp(`^(?:${plan.IDDPrefix()})`) };
}

interface Plan {
  nationalNumberPattern(): string;
  nationalPrefix(): string | undefined;
  nationalPrefixForParsing(): string | undefined;
  nationalPrefixTransformRule(): string | undefined;
  IDDPrefix(): string;
}

/** The library has these methods; its types do not say so. */
function hasPattern(plan: object): plan is Plan {
  return 'nationalNumberPattern' in plan && typeof plan.nationalNumberPattern === 'function';
}
