/** The user data header of a concatenated message, 3GPP TS 23.040 9.2.3.24, .1 (8 bit) and .8 (16 bit reference). */

import { elementsOf } from './user-data-elements.js';

/** Which part of which message: `sequence` counts from 1 to `total`. */
export interface Concatenation {
  reference: number;
  referenceBits: 8 | 16;
  total: number;
  sequence: number;
}

const IEI_8_BIT = 0x00;
const IEI_16_BIT = 0x08;

const inRange = (value: number, from: number, to: number): boolean =>
  Number.isInteger(value) && value >= from && value <= to;

/**
 * The whole header, its length octet first: 6 octets, or 7 with a 16 bit reference.
 * @throws RangeError when the reference does not fit its bits, the total is not 1 to 255 or the sequence is not 1 to
 *   the total.
 */
export function buildConcatenationHeader({ reference, referenceBits, total, sequence }: Concatenation): Uint8Array {
  if (!inRange(reference, 0, 2 ** referenceBits - 1)) {
    throw new RangeError(`reference ${reference} does not fit ${referenceBits} bits`);
  }
  if (!inRange(total, 1, 255)) throw new RangeError(`expected 1 to 255 parts, got ${total}`);
  if (!inRange(sequence, 1, total)) throw new RangeError(`expected part 1 to ${total}, got ${sequence}`);
  return referenceBits === 8
    ? Uint8Array.of(5, IEI_8_BIT, 3, reference, total, sequence)
    : Uint8Array.of(6, IEI_16_BIT, 4, reference >> 8, reference & 0xff, total, sequence);
}

/** One information element's data as a concatenation; null when it is none, or one to be ignored. */
function concatenationIn(iei: number, data: Uint8Array): Concatenation | null {
  const referenceBits =
    iei === IEI_8_BIT && data.length === 3 ? 8 : iei === IEI_16_BIT && data.length === 4 ? 16 : null;
  if (referenceBits === null) return null;
  const [total = 0, sequence = 0] = data.slice(-2);
  const [high = 0, low = 0] = data;
  // A part number of 0 or beyond the total: the element is ignored (9.2.3.24.1).
  if (sequence < 1 || sequence > total) return null;
  return { reference: referenceBits === 8 ? high : (high << 8) | low, referenceBits, total, sequence };
}

/**
 * The concatenation that a user data header tells of; null when it tells of none or is malformed.
 * Other elements are passed over; of several the last counts; a header whose elements do not end where its length says
 * is ignored as a whole (9.2.3.24).
 * @param userData user data with a header (TP-UDHI set), from the header's length octet; what follows is not read.
 */
export function parseConcatenationHeader(userData: Uint8Array): Concatenation | null {
  const found = (elementsOf(userData) ?? []).flatMap(({ iei, data }) => concatenationIn(iei, data) ?? []);
  return found.at(-1) ?? null;
}

/** The bits between a header of so many octets, its length octet counted, and the next septet boundary (9.2.3.24). */
export const fillBitsAfter = (headerOctets: number): number => (7 - ((headerOctets * 8) % 7)) % 7;
