import { describe, expect, it } from '@jest/globals';
import { messageParts } from './message-parts.js';
import { PduError } from './pdu-error.js';

describe('messageParts', () => {
  it('gives a short text one part without a header', () => {
    expect(messageParts('@1€', 5)).toEqual([
      {
        text: '@1€',
        encoding: 'gsm7',
        payload: Uint8Array.of(0x00, 0x31, 0x1b, 0x65),
        header: new Uint8Array(0),
        concatenation: null,
      },
    ]);
  });

  it('gives UCS-2 as two octets a unit, the high one first', () => {
    expect(messageParts('ж😀', 5)[0]?.payload).toEqual(Uint8Array.of(0x04, 0x36, 0xd8, 0x3d, 0xde, 0x00));
  });

  it('gives each part its header, with the low bits of the reference', () => {
    expect(messageParts('x'.repeat(161), 0x1234).map(({ header }) => [...header])).toEqual([
      [5, 0, 3, 0x34, 2, 1],
      [5, 0, 3, 0x34, 2, 2],
    ]);
    expect(messageParts('x'.repeat(161), 0x51234, 16).map(({ header }) => [...header])).toEqual([
      [6, 8, 4, 0x12, 0x34, 2, 1],
      [6, 8, 4, 0x12, 0x34, 2, 2],
    ]);
  });

  it('never has more than 140 octets in a part, packed, nor cuts a character', () => {
    for (const [text, bits] of [
      ['x€'.repeat(400), 8],
      ['x€'.repeat(400), 16],
      ['a😀'.repeat(300), 8],
      ['a😀'.repeat(300), 16],
    ] as const) {
      for (const { text: part, encoding, payload, header } of messageParts(text, 1, bits)) {
        const octets = encoding === 'gsm7' ? Math.ceil((payload.length * 7) / 8) : payload.length;
        expect(header.length + octets).toBeLessThanOrEqual(140);
        expect(part.isWellFormed()).toBe(true);
      }
    }
  });

  it('refuses a text of more than 255 parts', () => {
    expect(messageParts('ж'.repeat(255 * 67), 1)).toHaveLength(255);
    expect(() => messageParts('ж'.repeat(255 * 67 + 1), 1)).toThrow(PduError);
  });
});
