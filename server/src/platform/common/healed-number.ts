/*
 * What phones, spreadsheets, address books and chats leave around a number. It is taken away at every door alike, so
 * that what a list takes is taken in a request, too.
 */

/** Nobody sees them; ends of lines and tabs are none of them, since they part one number from the next. */
const INVISIBLE = /[\p{Cf}\p{Cc}]/gu;
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]/g;
/** A blank of any width, which does not break among them. */
const BLANK = /[\p{Zs}]/gu;
/** As links, vCards and exports of forms have it. */
const SCHEME = /^(?:tel|sms|callto|whatsapp|mobile|phone|p):\s*/i;
/** `="0712"`, which keeps a spreadsheet from making a sum of it; `"0712"`. */
const QUOTED = /^=?\s*"\s*([^"]*?)\s*"$/;
/** The sign of a text in a spreadsheet, as people's keyboards write it. */
const APOSTROPHES = /^['‘’`´]+|['‘’`´]+$/g;
/** A whole number that was taken for one with decimals. */
const DECIMALS = /^(\+?\d+)[.,]0+$/;
/** A mantissa and an exponent, as spreadsheets write long numbers into CSV. */
const SCIENTIFIC = /^\+?(\d+)(?:[.,](\d+))?E\+?(\d{1,3})$/i;

/** A number without what only machines leave around it. */
export function healed(input: string): string {
  const bare = input
    .trim()
    .replace(BREAKS, '\n')
    .replace(/[^\n]+/g, cleaned)
    .trim();
  const text = (QUOTED.exec(bare)?.[1] ?? bare).replace(APOSTROPHES, '').replace(SCHEME, '').trim();
  return wholeNumber(text) ?? text.replace(DECIMALS, '$1').replace(BRACKETED, '$1');
}

/** `(+254) 712`: the bracket is before what begins a number. */
const BRACKETED = /^[([]\s*([+＋][^)\]]*)[)\]]/;

const cleaned = (line: string): string => line.replace(INVISIBLE, '').replace(BLANK, ' ');

/** `2.54712345678E+11` as digits; null where digits are missing, which no number can be sent to. */
function wholeNumber(text: string): string | null {
  const match = SCIENTIFIC.exec(text);
  if (!match) return null;
  const [, first = '', fraction = '', exponent] = match;
  const places = Number(exponent);
  const isWhole = fraction.length >= places && /^0*$/.test(fraction.slice(places));
  return isWhole ? first + fraction.slice(0, places) : null;
}

/** Digits of any script with what people write between them; a plus in front only, since it begins a number. */
const ONE_NUMBER = /^[([]?[+＋]?[\p{Nd} ().[\]/\-‐-―−ー－]+$/u;

/** Whether a healed text has the shape of one number: no second one, no extension, no words. */
export const isOneNumber = (text: string): boolean => ONE_NUMBER.test(text);

/** What stands between two numbers, or before an extension; no number has it within. */
const BETWEEN_NUMBERS = /[^\p{Nd} ().[\]\-‐-―−ー－]+/u;
const LEAST_DIGITS = 5;
/** 15 (E.164, 6.2.1) behind an international prefix. */
const MOST_DIGITS = 18;
export const digitsIn = (text: string): number => text.match(/\p{Nd}/gu)?.length ?? 0;

/** The numbers that a healed text may be made of, if it is more than one. */
export const partsOf = (text: string): string[] =>
  text.split(BETWEEN_NUMBERS).filter((part) => digitsIn(part) >= LEAST_DIGITS);

const EXTENSION = /\d\D*(?:#|;\s*ext=|\bext?(?:n|ension)?\b\.?:?|x)\s*\d{1,6}$/i;

/** Why a healed text is no number, as far as it can be told; null where it is only none. */
export function troubleWith(text: string): 'two numbers' | 'extension' | 'rounded' | null {
  if (SCIENTIFIC.test(text)) return 'rounded';
  if (partsOf(text).length > 1 || digitsIn(text) > MOST_DIGITS) return 'two numbers';
  return EXTENSION.test(text) ? 'extension' : null;
}
