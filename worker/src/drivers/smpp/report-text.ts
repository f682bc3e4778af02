import { decodeUcs2 } from '@signalbox/codec/pdu-user-data';

/**
 * The text of a report. It is ASCII, whatever its data_coding says: in single octets, or two of which one is 0, as SMSCs
 * write it that have all their texts in UCS-2, some with the low octet first.
 */
export function reportText(payload: Buffer): string {
  const [first, second] = payload;
  if (first === undefined || second === undefined) return payload.toString('latin1');
  if (first === 0xfe && second === 0xff) return decodeUcs2(payload.subarray(2));
  if (first === 0xff && second === 0xfe) return payload.toString('utf16le', 2);
  if (first === 0) return decodeUcs2(payload);
  return second === 0 ? payload.toString('utf16le') : payload.toString('latin1');
}

/** What appendix B of SMPP 3.4 has in a report, and what ends a field's value. */
const NAMES = 'id|sub|dlvrd|submit\\s*date|done\\s*date|stat|err|text';
/** Blanks between fields, or commas or semicolons; these may stand in an id, too, so that a name must follow. */
const END = `(?=\\s|$|[,;]\\s*(?:$|(?:${NAMES})\\s*:))`;

/** The fields before "text:", which is the message's own. */
export function headOf(text: string): string {
  return text.split(/[\s,;]text\s*:/i)[0] ?? '';
}

const field = (name: string): RegExp =>
  new RegExp(`(?:^|[\\s,;])${name}\\s*:[^\\S\\r\\n]*(?!(?:${NAMES})\\s*:)(\\S*?)${END}`, 'i');
/** Made once: reports come by the thousand. */
const FIELDS = { id: field('id'), stat: field('stat'), err: field('err') };

/** A field's value; '' when it is not there. */
export const fieldIn = (head: string, name: keyof typeof FIELDS): string => FIELDS[name].exec(head)?.[1] ?? '';

/** Whether a text is a whole report, to be taken for one although nothing else says so. */
export const looksLikeReport = (head: string): boolean =>
  /^\s*id\s*:/i.test(head) &&
  /[\s,;](?:sub|dlvrd|submit\s*date|done\s*date)\s*:/i.test(head) &&
  fieldIn(head, 'id') !== '' &&
  fieldIn(head, 'stat') !== '';
