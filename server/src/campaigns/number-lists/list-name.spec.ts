import { describe, expect, it } from '@jest/globals';
import { nameFromFile, numbered } from './list-name.js';

describe('the name of a list', () => {
  it.each([
    ['Customers March.csv', 'Customers March'],
    ['C:\\Users\\x\\list.xlsx', 'list'],
    ['../../etc/passwd', 'passwd'],
    ['numbers.csv.gz', 'numbers'],
    ['v1.2 final.txt', 'v1.2 final'],
    ['.csv', 'Number list'],
    [' \u202e evil\n.csv', 'evil'],
    ['', 'Number list'],
  ])('of the file %j is %j', (file, name) => {
    expect(nameFromFile(file)).toBe(name);
  });

  it('is never too long, with a number behind it neither', () => {
    const name = nameFromFile(`${'x'.repeat(500)}.csv`);
    expect(name).toHaveLength(128);
    expect(numbered(name, '12')).toBe(`${'x'.repeat(125)} 12`);
  });
});
