const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
/** Regions that are no countries with numbers of their own. */
const NO_COUNTRIES = new Set([
  'AQ',
  'BV',
  'CP',
  'CQ',
  'DG',
  'EA',
  'EU',
  'EZ',
  'HM',
  'IC',
  'QO',
  'TF',
  'UN',
  'XA',
  'XB',
  'ZZ',
]);

/** A country's English name by its ISO 3166-1 alpha-2 code; the code itself where it has none. */
export const countryName = (code: string): string => (/^[A-Z]{2}$/.test(code) ? names.of(code) : undefined) ?? code;

export interface Country {
  /** ISO 3166-1 alpha-2. */
  code: string;
  name: string;
}

/** Codes that were replaced by another name the other one. */
const isCurrent = (code: string): boolean => new Intl.Locale(`und-${code}`).maximize().region === code;

/** Every country that the browser knows, by name. */
export function countries(): Country[] {
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
  return codes
    .filter((code) => !NO_COUNTRIES.has(code) && names.of(code) !== undefined && isCurrent(code))
    .map((code) => ({ code, name: countryName(code) }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** The country that a text means, by its code or its name in any case; null for none. */
export function codeOf(text: string, all: readonly Country[]): string | null {
  const wanted = text.trim().toLowerCase();
  return all.find(({ code, name }) => code.toLowerCase() === wanted || name.toLowerCase() === wanted)?.code ?? null;
}

const MOST_SUGGESTED = 30;

/** What to suggest for a text: the countries whose name or code has it in it, those that begin with it first. */
export function countriesLike(text: string, all: readonly Country[]): Country[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  const begins = ({ code, name }: Country) => code.toLowerCase() === wanted || name.toLowerCase().startsWith(wanted);
  const found = all.filter((country) => begins(country) || country.name.toLowerCase().includes(wanted));
  return found.sort((a, b) => Number(begins(b)) - Number(begins(a))).slice(0, MOST_SUGGESTED);
}
