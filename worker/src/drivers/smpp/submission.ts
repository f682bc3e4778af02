import type { Job } from '@signalbox/contracts/bus';
import type { SmppChannel, SmppSettings } from '@signalbox/contracts/providers';
import { encodeDataCoding } from '@signalbox/codec/pdu-data-coding';
import { type MessagePart, messageParts, nationalParts } from '@signalbox/codec/message-parts';
import type { Language } from '@signalbox/codec/national-tables';
import { encodeUcs2 } from '@signalbox/codec/pdu-user-data';
import { buildConcatenationHeader, type Concatenation } from '@signalbox/codec/concatenation';
import { BodyWriter, TLV } from './pdu.js';

/** How an address is told: type of number and numbering plan, SMPP 3.4 5.2.5 and 5.2.6. */
export interface SmppAddress {
  ton: number;
  npi: number;
  address: string;
}

const UNKNOWN = 0;
const INTERNATIONAL = 1;
const NATIONAL = 2;
const NETWORK_SPECIFIC = 3;
const ALPHANUMERIC = 5;
const E164 = 1;
/** Longer ones are numbers. */
const SHORT_CODE_DIGITS = 8;

/**
 * The sender of an account: letters are alphanumeric, few digits a short code of the network, with a zero in front a
 * national number, else an international one.
 */
export function sourceOf({ sender, settings }: Pick<SmppChannel, 'sender' | 'settings'>): SmppAddress {
  const { ton, npi, address } = addressOf(sender ?? '');
  return { ton: settings.source_ton ?? ton, npi: settings.source_npi ?? npi, address };
}

/** The recipient of a message: the settings are those of phone numbers, a short code or a name goes as what it is. */
export function destinationOf(to: string, settings: Pick<SmppSettings, 'dest_ton' | 'dest_npi'>): SmppAddress {
  if (!to.startsWith('+')) return addressOf(to);
  return { ton: settings.dest_ton, npi: settings.dest_npi, address: to.slice(1) };
}

function addressOf(sender: string): SmppAddress {
  if (sender === '') return { ton: UNKNOWN, npi: UNKNOWN, address: '' };
  if (!/^\+?\d+$/.test(sender)) return { ton: ALPHANUMERIC, npi: UNKNOWN, address: sender };
  if (/^\d+$/.test(sender) && sender.length <= SHORT_CODE_DIGITS) {
    return { ton: NETWORK_SPECIFIC, npi: UNKNOWN, address: sender };
  }
  if (/^0[1-9]/.test(sender)) return { ton: NATIONAL, npi: E164, address: sender };
  return { ton: INTERNATIONAL, npi: E164, address: sender.replace(/^(?:\+|00)/, '') };
}

/** UTF-16 units of a message alone and of each part, with 8 bit references. */
const UCS2_ALONE = 70;
const UCS2_PART = 67;

interface Part {
  payload: Uint8Array;
  header: Uint8Array;
  concatenation: Concatenation | null;
}

const isLatin1 = (text: string): boolean => [...text].every((character) => character.charCodeAt(0) < 0x100);

/** In UCS-2 although the GSM alphabet has it: the SMSC's default alphabet is another. */
function ucs2Parts(text: string, reference: number): Part[] {
  if (text.length <= UCS2_ALONE) return [{ payload: encodeUcs2(text), header: new Uint8Array(0), concatenation: null }];
  const texts: string[] = [];
  for (let at = 0; at < text.length; at += UCS2_PART) texts.push(text.slice(at, at + UCS2_PART));
  return texts.map((part, index) => {
    const total = texts.length;
    const concatenation: Concatenation = { reference: reference & 0xff, referenceBits: 8, total, sequence: index + 1 };
    return { payload: encodeUcs2(part), header: buildConcatenationHeader(concatenation), concatenation };
  });
}

/** Whose tables a text may be in: each part's header names them, and with sar_ parameters the SMSC makes the headers. */
function languageOf({ default_alphabet, concatenation, national_language }: SmppSettings): Language | null {
  const mayName = default_alphabet === 'gsm7' && concatenation === 'udh';
  return mayName && national_language !== 'none' ? national_language : null;
}

