/**
 * A second opinion from the package node-pdu, where it is right. Left out on purpose: it takes UCS-2 for a text with the
 * euro sign (and anything else beyond U+00C0), cuts a UCS-2 text at 63 units and a 7 bit one at 133, has a backquote where the section
 * sign belongs, and knows no form feed; so it is asked about single texts without those, never about lengths.
 */
import { describe, expect, it } from '@jest/globals';
import { Deliver, parse, Submit, utils } from 'node-pdu';
import { buildConcatenationHeader, fillBitsAfter, parseConcatenationHeader } from './concatenation.js';
import { decodeGsm7, encodeGsm7, pack, unpack } from './gsm7.js';
import { splitText } from './segments.js';

const hex = (...octets: Uint8Array[]): string => Buffer.concat(octets).toString('hex').toUpperCase();

const TEXTS = [
  'hellohello',
  'Your code is 123456. It is valid for 10 minutes!',
  '1234567',
  '12345678',
  'x'.repeat(160),
  '@£$¥èéùìòÇ\nØøÅåÆæßÉ¤¡ÄÖÑÜ¿äöñüà',
  'ΔΦΓΛΩΠΨΣΘΞ',
  'a^b{c}d\\e[f~g]h|i€',
];

/** An SMS-DELIVER (TS 23.040 9.2.2.1) of +254712345678, 7 bit default alphabet, with a header. */
function deliverPdu(header: Uint8Array, text: string): string {
  const septets = encodeGsm7(text);
  const fillBits = fillBitsAfter(header.length);
  const length = (header.length * 8 + fillBits) / 7 + septets.length;
  const fixed = Buffer.from('00440C91521721436587000062112221000000', 'hex');
  return hex(fixed, Uint8Array.of(length), header, pack(septets, fillBits));
}

describe('node-pdu and this codec agree', () => {
  it.each(TEXTS)('on the octets of %j', (text) => {
    const theirs = utils.Helper.encode7Bit(text);
    const ours = encodeGsm7(text);
    expect(hex(pack(ours, 0))).toBe(theirs.result);
    expect(ours).toHaveLength(theirs.length);
  });

  it.each(TEXTS)('on the text in the octets of %j', (text) => {
    const septets = encodeGsm7(text);
    expect(utils.Helper.decode7Bit(hex(pack(septets, 0)), septets.length)).toBe(text);
  });

  it('on a whole submit', () => {
    const pdu = new Submit('+254712345678', 'Hello everyone!').toString();
    const packed = Buffer.from(pdu.slice(-2 * 14), 'hex');
    expect(decodeGsm7(unpack(packed, 15, 0))).toBe('Hello everyone!');
  });

  it.each([8, 16] as const)('on parts joined by a header with a %i bit reference', (referenceBits) => {
    const text = 'A text of many parts, with {brackets} and a price of 12 € in it. '.repeat(8);
    const { parts } = splitText(text, referenceBits);
    expect(parts.length).toBeGreaterThan(2);
    const pdus = parts.map((part, index) => {
      const concatenation = { reference: 77, referenceBits, total: parts.length, sequence: index + 1 };
      return deliverPdu(buildConcatenationHeader(concatenation), part);
    });
    const [first, ...others] = pdus.map((pdu) => parse(pdu)).filter((pdu) => pdu instanceof Deliver);
    for (const other of others.reverse()) first?.data.append(other);
    expect(first?.data.parts).toHaveLength(parts.length);
    expect(first?.data.getText()).toBe(text);
  });

  it('on a header that node-pdu builds', () => {
    const theirs = new utils.Header({ POINTER: 0xbeef, SEGMENTS: 3, CURRENT: 2 });
    const concatenation = { reference: 0xbeef, referenceBits: 16, total: 3, sequence: 2 } as const;
    expect(theirs.toString()).toBe(hex(buildConcatenationHeader(concatenation)));
    expect(parseConcatenationHeader(Buffer.from(theirs.toString(), 'hex'))).toEqual(concatenation);
  });
});
