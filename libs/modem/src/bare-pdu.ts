import type { EncodedPdu } from '@signalbox/codec/pdu-octets';

/** A PDU without the service centre's octets, as some modems show it. */
export const barePdu = ({ pdu, tpduLength }: EncodedPdu): string => pdu.slice(-2 * tpduLength);
