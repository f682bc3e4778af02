import { septetsOf, septetsOfUnit } from './gsm7.js';

/** How the text of a message goes over the air: 7 bit default alphabet, or UCS-2 (TS 23.038 4). */
export type Encoding = 'gsm7' | 'ucs2';
/** The width of a concatenation's reference number, TS 23.040 9.2.3.24.1 and 9.2.3.24.8. */
export type ReferenceBits = 8 | 16;

/** What a text costs to send. Units are septets (gsm7) or UTF-16 code units (ucs2). */
export interface Segments {
  encoding: Encoding;
  /** Messages on the air; 1 for an empty text. */
  segments: number;
  /** Units of the whole text, headers not counted. */
  units: number;
  /** Units that one segment holds. */
  perSegment: number;
  /** Units that still fit into the last segment. */
  remaining: number;
}

/** Units of a message alone: 140 octets of user data (TS 23.040 9.2.3.24). */
const ALONE: Record<Encoding, number> = { gsm7: 160, ucs2: 70 };
/** Units of each part: the same 140 octets less a header of 6 or 7. */
const PER_PART: Record<Encoding, Record<ReferenceBits, number>> = {
  gsm7: { 8: 153, 16: 152 },
  ucs2: { 8: 67, 16: 66 },
};

const isHigh = (unit: number): boolean => (unit & 0xfc00) === 0xd800;
const isLow = (unit: number): boolean => (unit & 0xfc00) === 0xdc00;

/** Where each part of a UCS-2 text ends: a surrogate pair at the edge goes to the next part as a whole. */
function ucs2Ends(text: string, limit: number): number[] {
  const ends: number[] = [];
  let end = limit;
  for (; end < text.length; end += limit) {
    if (isHigh(text.charCodeAt(end - 1)) && isLow(text.charCodeAt(end))) end--;
    ends.push(end);
  }
  ends.push(text.length);
  return ends;
}

/** The same for GSM 7 bit text: an escape and its septet are one character, so they stay together. */
function gsm7Ends(text: string, limit: number): number[] {
  const ends: number[] = [];
  let room = limit;
  for (let index = 0; index < text.length; index++) {
    const cost = septetsOfUnit(text.charCodeAt(index));
    if (cost > room) {
      ends.push(index);
      room = limit;
    }
    room -= cost;
  }
  ends.push(text.length);
  return ends;
}

const endsOf = (text: string, encoding: Encoding, limit: number): number[] =>
  encoding === 'gsm7' ? gsm7Ends(text, limit) : ucs2Ends(text, limit);

/**
 * What a text costs, with 8 bit references when it needs several parts: as many segments as `splitText(text, 8)` has
 * parts. GSM 7 bit whenever every character is in the default alphabet or its extension table, else UCS-2.
 */
export function segmentsOf(text: string): Segments {
  const septets = septetsOf(text);
  const encoding: Encoding = septets === null ? 'ucs2' : 'gsm7';
  const units = septets ?? text.length;
  const alone = ALONE[encoding];
  if (units <= alone) return { encoding, segments: 1, units, perSegment: alone, remaining: alone - units };
  const perSegment = PER_PART[encoding][8];
  const ends = endsOf(text, encoding, perSegment);
  const last = text.slice(ends.at(-2));
  const used = encoding === 'gsm7' ? (septetsOf(last) ?? 0) : last.length;
  return { encoding, segments: ends.length, units, perSegment, remaining: perSegment - used };
}

/**
 * A text cut into the parts of a concatenated message, in order; together they are the text again. One part needs no
 * header; several each have room for one with a reference of so many bits. Neither an escape and its septet nor a
 * surrogate pair is cut (TS 23.038 6.2.1.1; RFC 2781 2.1), which can cost a part more than the units alone would.
 */
export function splitText(text: string, referenceBits: ReferenceBits): { encoding: Encoding; parts: string[] } {
  const septets = septetsOf(text);
  const encoding: Encoding = septets === null ? 'ucs2' : 'gsm7';
  if ((septets ?? text.length) <= ALONE[encoding]) return { encoding, parts: [text] };
  const ends = endsOf(text, encoding, PER_PART[encoding][referenceBits]);
  return { encoding, parts: ends.map((end, index) => text.slice(index === 0 ? 0 : ends[index - 1], end)) };
}
