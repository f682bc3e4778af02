import { describe, expect, it } from '@jest/globals';
import { deflateSync } from 'node:zlib';
import { unpackWoff, withoutTables } from './font-files.js';

const TABLES: [tag: string, data: Buffer][] = [
  ['cmap', Buffer.from('short')],
  ['glyf', Buffer.alloc(400, 7)],
  ['head', Buffer.from('x'.repeat(54))],
];

/** Packed where that makes it shorter, as clause 5 says. */
function woff(): Buffer {
  const head = Buffer.alloc(44 + 20 * TABLES.length);
  head.write('wOFF\0\x01\0\0', 0, 'latin1');
  head.writeUInt16BE(TABLES.length, 12);
  const parts: Buffer[] = [head];
  let offset = head.length;
  TABLES.forEach(([tag, data], nth) => {
    const squeezed = deflateSync(data);
    const packed = squeezed.length < data.length ? squeezed : data;
    const at = 44 + 20 * nth;
    head.write(tag, at, 'latin1');
    head.writeUInt32BE(offset, at + 4);
    head.writeUInt32BE(packed.length, at + 8);
    head.writeUInt32BE(data.length, at + 12);
    head.writeUInt32BE(nth + 1, at + 16);
    parts.push(packed);
    offset += packed.length;
  });
  return Buffer.concat(parts);
}

/** Tag, checksum and octets of each table, by the font's own directory. */
const read = (font: Buffer) =>
  Array.from({ length: font.readUInt16BE(4) }, (_, nth) => {
    const at = 12 + 16 * nth;
    const begin = font.readUInt32BE(at + 8);
    const data = font.subarray(begin, begin + font.readUInt32BE(at + 12));
    return [font.toString('latin1', at, at + 4), font.readUInt32BE(at + 4), data.toString('latin1')];
  });

describe('a font', () => {
  it('is unpacked whole', () => {
    const font = unpackWoff(woff());
    expect(font.readUInt32BE(0)).toBe(0x0001_0000);
    expect(read(font)).toEqual(TABLES.map(([tag, data], nth) => [tag, nth + 1, data.toString('latin1')]));
    expect(() => unpackWoff(Buffer.from('no font'))).toThrow('WOFF');
  });

  it('loses tables that are not wanted, and no other', () => {
    const font = withoutTables(unpackWoff(woff()), ['glyf', 'GSUB']);
    expect(read(font).map(([tag]) => tag)).toEqual(['cmap', 'head']);
    expect(read(font)[1]?.[2]).toBe('x'.repeat(54));
  });
});
