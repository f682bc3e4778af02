import { describe, expect, it } from '@jest/globals';
import { csvCell, csvLine } from './csv-text.js';

describe('a cell of CSV', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+cmd', "'+cmd"],
    ['-5', "'-5"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', '"\'\t=1"'],
    ['\r=1', '"\'\r=1"'],
    ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
  ])('%j is no formula any more', (value, expected) => {
    expect(csvCell(value)).toBe(expected);
  });

  it.each(['+254712345678', 'Ann', "O'Neil", '', '5', 'a=b'])('%j stays as it is', (value) => {
    expect(csvCell(value)).toBe(value);
  });

  it('is quoted where it must be', () => {
    expect(csvLine(['a,b', 'say "x"', 'two\nlines'])).toBe('"a,b","say ""x""","two\nlines"\r\n');
  });
});
