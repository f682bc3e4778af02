/**
 * The GSM 7 bit default alphabet and its extension table, 3GPP TS 23.038 (once GSM 03.38) 6.2.1 and 6.2.1.1,
 * and the packing of septets into octets, 6.1.2.1.1.
 */

const ESCAPE = 0x1b;

/** 6.2.1, sixteen septets a line, in order. U+001B stands where the escape to the extension table is. */
const DEFAULT_ALPHABET =
  '@£$¥èéùìòÇ\nØø\rÅå' +
  'Δ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ' +
  ' !"#¤%&\'()*+,-./' +
  '0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNO' +
  'PQRSTUVWXYZÄÖÑÜ§' +
  '¿abcdefghijklmno' +
  'pqrstuvwxyzäöñüà';

/** 6.2.1.1: the septet after an escape, and what the two mean together. */
const EXTENSION: readonly (readonly [septet: number, character: string])[] = [
  [0x0a, '\f'],
  [0x14, '^'],
  [0x28, '{'],
  [0x29, '}'],
  [0x2f, '\\'],
  [0x3c, '['],
  [0x3d, '~'],
  [0x3e, ']'],
  [0x40, '|'],
  [0x65, '€'],
];

/** One more than the highest code unit of both tables, which is the euro sign's. */
const TABLE_SIZE = 0x20ad;
/** By code unit: how many septets it takes; 0 when it is in neither table. */
const COST = new Uint8Array(TABLE_SIZE);
/** By code unit: its septet, or the one after the escape. */
const SEPTET = new Uint8Array(TABLE_SIZE);
/** By the septet after an escape; what the extension table lacks is read in the default alphabet, as 6.2.1.1 says. */
const EXTENDED: string[] = [...DEFAULT_ALPHABET];

for (const [septet, character] of [...DEFAULT_ALPHABET].entries()) {
  if (septet === ESCAPE) continue;
  COST[character.charCodeAt(0)] = 1;
  SEPTET[character.charCodeAt(0)] = septet;
}
for (const [septet, character] of EXTENSION) {
  COST[character.charCodeAt(0)] = 2;
  SEPTET[character.charCodeAt(0)] = septet;
  EXTENDED[septet] = character;
}
// A second escape is reserved for one more table (6.2.1.1, note 1): until there is one, it shows as a space.
EXTENDED[ESCAPE] = ' ';

/** The septets one UTF-16 code unit takes: 1 or 2, or 0 when it is in neither table. */
export const septetsOfUnit = (unit: number): number => (unit < TABLE_SIZE ? (COST[unit] ?? 0) : 0);

/**
 * The septets of a text, unpacked; a character of the extension table counts two.
 * Null when a character is in neither table, so that the text needs UCS-2.
 */
export function septetsOf(text: string): number | null {
  let septets = 0;
  for (let index = 0; index < text.length; index++) {
    const cost = septetsOfUnit(text.charCodeAt(index));
    if (cost === 0) return null;
    septets += cost;
  }
  return septets;
}

/**
 * A text as septets, one an octet, not packed.
 * @throws RangeError when a character is in neither table.
 */
export function encodeGsm7(text: string): Uint8Array {
  const count = septetsOf(text);
  if (count === null) throw new RangeError('a character of the text is not in the GSM 7 bit default alphabet');
  const septets = new Uint8Array(count);
  let at = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (COST[unit] === 2) septets[at++] = ESCAPE;
    septets[at++] = SEPTET[unit] ?? 0;
  }
  return septets;
}

/**
 * Unpacked septets as text. Never fails, as 6.2.1.1 asks of a receiver: an escape followed by a septet that the
 * extension table lacks is that septet in the default alphabet, a double or a last escape is a space.
 * Only the low seven bits of each octet count.
 */
export function decodeGsm7(septets: Uint8Array): string {
  let text = '';
  for (let index = 0; index < septets.length; index++) {
    const septet = (septets[index] ?? 0) & 0x7f;
    if (septet !== ESCAPE) text += DEFAULT_ALPHABET.charAt(septet);
    else if (++index < septets.length) text += EXTENDED[(septets[index] ?? 0) & 0x7f] ?? '';
    else text += ' ';
  }
  return text;
}

/**
 * Septets packed into octets, low bits first (6.1.2.1.1).
 * @param fillBits zero bits before the first septet, 0 to 6: what ends a user data header on a septet boundary
 *   (TS 23.040 9.2.3.24).
 */
export function pack(septets: Uint8Array, fillBits = 0): Uint8Array {
  const octets = new Uint8Array(Math.ceil((fillBits + septets.length * 7) / 8));
  let waiting = 0;
  let bits = fillBits;
  let at = 0;
  for (const septet of septets) {
    waiting |= (septet & 0x7f) << bits;
    bits += 7;
    if (bits < 8) continue;
    octets[at++] = waiting & 0xff;
    waiting >>= 8;
    bits -= 8;
  }
  if (bits > 0 && at < octets.length) octets[at] = waiting;
  return octets;
}

/**
 * Octets back into septets. Only the number of septets that the user data length tells can say whether seven zero
 * bits at the end are an `@` or nothing.
 * @param fillBits the bits to pass over first, 0 to 6.
 * @throws RangeError when the octets hold fewer septets than asked for.
 */
export function unpack(octets: Uint8Array, count: number, fillBits = 0): Uint8Array {
  if (fillBits + count * 7 > octets.length * 8)
    throw new RangeError(`${octets.length} octets cannot hold ${count} septets`);
  const septets = new Uint8Array(count);
  for (let index = 0; index < count; index++) {
    const bit = fillBits + index * 7;
    const octet = bit >> 3;
    const pair = (octets[octet] ?? 0) | ((octets[octet + 1] ?? 0) << 8);
    septets[index] = (pair >> (bit & 7)) & 0x7f;
  }
  return septets;
}
