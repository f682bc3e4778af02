import { describe, expect, it } from '@jest/globals';
import { segmentsOf } from './segments.js';
import { replacementsIn, smartText } from './smart-encoding.js';

/** Long enough for two parts of UCS-2, short enough for one of GSM 7 bit. */
const LONG = 'Dear customer, your parcel waits for you at our shop until Saturday at noon';

describe('smart encoding', () => {
  it('halves the parts of a text that one curly quote doubled', () => {
    const text = `${LONG}. Don\u2019t miss it`;
    expect([segmentsOf(text).segments, segmentsOf(smartText(text)).segments]).toEqual([2, 1]);
    expect(smartText(text)).toBe(`${LONG}. Don't miss it`);
  });

  it.each([
    ['quotes', '\u201cHello\u201d, \u2018you\u2019 \u201eda\u201a \u00abla\u00bb', '"Hello", \'you\' "da\' "la"'],
    ['dashes', '9\u201312 \u2014 a\u2010b\u2212c', '9-12 - a-b-c'],
    ['an ellipsis', 'wait\u2026', 'wait...'],
    ['blanks', 'a\u00a0b\u202fc\u2009d\te\u3000f', 'a b c d e f'],
    ['invisible marks', '\ufeffa\u200bb\u00adc\u200e', 'abc'],
    ['ends of lines', 'a\u2028b\u2029c', 'a\nb\nc'],
  ])('writes %s as GSM has them', (_, typographic, plain) => {
    expect(smartText(`${LONG} ${typographic}`)).toBe(`${LONG} ${plain}`);
  });

  it.each([
    ['what is GSM already', `${LONG} {100} \u20ac`],
    ['what fits into one part either way', 'Don\u2019t'],
    ['what needs UCS-2 anyway', `${LONG} \u2013 \u041f\u0440\u0438\u0432\u0435\u0442`],
    ['what would have as many parts', '\u2026'.repeat(100)],
    ['the joiners of an emoji', `${'a'.repeat(66)}\u{1f468}\u200d\u{1f469}`],
    ['nothing but invisible marks', '\u200b'.repeat(100)],
    ['nothing', ''],
  ])('leaves %s as it is', (_, text) => {
    expect([smartText(text), replacementsIn(text)]).toEqual([text, []]);
  });

  it('tells what it changes, each character once', () => {
    expect(replacementsIn(`${LONG} \u201cno\u201d \u2013 \u201cyes\u201d\u2026\u200b`)).toEqual([
      { character: '\u201c', plain: '"', count: 2 },
      { character: '\u201d', plain: '"', count: 2 },
      { character: '\u2013', plain: '-', count: 1 },
      { character: '\u2026', plain: '...', count: 1 },
      { character: '\u200b', plain: '', count: 1 },
    ]);
  });

  it('makes nothing but GSM of what it replaces', () => {
    const all = `${LONG} `.repeat(2);
    for (let unit = 0; unit < 0x10000; unit++) {
      const text = all + String.fromCharCode(unit);
      const smart = smartText(text);
      if (smart !== text) expect(segmentsOf(smart).encoding).toBe('gsm7');
    }
  });
});
