import { describe, expect, it } from '@jest/globals';
import { PrefixTable } from './prefix-table.js';

function tableOf(...prefixes: string[]): PrefixTable<string> {
  const table = new PrefixTable<string>();
  for (const prefix of prefixes) table.add(prefix, prefix);
  return table;
}

describe('the table of prefixes', () => {
  it('finds the longest one that a number begins with', () => {
    const table = tableOf('254', '25471', '254711', '25');
    expect(table.longestMatch('+254711234567')).toBe('254711');
    expect(table.longestMatch('+254719234567')).toBe('25471');
    expect(table.longestMatch('+254733234567')).toBe('254');
    expect(table.longestMatch('+256733234567')).toBe('25');
  });

  it('finds none where none is a beginning', () => {
    const table = tableOf('254711');
    expect(table.longestMatch('+25471')).toBeUndefined();
    expect(table.longestMatch('+1254711')).toBeUndefined();
    expect(new PrefixTable().longestMatch('+254711234567')).toBeUndefined();
  });

  it('finds a prefix that is a whole number', () => {
    expect(tableOf('254711234567').longestMatch('+254711234567')).toBe('254711234567');
  });

  it('is not led astray by what is no digit', () => {
    const table = tableOf('254', '1', '17', '171');
    for (const word of ['', '+', '+MPESA', '+:1', '+/1', '+25:', '+2\u{1f4f1}'])
      expect(table.longestMatch(word)).toBeUndefined();
  });

  it('gives a prefix to the first that takes it', () => {
    const table = new PrefixTable<string>();
    table.add('254', 'first');
    table.add('254', 'second');
    expect(table.longestMatch('+254711234567')).toBe('first');
  });

  it('agrees with trying all prefixes, for thousands of numbers', () => {
    let seed = 7;
    const digits = (count: number) =>
      Array.from({ length: count }, () => (seed = (seed * 48_271) % 2_147_483_647) % 4).join('');
    const prefixes = Array.from({ length: 200 }, (_, index) => `1${digits(1 + (index % 7))}`);
    const table = tableOf(...prefixes);
    for (let count = 0; count < 5000; count++) {
      const number = `+1${digits(9)}`;
      const expected = prefixes.filter((prefix) => number.startsWith(`+${prefix}`)).sort((a, b) => b.length - a.length);
      expect(table.longestMatch(number)).toBe(expected[0]);
    }
  });
});
