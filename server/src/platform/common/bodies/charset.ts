import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { DomainError, Invalid } from '../errors.js';

const CHARSET = /;\s*charset\s*=\s*"?([^\s;"]+)/i;

/**
 * The text of a body, by the charset that its Content-Type names; UTF-8 without one (RFC 8259, clause 8.1). What is no
 * text in that charset is refused: with marks in place of letters it would be stored, and sent, as damaged.
 * @throws a 415 where the charset is unknown; Invalid where the body is not in it
 */
export function textOf(octets: Buffer, contentType = ''): string {
  const [, named = 'utf-8'] = CHARSET.exec(contentType) ?? [];
  const charset = named.toLowerCase();
  if (/^(utf-?8|us-ascii)$/.test(charset)) {
    if (isUtf8(octets)) return octets.toString();
    throw Invalid.field('body', 'expected UTF-8; another charset is to be named in Content-Type');
  }
  const decoder = decoderOf(charset, octets);
  if (!decoder) {
    throw new DomainError(415, 'Unsupported Media Type', `Content-Type: expected charset=utf-8, or another known one.`);
  }
  try {
    return decoder.decode(octets);
  } catch {
    throw Invalid.field('body', `expected text in ${charset}, as Content-Type says`);
  }
}

/**
 * A form (application/x-www-form-urlencoded) with its percent codes as those of UTF-8, by the charset that its Content-Type
 * names. One in UTF-8 stays as it came.
 * @throws as `textOf` does, of the octets that the codes stand for
 */
export function formOf(octets: Buffer, contentType = ''): string {
  const form = octets.toString('latin1');
  const plain = unescaped(form);
  if (textOf(plain, contentType) === plain.toString()) return octets.toString();
  const fields = form.split('&').map((pair): [string, string] => {
    const [name = '', value = ''] = pair.split(/=(.*)/s).map((side) => textOf(unescaped(side), contentType));
    return [name, value];
  });
  return new URLSearchParams(fields).toString();
}

/** What a form's text stands for, each of its characters one octet. */
const unescaped = (form: string): Buffer =>
  Buffer.from(
    form.replace(/\+/g, ' ').replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );

/** Null for a charset that is none of the Encoding Standard's. */
function decoderOf(charset: string, octets: Buffer): TextDecoder | null {
  try {
    return new TextDecoder(charset === 'utf-16' ? orderOf(octets) : charset, { fatal: true });
  } catch {
    return null;
  }
}

/** By its mark (RFC 2781, clause 3.2), or by the ASCII character that every JSON text begins with. */
const orderOf = ([first, second]: Buffer): string =>
  first === 0xfe || (first === 0 && second !== 0) ? 'utf-16be' : 'utf-16le';
