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

/** What appendix B of SMPP 3.4 has in a report, by those names and in full. */
const ID = '(?:(?:message|msg)[ _-]?)?id';
const STAT = 'stat(?:us|e)?';
const NAMES = `${ID}|sub|dlvrd|submit[\\s_]*date|done[\\s_]*date|${STAT}|err|text`;
const IS = '\\s*[:=]';
/** Blanks between fields, or commas, semicolons or strokes; these may stand in an id, too, so that a name must follow. */
const BETWEEN = `[,;|]\\s*(?:$|(?:${NAMES})${IS})`;
const END = `(?=\\s|$|${BETWEEN})`;

/** The fields before "text:", which is the message's own. */
export function headOf(text: string): string {
  return text.split(/[\s,;|]text\s*[:=]/i)[0] ?? '';
}

const field = (name: string, value = `\\S*?`, end = END): RegExp =>
  new RegExp(`(?:^|[\\s,;|])(?:${name})${IS}[^\\S\\r\\n]*(?!(?:${NAMES})${IS})(${value})${end}`, 'i');
/** Made once: reports come by the thousand. */
const FIELDS = {
  id: field(ID),
  stat: field(STAT),
  err: field('err'),
  /** The state where it is several words: all up to the next field. */
  phrase: field(STAT, '[^\\r\\n\\t]*?', `(?=[\\r\\n\\t]|\\s*$|${BETWEEN}|\\s+(?:${NAMES})${IS})`),
};

/** A field's value; '' when it is not there. */
export const fieldIn = (head: string, name: keyof typeof FIELDS): string => FIELDS[name].exec(head)?.[1] ?? '';

/** Whether a text is a whole report, to be taken for one although nothing else says so. */
export const looksLikeReport = (head: string): boolean =>
  /^\s*id\s*:/i.test(head) &&
  /[\s,;](?:sub|dlvrd|submit\s*date|done\s*date)\s*:/i.test(head) &&
  fieldIn(head, 'id') !== '' &&
  fieldIn(head, 'stat') !== '';
