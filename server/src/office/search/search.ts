import type { SearchHit } from '@signalbox/contracts/office/search';

/** Of each kind. */
export const MAX_HITS = 8;

/** What a text may be the beginning of. */
export interface Sought {
  /** Of an account, invoice or ticket number, in capitals. */
  number: string;
  /** Of a name, in small letters. */
  name: string;
  /** Of phone numbers as they are kept; none when the text is no such beginning. */
  phones: string[];
}

/** A customer's name and its last word, as they are looked for: what differs in case and blanks is the same. */
export function nameKeys(name: string): { name: string; last: string } {
  const words = name.toLowerCase().normalize('NFC').split(/\s+/u).filter(Boolean);
  return { name: words.join(' ').slice(0, 120), last: (words.at(-1) ?? '').slice(0, 120) };
}

/** @param callingCode of the country whose national numbers are understood, such as `254` */
export function soughtBy(text: string, callingCode: string): Sought {
  return { number: text.toUpperCase(), name: nameKeys(text).name, phones: phonesOf(text, callingCode) };
}

/** `+254712`, `254712`, `00254712` and `0712` begin the same numbers; `712` too, for whoever leaves the zero out. */
function phonesOf(text: string, callingCode: string): string[] {
  if (!/^\+?[\d\s()./-]+$/.test(text)) return [];
  const digits = text.replace(/\D/g, '');
  if (digits.length < 3) return [];
  if (text.startsWith('+')) return [`+${digits}`];
  if (digits.startsWith('00')) return [`+${digits.slice(2)}`];
  if (digits.startsWith('0')) return [`+${callingCode}${digits.slice(1)}`];
  return [`+${digits}`, `+${callingCode}${digits}`];
}

/** The first of all that has a beginning, and the first that has not any more: of texts by code points. */
export const rangeOf = (beginning: string): [from: string, below: string] => [beginning, `${beginning}\u{10FFFF}`];

/** Those of each kind once, in their order. */
export function firstOf(hits: readonly SearchHit[]): SearchHit[] {
  const seen = new Set<string>();
  const counts = { customer: 0, invoice: 0, ticket: 0 };
  return hits.filter(({ kind, id }) => {
    const key = `${kind} ${id}`;
    if (seen.has(key) || counts[kind] >= MAX_HITS) return false;
    counts[kind]++;
    return Boolean(seen.add(key));
  });
}
