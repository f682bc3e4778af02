import { messageParts } from './message-parts.js';
import { addressOf, decodeAddress, decodeSmsc, encodeAddress, encodeSmsc, type PduAddress } from './pdu-address.js';
import { type DataCoding, decodeDataCoding, encodeDataCoding } from './pdu-data-coding.js';
import { PduError } from './pdu-error.js';
import { type EncodedPdu, hexToOctets, joinOctets, OctetReader, octetsToHex } from './pdu-octets.js';
import { decodeTimestamp, encodeTimestamp, type PduTimestamp, TIMESTAMP_OCTETS } from './pdu-time.js';
import { decodeUserData, encodeUserData, type UserData } from './pdu-user-data.js';
import { type ReferenceBits } from './segments.js';

/** SMS-DELIVER, TS 23.040 9.2.2.1. */
export interface Deliver extends UserData {
  smsc: string | null;
  /** Who sent it; alphanumeric for many services. */
  from: PduAddress;
  protocolId: number;
  dataCoding: DataCoding;
  /** When the service centre took it (TP-SCTS); null when the field is no time. */
  sentAt: PduTimestamp | null;
  /** More messages wait at the service centre (TP-MMS, 0 on the wire). */
  moreMessages: boolean;
  replyPath: boolean;
}

/** An inbound message to make, for `encodeDelivers`. */
export interface IncomingMessage {
  /** `+…`, digits, or a name of at most 11 septets. */
  from: string;
  text: string;
  sentAt: PduTimestamp;
  reference: number;
  /** 8 unless told. */
  referenceBits?: ReferenceBits;
  flash?: boolean;
  smsc?: string | null;
}

const MTI_DELIVER = 0x00;
const NO_MORE_MESSAGES = 0x04;
const HAS_HEADER = 0x40;

/**
 * The SMS-DELIVER of each part of an inbound message, in order.
 * @throws PduError when the sender is no address, or the text needs more than 255 parts.
 */
export function encodeDelivers(message: IncomingMessage): EncodedPdu[] {
  const address = encodeAddress(addressOf(message.from));
  const smsc = encodeSmsc(message.smsc ?? null);
  const sentAt = encodeTimestamp(message.sentAt);
  return messageParts(message.text, message.reference, message.referenceBits).map((part) => {
    const first = MTI_DELIVER | NO_MORE_MESSAGES | (part.header.length > 0 ? HAS_HEADER : 0);
    const coding = encodeDataCoding(part.encoding, message.flash ? 0 : null);
    const userData = encodeUserData(part.encoding, part.payload, part.header);
    const tpdu = joinOctets([first], address, [0, coding], sentAt, userData);
    return { pdu: octetsToHex(smsc) + octetsToHex(tpdu), tpduLength: tpdu.length };
  });
}

/**
 * Reads an SMS-DELIVER with the service centre's address before it, as `+CMT`, `AT+CMGR` and `AT+CMGL` give it.
 * Octets after the user data are passed over: some modems fill up their answers.
 * @throws PduError when it is no SMS-DELIVER, or is cut.
 */
export function decodeDeliver(pdu: string): Deliver {
  const reader = new OctetReader(hexToOctets(pdu));
  const smsc = decodeSmsc(reader);
  const first = reader.octet('first octet');
  if ((first & 3) !== MTI_DELIVER) throw new PduError(`expected an SMS-DELIVER, got TP-MTI ${first & 3}`);
  const from = decodeAddress(reader, 'TP-OA');
  const protocolId = reader.octet('TP-PID');
  const dataCoding = decodeDataCoding(reader.octet('TP-DCS'));
  const sentAt = decodeTimestamp(reader.take(TIMESTAMP_OCTETS, 'TP-SCTS'));
  return {
    smsc,
    from,
    protocolId,
    dataCoding,
    sentAt,
    ...decodeUserData(reader, dataCoding, (first & HAS_HEADER) !== 0),
    moreMessages: (first & NO_MORE_MESSAGES) === 0,
    replyPath: (first & 0x80) !== 0,
  };
}
