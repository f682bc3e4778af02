import { decodeSmsc } from './pdu-address.js';
import { decodeDeliver, type Deliver } from './pdu-deliver.js';
import { PduError } from './pdu-error.js';
import { hexToOctets, OctetReader } from './pdu-octets.js';
import { decodeStatusReport, type StatusReport } from './pdu-status-report.js';

/** What a service centre sends to a modem, and a storage lists. */
export type Incoming = ({ type: 'deliver' } & Deliver) | ({ type: 'status-report' } & StatusReport);

/**
 * Reads a PDU of either kind, by its TP-MTI (TS 23.040 9.2.3.1).
 * @throws PduError when it is another kind (a stored SMS-SUBMIT too), or is cut.
 */
export function decodeIncoming(pdu: string): Incoming {
  const reader = new OctetReader(hexToOctets(pdu));
  decodeSmsc(reader);
  const mti = reader.octet('first octet') & 3;
  if (mti === 0) return { type: 'deliver', ...decodeDeliver(pdu) };
  if (mti === 2) return { type: 'status-report', ...decodeStatusReport(pdu) };
  throw new PduError(`expected an SMS-DELIVER or SMS-STATUS-REPORT, got TP-MTI ${mti}`);
}
