import { type Concatenation, parseConcatenationHeader } from '@signalbox/codec/concatenation';
import { decodeGsm7 } from '@signalbox/codec/gsm7';
import { decodeDataCoding } from '@signalbox/codec/pdu-data-coding';
import { decodeShifted, shiftIn } from '@signalbox/codec/national-shift';
import { WAP_PUSH_PORT } from '@signalbox/codec/mms-notification';
import { portIn } from '@signalbox/codec/user-data-elements';
import { decodeUcs2 } from '@signalbox/codec/pdu-user-data';
import type { SmppSettings } from '@signalbox/contracts/providers';
import type { InboundPart, PartOf } from '../reassembly/reassembly.js';
import { type Delivery, headerOf, payloadOf, TLV } from './pdu.js';

const INTERNATIONAL = 1;
const SHOWN_OCTETS = 140;

/** data_coding, 5.2.19: what Node decodes by name. */
const CHARSETS: Record<number, string> = {
  0x05: 'shift_jis',
  0x06: 'iso-8859-5',
  0x07: 'iso-8859-8',
  0x0a: 'iso-2022-jp',
  0x0d: 'euc-jp',
  0x0e: 'euc-kr',
};

/** Octets without an alphabet are a text when they can be one: some SMSCs say so of every message. */
function octetsAsText(octets: Buffer): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(octets);
    if (/^[^\p{Cc}]*$/u.test(text.replace(/[\t\n\r]/g, ''))) return text;
  } catch {
    // Not UTF-8.
  }
  const shown = octets.subarray(0, SHOWN_OCTETS).toString('hex');
  return `[${octets.length} octets: ${shown}${octets.length > SHOWN_OCTETS ? '…' : ''}]`;
}

/** What no text in ASCII has: some SMSCs say ASCII and mean the GSM alphabet, whose escape and `@` are here. */
const isControl = (octet: number): boolean => octet < 0x20 && octet !== 0x09 && octet !== 0x0a && octet !== 0x0d;

function textOf(delivery: Delivery, alphabet: SmppSettings['default_alphabet']): string {
  const { dataCoding } = delivery;
  const octets = payloadOf(delivery);
  const shift = shiftIn(headerOf(delivery));
  const gsm7 = () => (shift ? decodeShifted(octets, shift) : decodeGsm7(octets));
  if (isPush(delivery)) return octets.toString('hex').toUpperCase();
  const charset = CHARSETS[dataCoding];
  if (charset !== undefined) return new TextDecoder(charset).decode(octets);
  if (dataCoding === 0) return alphabet === 'gsm7' || shift ? gsm7() : octets.toString('latin1');
  if (dataCoding === 1 && octets.some(isControl)) return decodeGsm7(octets);
  if (dataCoding === 1 || dataCoding === 3) return octets.toString('latin1');
  if (dataCoding === 2 || dataCoding === 4) return octetsAsText(octets);
  const coding = decodeDataCoding(dataCoding);
  if (coding.alphabet === 'ucs2') return decodeUcs2(octets);
  if (coding.alphabet === '8bit' || coding.compressed) return octetsAsText(octets);
  return gsm7();
}

/** Data for a phone's program, shown as data by whoever knows it. */
const isPush = (delivery: Delivery): boolean =>
  (portIn(headerOf(delivery)) ?? numberIn(delivery.tlvs.get(TLV.destination_port))) === WAP_PUSH_PORT;

const numberIn = (value: Buffer | undefined): number | null =>
  value && value.length > 0 && value.length <= 4 ? value.readUIntBE(0, value.length) : null;

const asPart = ({ reference, total, sequence }: Concatenation): PartOf => ({ reference, total, number: sequence });

function concatenationOf(header: Buffer, tlvs: Delivery['tlvs']): PartOf | null {
  const inHeader = header.length > 0 ? parseConcatenationHeader(header) : null;
  if (inHeader) return asPart(inHeader);
  const reference = numberIn(tlvs.get(TLV.sar_msg_ref_num));
  const total = numberIn(tlvs.get(TLV.sar_total_segments));
  const number = numberIn(tlvs.get(TLV.sar_segment_seqnum));
  return reference !== null && total !== null && number !== null ? { reference, total, number } : null;
}

/** A subscriber's message, or a part of one. SMPP tells no time for it: it is that of its arrival. */
export function inboundIn(
  delivery: Delivery,
  { channel, alphabet }: { channel: string; alphabet: SmppSettings['default_alphabet'] },
  times: { at: number; connectedAt: number },
): InboundPart {
  const { source, tlvs } = delivery;
  const from = source.ton === INTERNATIONAL && /^\d/.test(source.address) ? `+${source.address}` : source.address;
  const text = textOf(delivery, alphabet);
  return { channel, from, text, concatenation: concatenationOf(headerOf(delivery), tlvs), ...times };
}
