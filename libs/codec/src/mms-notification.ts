import { OctetReader } from './pdu-octets.js';

/** What a phone is told that has a multimedia message waiting for it: M-Notification.ind of OMA-TS-MMS_ENC 6.2. */
export interface MmsNotification {
  /** As the network writes it, without the kind of address; null when it does not say. */
  from: string | null;
  subject: string | null;
  /** Octets. */
  size: number | null;
  /** Where it can be fetched, which only works in the operator's own network. */
  url: string | null;
}

/** The port of WAP pushes over SMS (WAP-259-WDP). */
export const WAP_PUSH_PORT = 2948;

const PUSH = 0x06;
/** application/vnd.wap.mms-message as a well-known media type. */
const MMS_TYPE = 0x3e;
const MMS_NAME = 'application/vnd.wap.mms-message';
const FIELD = { from: 0x09, messageType: 0x0c, size: 0x0e, subject: 0x16, url: 0x03 };
const NOTIFICATION = 0x82;
const ADDRESS_PRESENT = 0x80;
const SHORT = 0x80;
const LENGTH_FOLLOWS = 31;
const QUOTE = 0x7f;

/** WAP-230-WSP 8.1.2. */
function uintvar(reader: OctetReader): number {
  let value = 0;
  for (let octets = 0; octets < 5; octets += 1) {
    const octet = reader.octet('uintvar');
    value = value * 128 + (octet & 0x7f);
    if ((octet & 0x80) === 0) break;
  }
  return value;
}

/** A value of any kind, by its first octet (WAP-230-WSP 8.4.1.2): one octet, a text, or so many octets. */
function valueIn(reader: OctetReader): Uint8Array {
  const first = reader.octet('value');
  if (first >= SHORT) return Uint8Array.of(first);
  if (first < LENGTH_FOLLOWS) return reader.take(first, 'value');
  if (first === LENGTH_FOLLOWS) return reader.take(uintvar(reader), 'value');
  const text = first === QUOTE ? [] : [first];
  for (let octet = reader.octet('text'); octet !== 0; octet = reader.octet('text')) text.push(octet);
  return Uint8Array.from(text);
}

/** Octets up to a zero, as UTF-8, or where they are none each as a character. */
function utf8(octets: Uint8Array): string {
  const end = octets.indexOf(0);
  const [text, escaped] = [...octets.subarray(0, end < 0 ? undefined : end)].reduce(
    ([plain, percent], octet) => [
      plain + String.fromCharCode(octet),
      `${percent}%${octet.toString(16).padStart(2, '0')}`,
    ],
    ['', ''],
  );
  try {
    return decodeURIComponent(escaped).trim();
  } catch {
    return text.trim();
  }
}

/** A text, or one behind its charset: with a length before it both are here. UTF-8 is what phones write. */
function encodedText(value: Uint8Array): string | null {
  const [first = 0] = value;
  if (first >= 0x20 && first < SHORT) return utf8(value) || null;
  // A charset of one octet, or of several behind their number.
  const charset = first >= SHORT ? 1 : 1 + first;
  return utf8(value.subarray(charset)) || null;
}

const numberIn = (octets: Uint8Array): number | null =>
  octets.length > 0 && octets.length <= 6 ? octets.reduce((value, octet) => value * 256 + octet, 0) : null;

const isMms = (type: Uint8Array): boolean =>
  (type.length > 0 && ((type[0] ?? 0) & 0x7f) === MMS_TYPE) || utf8(type).startsWith(MMS_NAME);

/** The notification in a WAP push; null when it is another one, or none. */
export function mmsNotificationIn(push: Uint8Array): MmsNotification | null {
  try {
    return read(new OctetReader(push));
  } catch {
    return null;
  }
}

/** @throws PduError when it is cut */
function read(reader: OctetReader): MmsNotification | null {
  reader.octet('transaction');
  if (reader.octet('type') !== PUSH) return null;
  const headers = new OctetReader(reader.take(uintvar(reader), 'headers'));
  if (!isMms(valueIn(headers))) return null;
  const fields = new Map<number, Uint8Array>();
  while (reader.remaining > 0) {
    const field = reader.octet('field');
    // A field by its name: its value is a text, too.
    if (field < SHORT) break;
    fields.set(field & 0x7f, valueIn(reader));
  }
  if (fields.get(FIELD.messageType)?.[0] !== NOTIFICATION) return null;
  const from = fields.get(FIELD.from);
  const subject = fields.get(FIELD.subject);
  const url = fields.get(FIELD.url);
  return {
    from: from?.[0] === ADDRESS_PRESENT ? (encodedText(from.subarray(1))?.replace(/\/TYPE=.*$/, '') ?? null) : null,
    subject: subject ? encodedText(subject) : null,
    size: numberIn(fields.get(FIELD.size) ?? new Uint8Array(0)),
    url: url ? utf8(url) : null,
  };
}

/** A notification for people, in one line. */
export function mmsWords({ from, subject, size, url }: MmsNotification): string {
  const about = [
    from === null ? '' : `from ${from}`,
    subject === null ? '' : `"${subject}"`,
    size === null ? '' : `${Math.max(1, Math.round(size / 1000))} kB`,
    url ?? '',
  ].filter(Boolean);
  return `[MMS that waits to be fetched${about.length > 0 ? `: ${about.join(', ')}` : ''}]`;
}
