import { describe, expect, it } from 'vitest';
import { headerWords, lettersOf } from './list-state';

describe('what a list says of its file', () => {
  it.each([
    [null, '–'],
    [{ has_header: null, header_line: null }, '–'],
    [{ has_header: false, header_line: null }, 'none, every row is a number’s'],
    [{ has_header: true, header_line: 4 }, 'in line 4'],
    // As lists have it that were imported before lines were told.
    [{ has_header: true, header_line: null }, 'in the first row'],
  ])('names of columns: %o', (list, words) => expect(headerWords(list)).toBe(words));

  it.each([
    ['windows-1251', 'Cyrillic (Windows-1251)'],
    ['utf-8', 'Unicode (UTF-8)'],
    ['x-other', 'x-other'],
    [null, ''],
  ])('letters: %o', (encoding, words) => expect(lettersOf({ encoding })).toBe(words));
});
