import { describe, expect, it } from '@jest/globals';
import { LONGEST_TEXT, Pattern, problemOf } from './pattern.js';

const found = (source: string, text: string, flags = '') => Pattern.of(source, flags).find(text);

describe('an expression that a person entered', () => {
  it.each(['(a+)+$', '(a|a)*$', '([a-z]+)*!', '(?:(?:a*)*)*(x)?$', '(.*a){10}$'])(
    'is matched in no time where backtracking would take for ever: %s',
    (source) => {
      const pattern = Pattern.of(source);
      const text = `${'a'.repeat(20_000)}b`;
      const began = performance.now();
      pattern.find(text);
      // Backtracking takes years for 20,000, and minutes for 40.
      expect(performance.now() - began).toBeLessThan(2_000);
    },
  );

  it('finds its group in the first match, from the left, as greedy as it says', () => {
    expect(found('id=(\\w+)', 'x id=a1, id=b2')).toBe('a1');
    expect(found('<(.+?)>', '<a><b>')).toBe('a');
    expect(found('<(.+)>', '<a><b>')).toBe('a><b');
    expect(found('id=(\\w+)', 'none')).toBeNull();
    expect(found('a(b)?', 'a')).toBeNull();
  });

  it('searches the beginning of a text only', () => {
    expect(found('(x)$', `${'a'.repeat(LONGEST_TEXT - 1)}xyz`)).toBe('x');
    expect(found('(y)', `${'a'.repeat(LONGEST_TEXT)}y`)).toBeNull();
  });

  it('takes upper and lower case for the same where it is told to', () => {
    expect(found('ÉTAT (ok)', 'état OK')).toBeNull();
    expect(found('ÉTAT (ok)', 'état OK', 'i')).toBe('OK');
  });
});

describe('an expression means what it means in ECMAScript', () => {
  const TEXTS = [
    'Balance: KES\u00a01,234.50\r\nok',
    'a\u2028b\ufeffc\u3000d\u202fe',
    'x😀y é É ſ',
    '\b\v\f\0\x07',
    'a-z]b[c{2}d}e/f^g$h.i\\j',
    '2024-02-30T12:00',
    '_-_ \t\n',
    '',
  ];
  const SOURCES = [
    '(\\s)',
    '(\\S+)',
    'KES\\s(\\S+)',
    '([^\\S\\r])',
    '([\\s\\S]+)',
    '([\\s-e]+)',
    '([a-\\d]+)',
    '([\\w-.]+)',
    '(.+)$',
    '^(.*)',
    '(a.b)',
    '([^])',
    '([]|k)',
    '([\\b])',
    '(\\0)',
    '(\\cG)',
    '(\\x0b)',
    '(\\u00e9)',
    '([\\u00c0-\\u00ff])',
    '(\\/f\\^g\\$)',
    '(c\\{2)',
    '(c{2)',
    '(c{,2})',
    '(c{2}d)',
    '(\\d{4})-(?:\\d\\d)',
    '(?<year>\\d{4})',
    '(\\bok\\b)',
    '(\\Bk)',
    '([[:alpha:]]+)',
    '([\\]\\[]b)',
    '([-z]+)',
    '([z-]+)',
    '([$-.]+)',
    '(d})',
    '(]b)',
    '([\\D]+)',
    '([^\\w\\s]+)',
    '(?:a|(b))',
    '(K|ok)',
    '(\\-_)',
  ];
  // The only difference that is meant: a character beyond U+FFFF is one, and not two halves.
  it.each(SOURCES)('%s', (source) => {
    for (const text of TEXTS) {
      for (const flags of ['', 'i']) {
        const theirs = new RegExp(source, flags).exec(text)?.[1] ?? null;
        expect([text, flags, found(source, text, flags)]).toEqual([text, flags, theirs]);
      }
    }
  });

  it('but that a character beyond U+FFFF is one', () => {
    expect(found('x(.)y', 'x😀y')).toBe('😀');
    expect(found('([\\ud83d\\ude00])', 'x😀y')).toBe('😀');
    expect(found('(\\u{1f600})', 'x😀y')).toBe('😀');
  });
});

describe('what no such engine can do is refused in words', () => {
  it.each([
    ['(a)(?=b)', 'lookahead'],
    ['(a)(?!b)', 'lookahead'],
    ['(?<=a)(b)', 'lookbehind'],
    ['(?<!a)(b)', 'lookbehind'],
    ['(a)\\1', 'no back reference such as \\1'],
    ['(?<n>a)\\k<n>', 'no back reference such as \\k'],
    ['(\\k)', 'no back reference such as \\k'],
    ['(a{1001})', 'at most 1000'],
    ['(a{1,1001})', 'at most 1000'],
    ['((?:a{100}){100})', 'at most 1000'],
    ['(a{5,2})', 'upwards'],
    ['(a{1000})', 'smaller counts'],
    ['(?i)(a)', 'no groups but'],
    ['(?i:a)(b)', 'no groups but'],
    ['(\\p{L})', 'no escape \\p'],
    ['([\\B])', 'no escape \\B'],
    ['(\\07)', 'no escape \\0'],
    ['(\\u{110000})', 'Unicode'],
  ])('%s', (source, words) => expect(problemOf(source)).toContain(words));

  it.each([
    ['(a', 'a ) for each ('],
    ['(a))', 'a ( for each )'],
    ['([a)', 'a ] for each ['],
    ['(*)', 'something before'],
    ['(a**)', 'one *, +'],
    ['(a++)', 'one *, +'],
    ['([b-a])', 'ranges that go upwards'],
    ['(a)\\', 'after the last backslash'],
    ['abc', 'one group'],
    ['(a)(b)', 'one group'],
  ])('and so is what no engine reads: %s', (source, words) => expect(problemOf(source)).toContain(words));

  it('and what is endless', () => expect(problemOf(`(${'a'.repeat(1000)})`)).toContain('at most 1000 characters'));

  it('and all else is taken', () => expect(problemOf('^code:\\s*(\\d{1,9})\\b')).toBeNull());
});
