import { addressOf, decodeAddress, decodeSmsc, encodeAddress, encodeSmsc, type PduAddress } from './pdu-address.js';
import { PduError } from './pdu-error.js';
import { type EncodedPdu, hexToOctets, joinOctets, OctetReader, octetsToHex } from './pdu-octets.js';
import { decodeTimestamp, encodeTimestamp, type PduTimestamp, TIMESTAMP_OCTETS } from './pdu-time.js';

/** SMS-STATUS-REPORT, TS 23.040 9.2.2.3; what may follow TP-ST is passed over. */
export interface StatusReport {
  smsc: string | null;
  /** TP-MR: what `+CMGS: <mr>` said of the message. */
  messageReference: number;
  /** To whom the message was (TP-RA). */
  recipient: PduAddress;
  /** When the service centre took the message (TP-SCTS); null when the field is no time. */
  sentAt: PduTimestamp | null;
  /** When it was delivered, given up or last tried (TP-DT); null when the field is no time. */
  dischargedAt: PduTimestamp | null;
  /** TP-ST; `reportOutcome` says what it means. */
  status: number;
  /** About an SMS-COMMAND and not an SMS-SUBMIT (TP-SRQ). */
  ofCommand: boolean;
}

/** A report to make, for `encodeStatusReport`. */
export interface OutgoingReport {
  messageReference: number;
  recipient: string;
  sentAt: PduTimestamp;
  dischargedAt: PduTimestamp;
  status: number;
  smsc?: string | null;
}

const MTI_STATUS_REPORT = 0x02;
const NO_MORE_MESSAGES = 0x04;

/** @throws PduError when the recipient is no address. */
export function encodeStatusReport(report: OutgoingReport): EncodedPdu {
  const tpdu = joinOctets(
    [MTI_STATUS_REPORT | NO_MORE_MESSAGES, report.messageReference & 0xff],
    encodeAddress(addressOf(report.recipient)),
    encodeTimestamp(report.sentAt),
    encodeTimestamp(report.dischargedAt),
    [report.status & 0xff],
  );
  return { pdu: octetsToHex(encodeSmsc(report.smsc ?? null)) + octetsToHex(tpdu), tpduLength: tpdu.length };
}

/**
 * Reads an SMS-STATUS-REPORT with the service centre's address before it, as `+CDS` and `AT+CMGR` give it.
 * @throws PduError when it is no SMS-STATUS-REPORT, or is cut.
 */
export function decodeStatusReport(pdu: string): StatusReport {
  const reader = new OctetReader(hexToOctets(pdu));
  const smsc = decodeSmsc(reader);
  const first = reader.octet('first octet');
  if ((first & 3) !== MTI_STATUS_REPORT) throw new PduError(`expected an SMS-STATUS-REPORT, got TP-MTI ${first & 3}`);
  return {
    smsc,
    messageReference: reader.octet('TP-MR'),
    recipient: decodeAddress(reader, 'TP-RA'),
    sentAt: decodeTimestamp(reader.take(TIMESTAMP_OCTETS, 'TP-SCTS')),
    dischargedAt: decodeTimestamp(reader.take(TIMESTAMP_OCTETS, 'TP-DT')),
    status: reader.octet('TP-ST'),
    ofCommand: (first & 0x20) !== 0,
  };
}
