import { inflateSync } from 'node:zlib';

const WOFF = 0x774f4646;
/** Octets of a header and of an entry for a table, in both formats. */
const WOFF_HEADER = 44;
const WOFF_ENTRY = 20;
const SFNT_HEADER = 12;
const SFNT_ENTRY = 16;

const padded = (length: number): number => (length + 3) & ~3;

/**
 * A font as it is used, from one that is packed for the web (WOFF 1.0, section 3 and 5): whoever reads tables of a packed one
 * unpacks them each time.
 * @throws Error on what is no such font
 */
export function unpackWoff(woff: Buffer): Buffer {
  if (woff.length < WOFF_HEADER || woff.readUInt32BE(0) !== WOFF) throw new Error('expected a font in WOFF 1.0');
  const tables = woff.readUInt16BE(12);
  const font = Buffer.alloc(woff.readUInt32BE(16));
  const power = Math.floor(Math.log2(tables));
  font.writeUInt32BE(woff.readUInt32BE(4), 0);
  font.writeUInt16BE(tables, 4);
  font.writeUInt16BE(SFNT_ENTRY * 2 ** power, 6);
  font.writeUInt16BE(power, 8);
  font.writeUInt16BE(SFNT_ENTRY * (tables - 2 ** power), 10);
  let to = SFNT_HEADER + SFNT_ENTRY * tables;
  for (let nth = 0; nth < tables; nth++) {
    const entry = WOFF_HEADER + WOFF_ENTRY * nth;
    const [offset, packed, length] = [4, 8, 12].map((at) => woff.readUInt32BE(entry + at)) as [number, number, number];
    const data = woff.subarray(offset, offset + packed);
    const at = SFNT_HEADER + SFNT_ENTRY * nth;
    woff.copy(font, at, entry, entry + 4);
    woff.copy(font, at + 4, entry + 16, entry + 20);
    font.writeUInt32BE(to, at + 8);
    font.writeUInt32BE(length, at + 12);
    (packed < length ? inflateSync(data) : data).copy(font, to);
    to += padded(length);
  }
  return font;
}
