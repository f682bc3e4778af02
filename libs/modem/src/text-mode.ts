import { decodeGsm7, encodeGsm7, septetsOf } from '@signalbox/codec/gsm7';
import { addressOf } from '@signalbox/codec/pdu-address';
import { decodeDataCoding, encodeDataCoding } from '@signalbox/codec/pdu-data-coding';
import { PduError } from '@signalbox/codec/pdu-error';
import { decodeIncoming, type Incoming } from '@signalbox/codec/pdu-incoming';
import { hexToOctets, octetsToHex } from '@signalbox/codec/pdu-octets';
import { decodeSubmit, type Submit } from '@signalbox/codec/pdu-submit';
import { decodeValidity, type PduTimestamp } from '@signalbox/codec/pdu-time';
import { decodeUcs2, encodeUcs2 } from '@signalbox/codec/pdu-user-data';
import { segmentsOf } from '@signalbox/codec/segments';
import { STATUS_WORDS, type StoredMessage } from './message-store.js';
import type { CharacterSet, Settings } from './settings.js';

const two = (value: number): string => String(value).padStart(2, '0');

/** <scts> of TS 27.005 3.1: `yy/MM/dd,hh:mm:ss±zz`, the zone in quarters of an hour. */
export function timeText(time: PduTimestamp | null): string {
  if (!time) return '';
  const local = new Date(time.at + time.offsetMinutes * 60_000);
  const [year, month, day] = [local.getUTCFullYear() % 100, local.getUTCMonth() + 1, local.getUTCDate()];
  const clock = [local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds()].map(two).join(':');
  const zone = `${time.offsetMinutes < 0 ? '-' : '+'}${two(Math.abs(time.offsetMinutes) / 15)}`;
  return `${two(year)}/${two(month)}/${two(day)},${clock}${zone}`;
}

/** A text in the character set of AT+CSCS, as latin1 bytes of the line. */
export function textOut(text: string, set: CharacterSet): string {
  if (set === 'UCS2') return octetsToHex(encodeUcs2(text));
  if (set === 'IRA') return text.replace(/[^\x20-\x7e\n]/g, '?').replaceAll('\n', '\r\n');
  const known = [...text].map((character) => (septetsOf(character) === null ? '?' : character)).join('');
  return Buffer.from(encodeGsm7(known)).toString('latin1');
}

/** What was typed, in the character set of AT+CSCS. @throws PduError when UCS2 is no hexadecimal. */
export function textIn(typed: string, set: CharacterSet): string {
  if (set === 'UCS2') return decodeUcs2(hexToOctets(typed.replace(/\s/g, '')));
  if (set === 'IRA') return typed;
  return decodeGsm7(Buffer.from(typed, 'latin1'));
}

const typeOf = (number: string): number => (number.startsWith('+') ? 145 : 129);

function incomingFields(item: Incoming, set: CharacterSet): { header: string; text: string } {
  if (item.type === 'deliver') {
    const from = textOut(item.from.number, set);
    const text = item.text === null ? octetsToHex(item.payload) : textOut(item.text, set);
    return { header: `"${from}",,"${timeText(item.sentAt)}"`, text };
  }
  const { messageReference, recipient, sentAt, dischargedAt, status } = item;
  const address = `"${recipient.number}",${typeOf(recipient.number)}`;
  const times = `"${timeText(sentAt)}","${timeText(dischargedAt)}"`;
  return { header: `6,${messageReference},${address},${times},${status}`, text: '' };
}

/** `+CMT` or `+CDS` in text mode. */
export function shownInText(pdu: string, set: CharacterSet): string {
  const item = decodeIncoming(pdu);
  const { header, text } = incomingFields(item, set);
  return item.type === 'deliver' ? `+CMT: ${header}\r\n${text}` : `+CDS: ${header}`;
}

/** A stored message as AT+CMGR and AT+CMGL show it in text mode, without the index. */
export function storedInText({ pdu, status }: StoredMessage, set: CharacterSet): string {
  const head = `"${STATUS_WORDS[status]}",`;
  if (status === 2 || status === 3) {
    const submit = decodeSubmit(pdu);
    return `${head}"${submit.to.number}",\r\n${textOut(submit.text ?? '', set)}`;
  }
  const item = decodeIncoming(pdu);
  const { header, text } = incomingFields(item, set);
  return item.type === 'deliver' ? `${head}${header}\r\n${text}` : head + header;
}

/**
 * A message typed in text mode, as AT+CSMP shapes it.
 * @throws PduError when a UCS2 text or number is no hexadecimal, or the text is longer than one message.
 */
export function submitOfText(number: string, typed: string, settings: Settings): Submit {
  const { characterSet, csmp } = settings;
  const text = textIn(typed, characterSet);
  const to = characterSet === 'UCS2' && !/^\+?\d+$/.test(number) ? textIn(number, characterSet) : number;
  if (segmentsOf(text).segments > 1) throw new PduError('expected a text for one message');
  const alphabet = characterSet === 'UCS2' && septetsOf(text) === null ? 'ucs2' : 'gsm7';
  const octet = csmp.dcs === 0 ? encodeDataCoding(alphabet) : csmp.dcs;
  return {
    smsc: null,
    to: addressOf(to),
    messageReference: 0,
    protocolId: csmp.pid,
    dataCoding: decodeDataCoding(octet),
    validitySeconds: (csmp.fo & 0x18) === 0x10 ? decodeValidity(csmp.vp) : null,
    validUntil: null,
    text,
    payload: new Uint8Array(0),
    header: new Uint8Array(0),
    concatenation: null,
    statusReport: (csmp.fo & 0x20) !== 0,
    rejectDuplicates: false,
    replyPath: false,
  };
}
