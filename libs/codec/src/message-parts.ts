import { buildConcatenationHeader, type Concatenation } from './concatenation.js';
import { encodeGsm7 } from './gsm7.js';
import { PduError } from './pdu-error.js';
import { encodeUcs2 } from './pdu-user-data.js';
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
  const total = parts.length;
  if (total > 255) throw new PduError(`expected a text of at most 255 parts, got ${total}`);
  return parts.map((part, index) => {
    const concatenation =
      total === 1
        ? null
        : { reference: reference & (2 ** referenceBits - 1), referenceBits, total, sequence: index + 1 };
    return {
      text: part,
      encoding,
      payload: encoding === 'gsm7' ? encodeGsm7(part) : encodeUcs2(part),
      header: concatenation ? buildConcatenationHeader(concatenation) : new Uint8Array(0),
      concatenation,
    };
  });
}
