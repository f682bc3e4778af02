import { describe, expect, it } from '@jest/globals';
import { MAX_WORD, MAX_WORDS, Malformed, SentenceReader, encodeLength, encodeSentence } from './words.js';

function read(...chunks: Buffer[]): string[][] {
  const reader = new SentenceReader();
  const sentences: string[][] = [];
  for (const chunk of chunks) {
    reader.push(chunk);
    for (let words = reader.next(); words !== null; words = reader.next()) sentences.push(words);
  }
  return sentences;
}

describe('the length of a word', () => {
  it.each([
    [0, '00'],
    [1, '01'],
    [0x7f, '7f'],
    [0x80, '8080'],
    [0x3fff, 'bfff'],
    [0x4000, 'c04000'],
    [0x1f_ffff, 'dfffff'],
    [0x20_0000, 'e0200000'],
    [0xfff_ffff, 'efffffff'],
    [0x1000_0000, 'f010000000'],
    [0xffff_ffff, 'f0ffffffff'],
  ])('%i is written %s', (length, hex) => {
    expect(encodeLength(length).toString('hex')).toBe(hex);
  });
});

describe('a sentence', () => {
  it('is its words with their lengths, and an empty one', () => {
    const bytes = encodeSentence(['/login', '=name=admin', '=password=']);
    expect(bytes.toString('hex')).toBe('062f6c6f67696e0b3d6e616d653d61646d696e0a3d70617373776f72643d00');
    expect(read(bytes)).toEqual([['/login', '=name=admin', '=password=']]);
    expect(encodeSentence(['ä']).toString('hex')).toBe('02c3a400');
  });

  it('is read however the stream is cut', () => {
    const long = 'x'.repeat(300);
    const bytes = Buffer.concat([encodeSentence(['!re', `=comment=${long}`]), encodeSentence(['!done', '=ret=ü€'])]);
    const expected = [
      ['!re', `=comment=${long}`],
      ['!done', '=ret=ü€'],
    ];
    expect(read(bytes)).toEqual(expected);
    expect(read(...Array.from(bytes, (byte) => Buffer.from([byte])))).toEqual(expected);
    for (let at = 0; at <= bytes.length; at++) {
      expect(read(bytes.subarray(0, at), bytes.subarray(at))).toEqual(expected);
    }
  });

  it.each([0x80, 0x3fff, 0x4000, MAX_WORD])('has words of %i octets', (length) => {
    const word = 'y'.repeat(length);
    expect(read(encodeSentence([word]))).toEqual([[word]]);
  });

  it('may be empty, and waits for its end', () => {
    expect(read(Buffer.from([0, 0]))).toEqual([[], []]);
    expect(read(Buffer.from('0321', 'hex'), Buffer.from('7265', 'hex'))).toEqual([]);
  });
});

describe('what is no sentence', () => {
  it.each([
    ['a control octet', 'f8'],
    ['a control octet behind a word', '03216465ff'],
    ['a word of 4 GB', 'f0ffffffff'],
    ['a word that is a little too long', encodeLength(MAX_WORD + 1).toString('hex')],
  ])('%s is refused before more is waited for', (_, hex) => {
    expect(() => read(Buffer.from(hex, 'hex'))).toThrow(Malformed);
  });

  it('one with no end is refused', () => {
    const word = encodeSentence(['a']).subarray(0, 2);
    expect(() => read(Buffer.concat(Array.from({ length: MAX_WORDS + 1 }, () => word)))).toThrow(Malformed);
  });

  it('a length that promises more than comes is waited for, and holds no more than came', () => {
    expect(read(Buffer.from('c0ffff', 'hex'), Buffer.alloc(100))).toEqual([]);
  });
});
