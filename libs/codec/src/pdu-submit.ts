import { type MessagePart, messageParts, nationalParts } from './message-parts.js';
import type { Language } from './national-tables.js';
import { addressOf, decodeAddress, decodeSmsc, encodeAddress, encodeSmsc, type PduAddress } from './pdu-address.js';
import { type DataCoding, decodeDataCoding, encodeDataCoding } from './pdu-data-coding.js';
import { PduError } from './pdu-error.js';
import { type EncodedPdu, hexToOctets, joinOctets, OctetReader, octetsToHex } from './pdu-octets.js';
import { decodeTimestamp, decodeValidity, encodeValidity, TIMESTAMP_OCTETS } from './pdu-time.js';
import { decodeUserData, encodeUserData, type UserData } from './pdu-user-data.js';
import { type ReferenceBits } from './segments.js';

/** A message to submit, for `encodeSubmits`. */
export interface OutgoingMessage {
  /** E.164 with `+`, or a short code or national number in digits. */
  to: string;
  text: string;
  /** Joins the parts; another for each message to the same recipient. The low 8 or 16 bits count. */
  reference: number;
  /** The width of the reference; 8 unless told. */
  referenceBits?: ReferenceBits;
  /** How long the service centre may try, in seconds; rounded down to what TP-VP can say. Its own default unless told. */
  validitySeconds?: number | null;
  /** Asks for an SMS-STATUS-REPORT of each part (TP-SRR). */
  statusReport?: boolean;
  /** Class 0: shown at once, not stored. */
  flash?: boolean;
  /** The service centre's number; the SIM's own unless told. */
  smsc?: string | null;
  /** Its tables are used where they take fewer parts than UCS-2 does; none unless told. */
  language?: Language | null;
}

/** One part, ready for `AT+CMGS`. */
export interface SubmitPdu extends EncodedPdu {
  part: MessagePart;
}

/** SMS-SUBMIT, TS 23.040 9.2.2.2. */
export interface Submit extends UserData {
  smsc: string | null;
  to: PduAddress;
  /** TP-MR as it was in the PDU; modems put their own count in its place. */
  messageReference: number;
  protocolId: number;
  dataCoding: DataCoding;
  /** Seconds (relative TP-VP); null when there is none, or the enhanced format, which is passed over. */
  validitySeconds: number | null;
  /** Epoch milliseconds (absolute TP-VP); null when there is none. */
  validUntil: number | null;
  statusReport: boolean;
  rejectDuplicates: boolean;
  replyPath: boolean;
}

const MTI_SUBMIT = 0x01;
const RELATIVE_VALIDITY = 0x10;
const STATUS_REPORT = 0x20;
const HAS_HEADER = 0x40;

function recipientOf(number: string): PduAddress {
  const address = addressOf(number);
  if (address.ton === 'alphanumeric') throw new PduError(`expected a recipient in digits, got "${number}"`);
  return address;
}

/**
 * The SMS-SUBMIT of each part of a message, in order (TS 23.040 9.2.2.2). TP-MR is 0: the modem counts.
 * @throws PduError when the recipient is no number, or the text needs more than 255 parts.
 */
export function encodeSubmits(message: OutgoingMessage): SubmitPdu[] {
  const address = encodeAddress(recipientOf(message.to));
  const smsc = encodeSmsc(message.smsc ?? null);
  const { validitySeconds = null } = message;
  const validity = validitySeconds === null ? [] : [encodeValidity(validitySeconds)];
  const flags = MTI_SUBMIT | (validity.length > 0 ? RELATIVE_VALIDITY : 0) | (message.statusReport ? STATUS_REPORT : 0);
  const { text, reference, referenceBits, language = null } = message;
  const parts =
    language === null
      ? messageParts(text, reference, referenceBits)
      : nationalParts(text, language, reference, referenceBits);
  return parts.map((part) => {
    const first = flags | (part.header.length > 0 ? HAS_HEADER : 0);
    const coding = encodeDataCoding(part.encoding, message.flash ? 0 : null);
    const userData = encodeUserData(part.encoding, part.payload, part.header);
    const tpdu = joinOctets([first, 0], address, [0, coding], validity, userData);
    return { pdu: octetsToHex(smsc) + octetsToHex(tpdu), tpduLength: tpdu.length, part };
  });
}

/** TP-VP by its format, TP-VPF: 0 none, 1 enhanced, 2 relative, 3 absolute (9.2.3.12). */
function decodeValidityPeriod(reader: OctetReader, format: number): Pick<Submit, 'validitySeconds' | 'validUntil'> {
  if (format === 0) return { validitySeconds: null, validUntil: null };
  if (format === 2) return { validitySeconds: decodeValidity(reader.octet('TP-VP')), validUntil: null };
  const octets = reader.take(TIMESTAMP_OCTETS, 'TP-VP');
  return { validitySeconds: null, validUntil: format === 3 ? (decodeTimestamp(octets)?.at ?? null) : null };
}

/**
 * Reads an SMS-SUBMIT with the service centre's address before it, as `AT+CMGS` is given it.
 * @throws PduError when it is no SMS-SUBMIT, is cut, or goes on after its user data.
 */
export function decodeSubmit(pdu: string): Submit {
  const reader = new OctetReader(hexToOctets(pdu));
  const smsc = decodeSmsc(reader);
  const first = reader.octet('first octet');
  if ((first & 3) !== MTI_SUBMIT) throw new PduError(`expected an SMS-SUBMIT, got TP-MTI ${first & 3}`);
  const messageReference = reader.octet('TP-MR');
  const to = decodeAddress(reader, 'TP-DA');
  const protocolId = reader.octet('TP-PID');
  const dataCoding = decodeDataCoding(reader.octet('TP-DCS'));
  const validity = decodeValidityPeriod(reader, (first >> 3) & 3);
  const userData = decodeUserData(reader, dataCoding, (first & HAS_HEADER) !== 0);
  if (reader.remaining > 0) throw new PduError(`${reader.remaining} octets follow the user data`);
  return {
    smsc,
    to,
    messageReference,
    protocolId,
    dataCoding,
    ...validity,
    ...userData,
    statusReport: (first & STATUS_REPORT) !== 0,
    rejectDuplicates: (first & 0x04) !== 0,
    replyPath: (first & 0x80) !== 0,
  };
}
