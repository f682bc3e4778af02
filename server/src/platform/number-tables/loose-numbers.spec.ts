import { describe, expect, it } from '@jest/globals';
import { looseSeparators } from './loose-numbers.js';

const isLoose = (text: string) => looseSeparators(text, 'KE') !== null;

describe('a text of nothing but numbers', () => {
  it.each([
    ['commas', '0712345678,0722000111,0733000222'],
    ['semicolons and blanks', '0712345678; +254722000111; 0733 000 222;'],
    ['tabs', '0712345678\t0722000111'],
    ['blanks alone', '0712345678 0722000111 0733000222'],
    ['several lines', '0712345678,0722000111,0733000222\n0712345679,0722000112\n'],
    ['a word for them', 'phone: 0712345678, 0722000111, 0733000222'],
    ['brackets', '["0712345678", "0722000111", "0733000222"]'],
    ['commas of other keyboards', '0712345678，0722000111、0733000222；0712345679'],
    ['quotation marks', '"0712345678","0722000111"'],
    ['one that is wrong', `${'0712345678,'.repeat(20)}07123456`],
  ])('has rows within its lines: %s', (_, text) => {
    expect(isLoose(text)).toBe(true);
  });

  it.each([
    ['one number a line', '0712345678\n0722000111'],
    ['grouped digits', '0712 345 678\n0722 000 111'],
    ['a number with its country', '+254 712345678\n+254 722000111'],
    ['names', '0712345678,Ann\n0722000111,Ben'],
    ['a header', 'phone,mobile,other\n0712345678,0722000111,0733000222'],
    ['two columns', '0712345678,0722000111\n0733000111,0733000222'],
    ['words between', '0712345684 ext 0712345685'],
    ['amounts', '0712345678,1500,20'],
    ['dates', '0712345678,20250101,19901231\n0722000111,20250102,19911231'],
    ['nothing', ''],
  ])('is not %s', (_, text) => {
    expect(isLoose(text)).toBe(false);
  });
});