/** A 16 bit reference where it costs no part more than an 8 bit one, by which texts are counted. */
function udhParts(text: string, language: Language | null, reference: number): MessagePart[] {
  const partsWith = (bits: 8 | 16) =>
    language === null ? messageParts(text, reference, bits) : nationalParts(text, language, reference, bits);
  const parts = partsWith(8);
  if (parts.length === 1) return parts;
  const wide = partsWith(16);
  return wide.length === parts.length ? wide : parts;
}

function partsOf({ text }: Job, settings: SmppSettings, reference: number): { dataCoding: number; parts: Part[] } {
  const parts =
    settings.concatenation === 'sar'
      ? messageParts(text, reference, 8)
      : udhParts(text, languageOf(settings), reference);
  if (parts[0]?.encoding === 'ucs2') return { dataCoding: encodeDataCoding('ucs2'), parts };
  if (settings.default_alphabet === 'gsm7') return { dataCoding: 0, parts };
  // Latin-1 has no Greek and no euro sign.
  if (!isLatin1(text)) return { dataCoding: encodeDataCoding('ucs2'), parts: ucs2Parts(text, reference) };
  return { dataCoding: 0, parts: parts.map((part) => ({ ...part, payload: Buffer.from(part.text, 'latin1') })) };
}

const HAS_HEADER = 0x40;
const FINAL_REPORT = 1;
/** dest_addr_subunit "MS display", 5.3.2.1. */
const DISPLAY = 1;
/** Beyond this an SMSC keeps nothing, and days are two digits. */
const MAX_VALIDITY_S = 31 * 86_400;

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** validity_period, relative (7.1.1): how long the SMSC may try; '' is as long as it likes. */
export function validityOf(expiresAt: number | null, now: number): string {
  if (expiresAt === null) return '';
  const seconds = Math.min(MAX_VALIDITY_S, Math.max(1, Math.floor((expiresAt - now) / 1000)));
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  return `0000${twoDigits(days)}${twoDigits(hours)}${twoDigits(minutes)}${twoDigits(seconds % 60)}000R`;
}

/**
 * The bodies of the submit_sm of a message, one a part (4.4.1). A text that the SMSC's default alphabet has goes in it,
 * GSM 7 bit as one septet an octet; so does one in the tables of the account's language, where that takes fewer parts; any other
 * in UCS-2, high octet first.
 * @param reference of the parts, another for each message.
 * @throws PduError when the text needs more than 255 parts
 */
export function submissionsOf(job: Job, account: SmppChannel, reference: number, now: number): Buffer[] {
  const { settings } = account;
  const { dataCoding, parts } = partsOf(job, settings, reference);
  // A class in the data coding would say that a Latin-1 text is in the GSM alphabet.
  const bySubunit = settings.flash === 'dest_addr_subunit' || settings.default_alphabet === 'latin1';
  const flashCoding = job.flash && !bySubunit ? dataCoding | encodeDataCoding('gsm7', 0) : dataCoding;
  const source = sourceOf(account);
  const destination = destinationOf(job.to, settings);
  const validity = validityOf(job.expires_at, now);
  return parts.map(({ payload, header, concatenation }) => {
    const inHeader = header.length > 0 && settings.concatenation === 'udh';
    const userData = inHeader ? Buffer.concat([header, payload]) : payload;
    const body = new BodyWriter(160 + userData.length);
    body.cString('').octet(source.ton).octet(source.npi).cString(source.address);
    body.octet(destination.ton).octet(destination.npi).cString(destination.address);
    body
      .octet(inHeader ? HAS_HEADER : 0)
      .octet(0)
      .octet(0);
    body.cString('').cString(validity).octet(FINAL_REPORT).octet(0);
    body.octet(flashCoding).octet(0).octet(userData.length).octets(userData);
    if (job.flash && bySubunit) body.tlv(TLV.dest_addr_subunit, DISPLAY, 1);
    if (concatenation !== null && !inHeader) {
      body.tlv(TLV.sar_msg_ref_num, reference & 0xffff, 2);
      body.tlv(TLV.sar_total_segments, concatenation.total, 1);
      body.tlv(TLV.sar_segment_seqnum, concatenation.sequence, 1);
    }
    return body.done();
  });
}
