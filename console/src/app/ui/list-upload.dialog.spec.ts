import { describe, expect, it } from 'vitest';
import { nameOfFile } from './list-upload.dialog';

describe('the name of a list', () => {
  it.each([
    ['customers.csv', 'customers'],
    ['spring 2026.CSV.gz', 'spring 2026'],
    ['book.of.numbers.xlsx', 'book.of.numbers'],
    ['numbers', 'numbers'],
    ['x'.repeat(200) + '.txt', 'x'.repeat(128)],
  ])('by its file %o is %o', (file, name) => expect(nameOfFile(file)).toBe(name));
});
