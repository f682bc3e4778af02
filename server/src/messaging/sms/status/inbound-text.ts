/** Octets that MySQL's column of texts takes. */
const LARGEST = 65_535;
/** A part of a character, as the decoder shows it. */
const PART = /\uFFFD+$/;

/**
 * A text as far as it can be stored. One of SMPP may be longer (SMPP 3.4, clause 5.3.2.32, message_payload); refused by the
 * database, it would come again for ever, and no event of its worker would be confirmed any more.
 */
export function storable(text: string): string {
  const octets = Buffer.from(text);
  return octets.length <= LARGEST ? text : octets.subarray(0, LARGEST).toString().replace(PART, '');
}
