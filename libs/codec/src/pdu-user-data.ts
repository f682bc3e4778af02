import { type Concatenation, fillBitsAfter, parseConcatenationHeader } from './concatenation.js';
import { decodeGsm7, pack, unpack } from './gsm7.js';
import { type Alphabet, type DataCoding } from './pdu-data-coding.js';
import { decodeShifted, shiftIn } from './national-shift.js';
import { PduError } from './pdu-error.js';
import { joinOctets, type OctetReader } from './pdu-octets.js';

/** What a message says, TP-UD with TP-UDL (TS 23.040 9.2.3.16, 9.2.3.24). */
export interface UserData {
  /** null when the data is no text: 8 bit, or compressed. A part may end in half of a surrogate pair. */
  text: string | null;
  /** After the header. gsm7: septets, one an octet, not packed; ucs2 and 8bit: the octets. */
  payload: Uint8Array;
  /** The header with its length octet; empty when there is none. */
  header: Uint8Array;
  /** The part of which message this is; null when the header says nothing of that. */
  concatenation: Concatenation | null;
}

const MAX_OCTETS = 140;
const MAX_SEPTETS = 160;

/** UTF-16 code units, high octet first: UCS-2 as phones write it (TS 23.038 6.2.3). */
export function encodeUcs2(text: string): Uint8Array {
  const octets = new Uint8Array(text.length * 2);
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    octets[index * 2] = unit >> 8;
    octets[index * 2 + 1] = unit & 0xff;
  }
  return octets;
}

/** The text in UCS-2 octets; an odd last octet is nothing. */
export function decodeUcs2(octets: Uint8Array): string {
  let text = '';
  for (let at = 0; at + 1 < octets.length; at += 2) {
    text += String.fromCharCode(((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0));
  }
  return text;
}

/**
 * TP-UDL and TP-UD.
 * @param payload as in `UserData`.
 * @param header with its length octet, or empty; TP-UDHI is for the caller to set.
 * @throws PduError when it is more than 140 octets.
 */
export function encodeUserData(alphabet: Alphabet, payload: Uint8Array, header: Uint8Array): Uint8Array {
  if (alphabet !== 'gsm7') {
    const length = header.length + payload.length;
    if (length > MAX_OCTETS) throw new PduError(`expected at most ${MAX_OCTETS} octets of user data, got ${length}`);
    return joinOctets([length], header, payload);
  }
  const fillBits = fillBitsAfter(header.length);
  const septets = Math.ceil((header.length * 8) / 7) + payload.length;
  if (septets > MAX_SEPTETS) throw new PduError(`expected at most ${MAX_SEPTETS} septets, got ${septets}`);
  return joinOctets([septets], header, pack(payload, fillBits));
}

const headerOf = (octets: Uint8Array): Uint8Array => {
  const length = 1 + (octets[0] ?? 0);
  if (length > octets.length) throw new PduError(`TP-UD: a header of ${length} octets in ${octets.length}`);
  return octets.subarray(0, length);
};

function textOf(alphabet: Alphabet, payload: Uint8Array): string | null {
  if (alphabet === '8bit') return null;
  return alphabet === 'gsm7' ? decodeGsm7(payload) : decodeUcs2(payload);
}

/**
 * Reads TP-UDL and TP-UD; what follows is left to the caller.
 * @param hasHeader TP-UDHI.
 * @throws PduError when it is cut, longer than 140 octets, or its header is longer than itself.
 */
export function decodeUserData(reader: OctetReader, coding: DataCoding, hasHeader: boolean): UserData {
  const length = reader.octet('TP-UDL');
  const inSeptets = coding.alphabet === 'gsm7' && !coding.compressed;
  const limit = inSeptets ? MAX_SEPTETS : MAX_OCTETS;
  if (length > limit) throw new PduError(`TP-UDL: expected at most ${limit}, got ${length}`);
  const octets = reader.take(inSeptets ? Math.ceil((length * 7) / 8) : length, 'TP-UD').slice();
  const header = hasHeader ? headerOf(octets) : octets.subarray(0, 0);
  const concatenation = hasHeader ? parseConcatenationHeader(header) : null;
  if (!inSeptets) {
    const payload = octets.subarray(header.length);
    return { text: coding.compressed ? null : textOf(coding.alphabet, payload), payload, header, concatenation };
  }
  const inHeader = Math.ceil((header.length * 8) / 7);
  if (inHeader > length) throw new PduError(`TP-UD: a header of ${inHeader} septets in ${length}`);
  const payload = unpack(octets.subarray(header.length), length - inHeader, fillBitsAfter(header.length));
  const shift = hasHeader ? shiftIn(header) : null;
  const text = shift ? decodeShifted(payload, shift) : decodeGsm7(payload);
  return { text, payload, header, concatenation };
}
