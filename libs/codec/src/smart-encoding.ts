import { septetsOf } from './gsm7.js';
import { segmentsOf } from './segments.js';

/**
 * By what stands in the GSM 7 bit default alphabet for characters that are in no table of TS 23.038 and that word processors
 * put where a plain one was typed: quotes, dashes, dots, blanks, and marks that nobody sees. Nothing is lost but the looks.
 */
const PLAIN: readonly (readonly [plain: string, characters: string])[] = [
  ["'", '\u2018\u2019\u201a\u201b\u2032\u2035\u02b9\u02bb\u02bc\u02c8\u0060\u00b4\u2039\u203a\uff07'],
  ['"', '\u201c\u201d\u201e\u201f\u2033\u2036\u02ba\u00ab\u00bb\u301d\u301e\u301f\uff02'],
  ['-', '\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d'],
  ['...', '\u2026'],
  ['..', '\u2025'],
  ['.', '\u2024'],
  [' ', '\t\u000b\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000'],
  ['\n', '\u0085\u2028\u2029'],
  ['', '\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff'],
];

const REPLACEMENTS: ReadonlyMap<string, string> = new Map(
  PLAIN.flatMap(([plain, characters]) => [...characters].map((character) => [character, plain] as const)),
);
const REPLACED = new RegExp(`[${PLAIN.map(([, characters]) => characters).join('')}]`, 'g');

/**
 * The text with GSM characters in place of typographic ones where that saves parts, else as it is. Nothing is changed for
 * looks alone: a text that needs UCS-2 anyway, or fits into as many parts, stays what was written.
 */
export function smartText(text: string): string {
  if (septetsOf(text) !== null) return text;
  const before = segmentsOf(text);
  if (before.segments === 1) return text;
  const plain = text.replace(REPLACED, (character) => REPLACEMENTS.get(character) ?? character);
  // Of what needs UCS-2 all the same, the marks hold emoji and words together. And a text of marks alone would be none.
  if (plain === '' || septetsOf(plain) === null) return text;
  return segmentsOf(plain).segments < before.segments ? plain : text;
}

/** One kind of change that `smartText` makes. */
export interface Replacement {
  character: string;
  plain: string;
  count: number;
}

/** What `smartText` would change, each character once, in the order they come; empty where it changes nothing. */
export function replacementsIn(text: string): Replacement[] {
  if (smartText(text) === text) return [];
  const found = new Map<string, Replacement>();
  for (const [character] of text.matchAll(REPLACED)) {
    const known = found.get(character);
    if (known) known.count += 1;
    else found.set(character, { character, plain: REPLACEMENTS.get(character) ?? '', count: 1 });
  }
  return [...found.values()];
}
