import { decodeGsm7, encodeGsm7, pack, septetsOf, unpack } from './gsm7.js';
import { PduError } from './pdu-error.js';
import { joinOctets, type OctetReader } from './pdu-octets.js';

/** The type of number of an address, in the order of its three bits (TS 23.040 9.1.2.5). */
const TYPES = [
  'unknown',
  'international',
  'national',
  'network-specific',
  'subscriber',
  'alphanumeric',
  'abbreviated',
  'reserved',
] as const;

export type TypeOfNumber = (typeof TYPES)[number];

/** An address of a message, TS 23.040 9.1.2.5. */
export interface PduAddress {
  /** Digits, `*`, `#`, `a`, `b`, `c`; with a leading `+` when international. An alphanumeric one is its text. */
  number: string;
  ton: TypeOfNumber;
  /** Numbering plan identification, 0 to 15; 1 is E.164. */
  npi: number;
}

const E164 = 1;
const DIGITS = '0123456789*#abc';
const FILLER = 0xf;
/** 9.1.2.5: 12 octets in all, so ten of digits. */
const MAX_DIGITS = 20;

/**
 * What a number or name is as an address: `+…` is international, digits alone (a short code, a national number) are of
 * unknown type, anything else is alphanumeric.
 */
export function addressOf(number: string): PduAddress {
  if (/^\+\d+$/.test(number)) return { number, ton: 'international', npi: E164 };
  if (/^[\d*#]+$/.test(number)) return { number, ton: 'unknown', npi: E164 };
  return { number, ton: 'alphanumeric', npi: 0 };
}

function encodeDigits(digits: string): Uint8Array {
  const values = [...digits].map((digit) => DIGITS.indexOf(digit));
  if (values.length === 0 || values.length > MAX_DIGITS || values.includes(-1)) {
    throw new PduError(`expected a number of 1 to ${MAX_DIGITS} digits, got "${digits}"`);
  }
  return Uint8Array.from(
    { length: Math.ceil(values.length / 2) },
    (_, index) => (values[index * 2] ?? 0) | ((values[index * 2 + 1] ?? FILLER) << 4),
  );
}

function decodeDigits(octets: Uint8Array, count: number): string {
  let digits = '';
  for (let index = 0; index < count; index++) {
    const octet = octets[index >> 1] ?? 0;
    const value = index % 2 === 0 ? octet & 0xf : octet >> 4;
    if (value === FILLER) break;
    digits += DIGITS.charAt(value);
  }
  return digits;
}

const typeOctet = ({ ton, npi }: PduAddress): number => 0x80 | (TYPES.indexOf(ton) << 4) | (npi & 0xf);

function fromType(type: number): { ton: TypeOfNumber; npi: number } {
  return { ton: TYPES[(type >> 4) & 7] ?? 'unknown', npi: type & 0xf };
}

const withPlus = (ton: TypeOfNumber, digits: string): string => (ton === 'international' ? `+${digits}` : digits);

/**
 * An address field (TP-DA, TP-OA, TP-RA): its length in semi-octets, type, value.
 * @throws PduError when the value is empty, too long (20 digits, 11 septets) or has characters its type does not allow.
 */
export function encodeAddress(address: PduAddress): Uint8Array {
  if (address.ton !== 'alphanumeric') {
    const digits = address.number.replace(/^\+/, '');
    return joinOctets([digits.length, typeOctet(address)], encodeDigits(digits));
  }
  const septets = septetsOf(address.number);
  if (septets === null || septets < 1 || septets > 11) {
    throw new PduError('expected an alphanumeric address of 1 to 11 characters of the GSM 7 bit alphabet');
  }
  return joinOctets([Math.ceil((septets * 7) / 4), typeOctet(address)], pack(encodeGsm7(address.number)));
}

/** @throws PduError when the field is cut or longer than 20 semi-octets; `what` is its name, for the message. */
export function decodeAddress(reader: OctetReader, what: string): PduAddress {
  const length = reader.octet(what);
  if (length > MAX_DIGITS) throw new PduError(`${what}: expected at most ${MAX_DIGITS} semi-octets, got ${length}`);
  const { ton, npi } = fromType(reader.octet(what));
  const octets = reader.take(Math.ceil(length / 2), what);
  if (ton === 'alphanumeric') {
    return { number: decodeGsm7(unpack(octets, Math.floor((length * 4) / 7))), ton, npi };
  }
  return { number: withPlus(ton, decodeDigits(octets, length)), ton, npi };
}

/**
 * The service centre's address before a TPDU (TS 24.011 8.2.5.1): its length here counts octets.
 * @param smsc `+…` or digits; null leaves it to the SIM's own setting, `AT+CSCA`.
 */
export function encodeSmsc(smsc: string | null): Uint8Array {
  if (smsc === null) return Uint8Array.of(0);
  const address = addressOf(smsc);
  const digits = encodeDigits(smsc.replace(/^\+/, ''));
  return joinOctets([digits.length + 1, typeOctet(address)], digits);
}

/** @returns null when there is none. @throws PduError when it is cut or longer than 12 octets. */
export function decodeSmsc(reader: OctetReader): string | null {
  const length = reader.octet('SMSC address');
  if (length > 12) throw new PduError(`SMSC address: expected at most 12 octets, got ${length}`);
  const octets = reader.take(length, 'SMSC address');
  if (length < 2) return null;
  const { ton } = fromType(octets[0] ?? 0);
  return withPlus(ton, decodeDigits(octets.subarray(1), (length - 1) * 2));
}
