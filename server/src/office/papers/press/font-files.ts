import { inflateSync } from 'node:zlib';

const WOFF = 0x774f4646;
/** Octets of a header and of an entry for a table, in both formats. */
const WOFF_HEADER = 44;
const WOFF_ENTRY = 20;
const HEADER = 12;
const ENTRY = 16;

interface FontTable {
  /** Four octets, and its checksum behind them. */
  tag: Buffer;
  checksum: Buffer;
  data: Buffer;
}

const padded = (length: number): number => (length + 3) & ~3;

/** A font as it is used (OpenType, "Organization of an OpenType font"). @param flavor its first four octets */
function fontOf(flavor: Buffer, tables: readonly FontTable[]): Buffer {
  const begin = HEADER + ENTRY * tables.length;
  const font = Buffer.alloc(tables.reduce((size, { data }) => size + padded(data.length), begin));
  const power = Math.floor(Math.log2(tables.length));
  flavor.copy(font);
  font.writeUInt16BE(tables.length, 4);
  font.writeUInt16BE(ENTRY * 2 ** power, 6);
  font.writeUInt16BE(power, 8);
  font.writeUInt16BE(ENTRY * (tables.length - 2 ** power), 10);
  let to = begin;
  for (const [nth, { tag, checksum, data }] of tables.entries()) {
    const at = HEADER + ENTRY * nth;
    tag.copy(font, at);
    checksum.copy(font, at + 4);
    font.writeUInt32BE(to, at + 8);
    font.writeUInt32BE(data.length, at + 12);
    data.copy(font, to);
    to += padded(data.length);
  }
  return font;
}

/**
 * A font from one that is packed for the web (WOFF 1.0, clauses 3 to 5): whoever reads tables of a packed one unpacks them
 * each time. @throws Error on what is no such font
 */
export function unpackWoff(woff: Buffer): Buffer {
  if (woff.length < WOFF_HEADER || woff.readUInt32BE(0) !== WOFF) throw new Error('expected a font in WOFF 1.0');
  const tables = Array.from({ length: woff.readUInt16BE(12) }, (_, nth): FontTable => {
    const at = WOFF_HEADER + WOFF_ENTRY * nth;
    const [offset, packed, length] = [woff.readUInt32BE(at + 4), woff.readUInt32BE(at + 8), woff.readUInt32BE(at + 12)];
    const data = woff.subarray(offset, offset + packed);
    return {
      tag: woff.subarray(at, at + 4),
      checksum: woff.subarray(at + 16, at + 20),
      data: packed < length ? inflateSync(data) : data,
    };
  });
  return fontOf(woff.subarray(4, 8), tables);
}

/** A font without some of its tables. */
export function withoutTables(font: Buffer, tags: readonly string[]): Buffer {
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, nth): FontTable => {
    const at = HEADER + ENTRY * nth;
    const offset = font.readUInt32BE(at + 8);
    const data = font.subarray(offset, offset + font.readUInt32BE(at + 12));
    return { tag: font.subarray(at, at + 4), checksum: font.subarray(at + 4, at + 8), data };
  });
  const kept = tables.filter(({ tag }) => !tags.includes(tag.toString('latin1')));
  return fontOf(font.subarray(0, 4), kept);
}
