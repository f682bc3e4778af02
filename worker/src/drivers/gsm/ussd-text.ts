import { decodeGsm7, encodeGsm7, pack, septetsOf, unpack } from '@signalbox/codec/gsm7';
import { hexToOctets, octetsToHex } from '@signalbox/codec/pdu-octets';
import { decodeUcs2 } from '@signalbox/codec/pdu-user-data';
import { Pattern, problemOf } from '@signalbox/patterns/pattern';

/** How a modem wants USSD strings of the default alphabet: as they are, or as septets packed in hexadecimal. */
export type UssdForm = 'plain' | 'packed';

const HEX = /^(?:[0-9A-F]{2})+$/i;
const CARRIAGE_RETURN = 0x0d;

/** A code for AT+CUSD. @throws RangeError when a character is not in the default alphabet */
export function encodeUssd(code: string, form: UssdForm): string {
  if (form === 'plain') return code;
  const septets = encodeGsm7(code);
  // Seven zero bits at the end would be read as an @: TS 23.038 6.1.2.3.1 fills them with a carriage return.
  const filled = septets.length % 8 === 7 ? Uint8Array.of(...septets, CARRIAGE_RETURN) : septets;
  return octetsToHex(pack(filled));
}

/** The alphabet of a cell broadcast data coding scheme, TS 23.038 5. */
const UCS2_WITH_LANGUAGE = 0x11;

export function ussdAlphabet(dcs: number | null): 'gsm7' | 'ucs2' | '8bit' {
  if (dcs === null) return 'gsm7';
  if (dcs === UCS2_WITH_LANGUAGE) return 'ucs2';
  const group = dcs >> 4;
  const hasAlphabet = (group >= 4 && group <= 7) || group === 9;
  if (hasAlphabet) return (['gsm7', '8bit', 'ucs2', 'gsm7'] as const)[(dcs >> 2) & 3] ?? 'gsm7';
  return group === 0xf && (dcs & 4) !== 0 ? '8bit' : 'gsm7';
}

/** The text of a `+CUSD` line. Modems write it as text, as UCS-2 in hexadecimal or as packed septets in hexadecimal. */
export function decodeUssd(raw: string, dcs: number | null, form: UssdForm): string {
  const alphabet = ussdAlphabet(dcs);
  if (!HEX.test(raw)) return tidy(utf8Of(raw));
  const octets = hexToOctets(raw);
  if (alphabet === 'ucs2' && octets.length % 2 === 0) {
    return tidy(decodeUcs2(dcs === UCS2_WITH_LANGUAGE ? withoutLanguage(octets) : octets));
  }
  if (alphabet === '8bit') return tidy(Buffer.from(octets).toString('latin1'));
  // AT+CSCS="UCS2" makes it UCS-2 whatever the network sent.
  if (/^(?:00[2-7A-F][0-9A-F]){2,}$/i.test(raw) || looksUcs2(octets)) return tidy(decodeUcs2(octets));
  if (form === 'packed' || looksPacked(octets)) return tidy(unpacked(octets));
  return raw;
}

/** Before the text stand two septets, packed into two octets, that name its language (TS 23.038 5); some leave them out. */
function withoutLanguage(octets: Uint8Array): Uint8Array {
  const isLanguage = octets.length >= 2 && /^[A-Za-z]{2}$/.test(decodeGsm7(unpack(octets.subarray(0, 2), 2)));
  return isLanguage ? octets.subarray(2) : octets;
}

/** Scripts that networks write and hexadecimal of packed septets never looks like; Chinese it does. */
const SCRIPTS = 'Cyrillic Greek Arabic Hebrew Armenian Georgian Ethiopic Devanagari Bengali Thai'.split(' ');
/** What stands among letters of any script: Latin, punctuation, signs of money, marks that nobody sees. */
const AMONG = '\\n\\r\\x20-\\x7e\\xa0-\\xff\\u200b-\\u203a\\u20a0-\\u20bf\\u2116\\u2122';
const TEXTS = SCRIPTS.map((script) => ({
  whole: new RegExp(`^[\\p{Script_Extensions=${script}}${AMONG}]+$`, 'u'),
  word: new RegExp(`[\\p{Script=${script}}\\p{M}]{2}`, 'u'),
  least: script === 'Cyrillic' ? 6 : 10,
}));

/** Modems that leave the data coding out, or have it wrong: hexadecimal that is a text in one script is no number. */
function looksUcs2(octets: Uint8Array): boolean {
  if (octets.length % 2 !== 0) return false;
  const text = decodeUcs2(octets);
  return TEXTS.some(({ whole, word, least }) => octets.length >= least && whole.test(text) && word.test(text));
}

/** Septets packed without a word on their number: seven zero bits at the end are no @, whatever TS 23.038 wants there. */
function unpacked(octets: Uint8Array): string {
  const septets = unpack(octets, Math.floor((octets.length * 8) / 7));
  const isFilled = octets.length % 7 === 0 && septets.at(-1) === 0;
  return decodeGsm7(isFilled ? septets.subarray(0, -1) : septets);
}

/** Hexadecimal that is a sentence when unpacked; a short number is itself. */
function looksPacked(octets: Uint8Array): boolean {
  const hasLetters = octets.some((octet) => octet >= 0xa0 || (octet & 0xf) > 9);
  return octets.length >= 6 && hasLetters && /^[\x20-\x7e\r\n]+$/.test(unpacked(octets));
}

/** Modems that write UTF-8 do not say so. */
function utf8Of(raw: string): string {
  if (septetsOf(raw) !== null && !/[\x80-\xff]/.test(raw)) return raw;
  const text = Buffer.from(raw, 'latin1').toString('utf8');
  return text.includes('\ufffd') ? raw : text;
}

const tidy = (text: string): string => text.replaceAll('\r', '\n').replaceAll('\0', '').trim();

/**
 * How an answer is read: the group of the expression, null when that does not match; without one all of the text.
 * @throws Error in words for an expression that is not taken
 */
export function answerReader(expression: string | undefined): (text: string) => string | null {
  if (expression === undefined) return (text) => text;
  const problem = problemOf(expression);
  if (problem !== null) throw new Error(`its expression is not used: ${problem}`);
  const pattern = Pattern.of(expression);
  return (text) => pattern.find(text)?.trim() ?? null;
}
