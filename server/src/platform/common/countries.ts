import { type CountryCode, getCountries } from 'libphonenumber-js';
import { ALPHA_3 } from './alpha-3.js';

/** Names in the languages of those that write them; where two mean different countries by one, the first has it. */
const LANGUAGES = ['en', 'sw', 'fr', 'es', 'pt', 'de', 'it', 'ru', 'uk', 'ar', 'zh'];

/** What is often written beside the names that CLDR has. */
const OTHER_NAMES: Record<string, readonly string[]> = {
  BO: ['Plurinational State of Bolivia'],
  CD: ['DRC', 'DR Congo', 'Congo DRC', 'Democratic Republic of the Congo'],
  CG: ['Congo', 'Republic of the Congo'],
  CI: ['Ivory Coast'],
  CV: ['Cabo Verde'],
  CZ: ['Czech Republic'],
  GB: ['Great Britain', 'United Kingdom of Great Britain and Northern Ireland'],
  GM: ['The Gambia'],
  HK: ['Hong Kong'],
  IR: ['Islamic Republic of Iran'],
  KP: ["Democratic People's Republic of Korea"],
  KR: ['Korea', 'Republic of Korea'],
  LA: ["Lao People's Democratic Republic"],
  MD: ['Republic of Moldova'],
  MK: ['Macedonia'],
  MO: ['Macao', 'Macau'],
  NL: ['Holland', 'The Netherlands'],
  PS: ['Palestine', 'State of Palestine'],
  RU: ['Russian Federation'],
  SY: ['Syrian Arab Republic'],
  SZ: ['Swaziland'],
  TL: ['East Timor'],
  TR: ['Turkey'],
  TZ: ['United Republic of Tanzania', 'Tanzania, United Republic of'],
  US: ['United States of America'],
  VA: ['Holy See'],
  VE: ['Bolivarian Republic of Venezuela'],
  VN: ['Viet Nam'],
};

/** What makes two names the same: letters and digits, without accents, case, "and" or "the". */
const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/\bst\b/g, 'saint')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/\b(and|the)\b/g, '')
    .replace(/ +/g, '');

const CODES: ReadonlySet<string> = new Set(getCountries());
const NAMES = countriesByName();

/**
 * The country that a text means: an ISO 3166-1 code of two or three letters, or a name, in any case; as its alpha-2 code,
 * null where there is no such country, or none with a calling code.
 */
export function countryOf(text: string): string | null {
  const written = text.trim();
  const code = written.toUpperCase();
  if (CODES.has(code)) return code;
  const fromAlpha3 = ALPHA_3.get(code);
  if (fromAlpha3 !== undefined && CODES.has(fromAlpha3)) return fromAlpha3;
  return NAMES.get(plain(written)) ?? null;
}

function countriesByName(): Map<string, CountryCode> {
  const names = new Map<string, CountryCode>();
  const add = (name: string | undefined, country: CountryCode): void => {
    const key = plain(name ?? '');
    if (key !== '' && !names.has(key)) names.set(key, country);
  };
  for (const language of LANGUAGES) {
    for (const style of ['long', 'short'] as const) {
      const shown = new Intl.DisplayNames([language], { type: 'region', fallback: 'none', style });
      for (const country of getCountries()) {
        const name = shown.of(country);
        add(name, country);
        // "Myanmar (Burma)" goes by both names.
        for (const part of name?.split(/[()]/) ?? []) if (name?.includes('(')) add(part, country);
      }
    }
    if (language === 'en') {
      for (const country of getCountries()) OTHER_NAMES[country]?.forEach((name) => add(name, country));
    }
  }
  return names;
}
