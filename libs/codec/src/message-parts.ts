import { buildConcatenationHeader, type Concatenation } from './concatenation.js';
import { encodeGsm7 } from './gsm7.js';
import { PduError } from './pdu-error.js';
import { encodeUcs2 } from './pdu-user-data.js';
import { type Language } from './national-tables.js';
import { shiftedText } from './national-shift.js';
import { type Encoding, type ReferenceBits, splitText } from './segments.js';

/** One part of a message, before any protocol packs it. */
export interface MessagePart {
  text: string;
  encoding: Encoding;
  /** gsm7: septets, one an octet, not packed (SMPP's usual default alphabet); ucs2: two octets a unit, high first. */
  payload: Uint8Array;
  /** The user data header with its length octet; empty when the message has one part. */
  header: Uint8Array;
  /** What the header says; null when the message has one part. */
  concatenation: Concatenation | null;
}

/**
 * A text as the parts that go over the air: GSM 7 bit when every character allows it, else UCS-2, split as `splitText`
 * does. One part has no header.
 * @param reference the same for all parts, another for each message to the same recipient; the low 8 or 16 bits count.
 * @throws PduError when the text needs more than 255 parts.
 */
export function messageParts(text: string, reference: number, referenceBits: ReferenceBits = 8): MessagePart[] {
  const { encoding, parts } = splitText(text, referenceBits);
  const concatenations = concatenationsOf(parts.length, reference, referenceBits);
  return parts.map((part, index) => {
    const concatenation = concatenations[index] ?? null;
    return {
      text: part,
      encoding,
      payload: encoding === 'gsm7' ? encodeGsm7(part) : encodeUcs2(part),
      header: concatenation ? buildConcatenationHeader(concatenation) : new Uint8Array(0),
      concatenation,
    };
  });
}

/**
 * The same in GSM 7 bit with the tables of a language, where that takes fewer parts than UCS-2 does: each part's header
 * names the tables (TS 23.040 9.2.3.24.15 and .16).
 * @throws PduError when the text needs more than 255 parts.
 */
export function nationalParts(
  text: string,
  language: Language,
  reference: number,
  referenceBits: ReferenceBits = 8,
): MessagePart[] {
  const usual = messageParts(text, reference, referenceBits);
  const shifted = shiftedText(text, language, CONCATENATION_OCTETS[referenceBits]);
  if (shifted === null || shifted.parts.length >= usual.length) return usual;
  const concatenations = concatenationsOf(shifted.parts.length, reference, referenceBits);
  return shifted.parts.map((payload, index) => {
    const concatenation = concatenations[index] ?? null;
    const elements = concatenation ? buildConcatenationHeader(concatenation).subarray(1) : new Uint8Array(0);
    const header = Uint8Array.of(elements.length + shifted.elements.length, ...elements, ...shifted.elements);
    return { text: shifted.texts[index] ?? '', encoding: 'gsm7', payload, header, concatenation };
  });
}

const CONCATENATION_OCTETS: Record<ReferenceBits, number> = { 8: 5, 16: 6 };

/** What the header of each part says; nothing of one part. @throws PduError when there are more than 255 */
function concatenationsOf(total: number, reference: number, referenceBits: ReferenceBits): Concatenation[] {
  if (total > 255) throw new PduError(`expected a text of at most 255 parts, got ${total}`);
  if (total === 1) return [];
  const masked = reference & (2 ** referenceBits - 1);
  return Array.from({ length: total }, (_, index) => {
    return { reference: masked, referenceBits, total, sequence: index + 1 };
  });
}
