/** The alphabet of user data, TS 23.038 4. */
export type Alphabet = 'gsm7' | '8bit' | 'ucs2';
/** Class 0 is shown at once and not stored ("flash"); 1 is the phone's, 2 the SIM's, 3 the terminal equipment's. */
export type MessageClass = 0 | 1 | 2 | 3;

/** TP-DCS, TS 23.038 4. */
export interface DataCoding {
  /** The octet itself. */
  octet: number;
  alphabet: Alphabet;
  /** TS 23.042; nobody is known to send it. Its user data is left as octets. */
  compressed: boolean;
  /** null when the octet names none. */
  messageClass: MessageClass | null;
}

const ALPHABETS: readonly Alphabet[] = ['gsm7', '8bit', 'ucs2', 'gsm7'];
const CLASSES: readonly MessageClass[] = [0, 1, 2, 3];

/** Any octet has a meaning: reserved groups are the 7 bit default alphabet, as the clause asks of a receiver. */
export function decodeDataCoding(octet: number): DataCoding {
  const messageClass = CLASSES[octet & 3] ?? null;
  if (octet < 0x80) {
    // General data coding: bits 3 and 2 the alphabet, bit 4 says whether bits 1 and 0 are a class, bit 5 compression.
    return {
      octet,
      alphabet: ALPHABETS[(octet >> 2) & 3] ?? 'gsm7',
      compressed: (octet & 0x20) !== 0,
      messageClass: octet & 0x10 ? messageClass : null,
    };
  }
  const group = octet >> 4;
  // 1111: data coding and class; 1110: message waiting, stored, in UCS-2; 110x: the same in 7 bits.
  if (group === 0xf) return { octet, alphabet: octet & 4 ? '8bit' : 'gsm7', compressed: false, messageClass };
  return { octet, alphabet: group === 0xe ? 'ucs2' : 'gsm7', compressed: false, messageClass: null };
}

/** TP-DCS of the general group, uncompressed. */
export function encodeDataCoding(alphabet: Alphabet, messageClass: MessageClass | null = null): number {
  return (ALPHABETS.indexOf(alphabet) << 2) | (messageClass === null ? 0 : 0x10 | messageClass);
}
