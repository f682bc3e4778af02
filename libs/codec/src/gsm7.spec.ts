import { describe, expect, it } from '@jest/globals';
import { decodeGsm7, encodeGsm7, pack, septetsOf, unpack } from './gsm7.js';

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex').toUpperCase();
const septets = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('the GSM 7 bit default alphabet', () => {
  it.each([
    ['@', 0x00],
    ['£', 0x01],
    ['Ç', 0x09],
    ['\n', 0x0a],
    ['\r', 0x0d],
    ['Δ', 0x10],
    ['_', 0x11],
    ['Ξ', 0x1a],
    ['É', 0x1f],
    [' ', 0x20],
    ['¤', 0x24],
    ['A', 0x41],
    ['§', 0x5f],
    ['¿', 0x60],
    ['z', 0x7a],
    ['à', 0x7f],
  ])('has %j at its place', (character, septet) => {
    expect([...encodeGsm7(character)]).toEqual([septet]);
  });

  it.each([
    ['\f', 0x0a],
    ['^', 0x14],
    ['{', 0x28],
    ['}', 0x29],
    ['\\', 0x2f],
    ['[', 0x3c],
    ['~', 0x3d],
    [']', 0x3e],
    ['|', 0x40],
    ['€', 0x65],
  ])('escapes %j to the extension table', (character, septet) => {
    expect([...encodeGsm7(character)]).toEqual([0x1b, septet]);
    expect(septetsOf(character)).toBe(2);
  });

  it('gives each of its 127 characters and 10 extensions back', () => {
    const septetsOnce = Array.from({ length: 128 }, (_, septet) => septet).filter((septet) => septet !== 0x1b);
    const alphabet = decodeGsm7(Uint8Array.from(septetsOnce));
    expect(new Set(alphabet).size).toBe(127);
    expect([...encodeGsm7(alphabet)]).toEqual(septetsOnce);
    expect(decodeGsm7(encodeGsm7('\f^{}\\[~]|€'))).toBe('\f^{}\\[~]|€');
  });

  it.each(['ç', '`', 'á', 'ё', '\t', '\u001b', '₭', '\u20ad', '’', '😀', '\ud800', '\uffff'])(
    'lacks %j',
    (character) => {
      expect(septetsOf(`a${character}`)).toBeNull();
      expect(() => encodeGsm7(character)).toThrow(RangeError);
    },
  );

  it('reads an unknown extension in the default alphabet', () => {
    expect(decodeGsm7(septets(0x1b, 0x41, 0x1b, 0x0d))).toBe('A\r');
  });

  it('shows an escape of an escape, and an escape at the end, as a space', () => {
    expect(decodeGsm7(septets(0x1b, 0x1b, 0x41, 0x1b))).toBe(' A ');
  });

  it('knows an empty text', () => {
    expect(septetsOf('')).toBe(0);
    expect(encodeGsm7('')).toHaveLength(0);
    expect(decodeGsm7(septets())).toBe('');
  });
});

describe('the packing of septets', () => {
  it.each([
    ['hellohello', 'E8329BFD4697D9EC37'],
    ['a', '61'],
    ['ab', '6131'],
    ['1234567', '31D98C56B3DD00'],
    ['12345678', '31D98C56B3DD70'],
    ['€', '9B32'],
  ])('packs %j', (text, packed) => {
    expect(hex(pack(encodeGsm7(text), 0))).toBe(packed);
    const back = unpack(Buffer.from(packed, 'hex'), encodeGsm7(text).length, 0);
    expect(decodeGsm7(back)).toBe(text);
  });

  it('leaves the fill bits before the first septet zero', () => {
    expect(hex(pack(encodeGsm7('a'), 1))).toBe('C2');
    expect(hex(pack(encodeGsm7('a'), 2))).toBe('8401');
    expect(hex(pack(encodeGsm7('hello'), 1))).toBe('D06536FB0D');
    expect(hex(pack(encodeGsm7('hello'), 6))).toBe('00BACC66BF01');
  });

  it('gives septets back for every length and every number of fill bits', () => {
    for (let fillBits = 0; fillBits < 7; fillBits++) {
      for (let count = 0; count <= 20; count++) {
        const values = Uint8Array.from({ length: count }, (_, index) => (index * 37 + 127) & 0x7f);
        const octets = pack(values, fillBits);
        expect(octets).toHaveLength(Math.ceil((fillBits + 7 * count) / 8));
        expect([...unpack(octets, count, fillBits)]).toEqual([...values]);
      }
    }
  });

  it('tells seven septets from eight by the count alone', () => {
    expect(decodeGsm7(unpack(pack(encodeGsm7('1234567'), 0), 7, 0))).toBe('1234567');
    expect(decodeGsm7(unpack(pack(encodeGsm7('1234567'), 0), 8, 0))).toBe('1234567@');
  });

  it('fills 140 octets with 160 septets', () => {
    expect(pack(encodeGsm7('x'.repeat(160)), 0)).toHaveLength(140);
  });

  it('refuses to read more septets than the octets hold', () => {
    expect(() => unpack(new Uint8Array(7), 9, 0)).toThrow(RangeError);
    expect(() => unpack(new Uint8Array(7), 8, 1)).toThrow(RangeError);
  });
});
