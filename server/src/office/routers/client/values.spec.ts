import { describe, expect, it } from '@jest/globals';
import { replyOf } from './reply.js';
import { flagOf, octetsOf, plainLine, secondsOf, textOf, toOctets } from './values.js';
import { Malformed } from './words.js';

const row = (values: Record<string, string>) => new Map(Object.entries(values));

describe('a reply', () => {
  it('has its values by name, also those with signs of equality, and empty ones', () => {
    const reply = replyOf(['!re', '=.id=*1', '=comment=a=b=', '=name=', '.tag=7', '=__proto__=x']);
    expect([...reply.attributes]).toEqual([
      ['.id', '*1'],
      ['comment', 'a=b='],
      ['name', ''],
      ['__proto__', 'x'],
    ]);
  });

  it('may be bare words', () => {
    expect(replyOf(['!fatal', 'not logged in'])).toEqual({
      type: '!fatal',
      attributes: new Map(),
      bare: 'not logged in',
    });
    expect(replyOf(['!empty'])).toMatchObject({ type: '!empty' });
  });

  it.each([[[]], [['!re2']], [['HTTP/1.1 400 Bad Request']], [['/login']]])('%j is none', (words) => {
    expect(() => replyOf(words)).toThrow(Malformed);
  });
});

describe('what a router says', () => {
  it('is numbers as long as they are exact, and text above', () => {
    expect(toOctets(octetsOf(row({ 'rx-byte': '17315240' }), 'rx-byte'))).toBe(17_315_240);
    expect(toOctets(2n ** 53n - 1n)).toBe(9_007_199_254_740_991);
    expect(toOctets(2n ** 53n)).toBe('9007199254740992');
    expect(toOctets(2n ** 64n - 1n)).toBe('18446744073709551615');
    expect(octetsOf(row({ 'rx-byte': '-1' }), 'rx-byte')).toBe(0n);
    expect(octetsOf(row({}), 'rx-byte')).toBe(0n);
  });

  it('is true and false in the words of both versions', () => {
    const said = row({ a: 'true', b: 'false', c: 'yes', d: 'no', e: '' });
    expect(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => flagOf(said, name))).toEqual([
      true,
      false,
      true,
      false,
      false,
      false,
    ]);
  });

  it.each([
    ['1w2d3h4m5s', 788_645],
    ['45s', 45],
    ['2d03:04:05', 183_845],
    ['00:12:34', 754],
    ['', null],
    ['soon', null],
    ['5s5', null],
  ])('an uptime of %j is %p seconds', (text, seconds) => {
    expect(secondsOf(text)).toBe(seconds);
  });

  it('is one line without what turns it around', () => {
    expect(plainLine(' a\r\nb\u202Ec\0 ', 9)).toBe('a b c');
    expect(textOf(row({ name: '\u200B' }), 'name')).toBeNull();
    expect(textOf(row({ name: 'x'.repeat(999) }), 'name')).toHaveLength(255);
  });
});
