import { describe, expect, it } from '@jest/globals';
import { buildConcatenationHeader, fillBitsAfter, parseConcatenationHeader } from './concatenation.js';

const octets = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('the header of a concatenated message', () => {
  it('has six octets with an 8 bit reference', () => {
    const header = buildConcatenationHeader({ reference: 0xa5, referenceBits: 8, total: 3, sequence: 2 });
    expect([...header]).toEqual([0x05, 0x00, 0x03, 0xa5, 0x03, 0x02]);
  });

  it('has seven octets with a 16 bit reference, its high octet first', () => {
    const header = buildConcatenationHeader({ reference: 0x1234, referenceBits: 16, total: 255, sequence: 255 });
    expect([...header]).toEqual([0x06, 0x08, 0x04, 0x12, 0x34, 0xff, 0xff]);
  });

  it.each([
    { reference: 0, referenceBits: 8, total: 1, sequence: 1 },
    { reference: 255, referenceBits: 8, total: 255, sequence: 7 },
    { reference: 0, referenceBits: 16, total: 2, sequence: 1 },
    { reference: 65535, referenceBits: 16, total: 10, sequence: 10 },
  ] as const)('is read back: %j', (concatenation) => {
    expect(parseConcatenationHeader(buildConcatenationHeader(concatenation))).toEqual(concatenation);
  });

  it.each([
    ['a reference of 256 in 8 bits', { reference: 256, referenceBits: 8, total: 1, sequence: 1 }],
    ['a reference of 65536 in 16 bits', { reference: 65536, referenceBits: 16, total: 1, sequence: 1 }],
    ['a negative reference', { reference: -1, referenceBits: 8, total: 1, sequence: 1 }],
    ['a broken reference', { reference: 1.5, referenceBits: 16, total: 1, sequence: 1 }],
    ['no parts', { reference: 0, referenceBits: 8, total: 0, sequence: 0 }],
    ['256 parts', { reference: 0, referenceBits: 8, total: 256, sequence: 1 }],
    ['part 0', { reference: 0, referenceBits: 8, total: 2, sequence: 0 }],
    ['part 3 of 2', { reference: 0, referenceBits: 8, total: 2, sequence: 3 }],
  ] as const)('is not built with %s', (_, concatenation) => {
    expect(() => buildConcatenationHeader(concatenation)).toThrow(RangeError);
  });
});

describe('a received header', () => {
  const found = { reference: 7, referenceBits: 8, total: 2, sequence: 1 };

  it('is read among other elements and before the text', () => {
    const ports = [0x05, 0x04, 0x0b, 0x84, 0x23, 0xf0];
    expect(parseConcatenationHeader(octets(11, ...ports, 0, 3, 7, 2, 1, 0x41, 0x42))).toEqual(found);
    expect(parseConcatenationHeader(octets(11, 0, 3, 7, 2, 1, ...ports))).toEqual(found);
  });

  it('counts its last concatenation when there are several', () => {
    expect(parseConcatenationHeader(octets(11, 8, 4, 1, 2, 9, 9, 0, 3, 7, 2, 1))).toEqual(found);
    expect(parseConcatenationHeader(octets(10, 0, 3, 99, 5, 5, 0, 3, 7, 2, 1))).toEqual(found);
  });

  it.each([
    ['no elements', octets(0)],
    ['nothing at all', octets()],
    ['only other elements', octets(4, 0x24, 2, 1, 2)],
    ['part 0', octets(5, 0, 3, 7, 2, 0)],
    ['part 3 of 2', octets(5, 0, 3, 7, 2, 3)],
    ['a total of 0', octets(5, 0, 3, 7, 0, 0)],
    ['an element shorter than its kind', octets(4, 0, 2, 7, 2)],
    ['an element longer than its kind', octets(6, 0, 4, 7, 2, 1, 1)],
    ['a length beyond the user data', octets(9, 0, 3, 7, 2, 1)],
    ['an element beyond the header', octets(5, 0, 4, 7, 2, 1)],
    ['half an element after a good one', octets(6, 0, 3, 7, 2, 1, 0)],
  ])('with %s tells of no concatenation', (_, userData) => {
    expect(parseConcatenationHeader(userData)).toBeNull();
  });
});

describe('fillBitsAfter', () => {
  it.each([
    [0, 0],
    [6, 1],
    [7, 0],
    [8, 6],
    [12, 2],
  ])('after %i octets asks for %i', (headerOctets, fillBits) => {
    expect(fillBitsAfter(headerOctets)).toBe(fillBits);
    expect((headerOctets * 8 + fillBits) % 7).toBe(0);
  });
});
