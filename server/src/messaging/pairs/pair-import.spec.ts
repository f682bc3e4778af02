import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { pairWith } from '../../../test/documents.js';
import { PairBook } from './pair-book.js';
import { readPairs } from './pair-csv.js';
import { planImport } from './pair-import.js';
import type { Pair } from './pair.js';

const plan = (csv: string, ...pairs: Pair[]) => planImport(readPairs(csv), new PairBook(pairs));
const HEADER = 'country,operator,mcc,mnc,prefixes,is_high_priority,active';

describe('a table of pairs', () => {
  it('makes a pair of each row, with defaults for what is empty', () => {
    const { rows, changes } = plan(`${HEADER}\nke,Safaricom,639,02,25471 +25472;25470,yes,no\nUG,MTN,,,,,\n`);
    expect(rows).toMatchObject([
      { line: 2, country: 'ke', operator: 'Safaricom', result: 'created', errors: [] },
      { line: 3, country: 'UG', operator: 'MTN', result: 'created' },
    ]);
    expect(changes.map(({ pair }) => pair)).toMatchObject([
      {
        country: 'KE',
        mcc: '639',
        mnc: '02',
        prefixes: ['25470', '25471', '25472'],
        isHighPriority: true,
        active: false,
      },
      { country: 'UG', mcc: null, mnc: null, prefixes: [], isHighPriority: false, active: true },
    ]);
    expect(rows.map(({ id }) => id)).toEqual(changes.map(({ pair }) => pair.id));
  });

  it.each([
    ['semicolons', 'country;operator;prefixes\r\nKE;Safaricom;25471 25472\r\n'],
    ['tabs', 'country\toperator\tprefixes\nKE\tSafaricom\t25471;25472\n'],
    [
      'a byte order mark, comments and quotes',
      '\ufeff# pairs\n\ncountry,operator,prefixes\n"KE","Safaricom","25471;25472"',
    ],
    ['columns in any order and case', 'Prefixes,OPERATOR, country\n25471 25472,Safaricom,KE'],
  ])('is read with %s', (_, csv) => {
    expect(plan(csv).changes.map(({ pair }) => pair)).toMatchObject([
      { country: 'KE', operator: 'Safaricom', prefixes: ['25471', '25472'] },
    ]);
  });

  it('changes of a pair that is there what its columns say, and nothing else', () => {
    const pair = pairWith({ operator: 'Safaricom', countryLabel: 'Kenya', active: false });
    const { rows, changes } = plan('country,operator,prefixes\nKE,safaricom,25479', pair);
    expect(rows).toMatchObject([{ result: 'updated', id: pair.id }]);
    expect(changes[0]?.pair).toEqual({ ...pair, operator: 'safaricom', prefixes: ['25479'] });
  });

  it('says of a pair that is as it says already that nothing changes', () => {
    const pair = pairWith({ operator: 'Safaricom', prefixes: ['25471'] });
    const { rows, changes } = plan('country,operator,prefixes\nKE,Safaricom,+25471', pair);
    expect(rows).toMatchObject([{ result: 'unchanged', id: pair.id }]);
    expect(changes).toEqual([]);
  });

  it.each([
    ['a country that is none', 'ZZ,Safaricom,,,,,', 'country'],
    ['no country', ',Safaricom,,,,,', 'country'],
    ['no operator', 'KE,,,,,,', 'operator'],
    ['codes that are none', 'KE,Safaricom,63,2x,,,', 'mcc'],
    ['a prefix of another country', 'KE,Safaricom,,,25671,,', 'prefixes.0'],
    ['a prefix that is none', 'KE,Safaricom,,,25471 abc,,', 'prefixes.1'],
    ['a flag that is none', 'KE,Safaricom,,,,perhaps,', 'is_high_priority'],
    ['too many fields', 'KE,Safaricom,,,,,,more', 'row'],
  ])('refuses a row with %s and goes on', (_, row, field) => {
    const { rows, changes } = plan(`${HEADER}\n${row}\nUG,MTN,,,,,`);
    expect(rows).toMatchObject([
      { line: 2, result: 'error', id: null, errors: expect.arrayContaining([expect.objectContaining({ field })]) },
      { line: 3, result: 'created' },
    ]);
    expect(changes).toHaveLength(1);
  });

  it('refuses a pair that is in it twice, and a prefix that another pair has, there or in the table', () => {
    const airtel = pairWith({ operator: 'Airtel', prefixes: ['25473'] });
    const csv = 'country,operator,prefixes\nKE,A,25471\nKE,a,25472\nKE,B,25471\nKE,C,25473\nKE,D,25474';
    const { rows } = plan(csv, airtel);
    expect(rows.map(({ result }) => result)).toEqual(['created', 'error', 'error', 'error', 'created']);
    expect(rows[1]?.errors).toEqual([{ field: 'operator', message: expect.stringContaining('line 2') }]);
    expect(rows[2]?.errors).toEqual([{ field: 'prefixes', message: expect.stringContaining('KE A') }]);
    expect(rows[3]?.errors).toEqual([{ field: 'prefixes', message: expect.stringContaining('KE Airtel') }]);
  });

  it('lets a prefix move from one pair to another in the order of the rows', () => {
    const airtel = pairWith({ operator: 'Airtel', prefixes: ['25471', '25473'] });
    const { rows } = plan('country,operator,prefixes\nKE,Airtel,25473\nKE,Safaricom,25471', airtel);
    expect(rows.map(({ result }) => result)).toEqual(['updated', 'created']);
  });

  it.each([
    ['nothing', '\n\n', /header/],
    ['an unknown column', 'country,operator,colour\nKE,A,red', /colour/],
    ['no operators', 'country,prefixes\nKE,25471', /operator/],
    ['a column twice', 'country,operator,country\nKE,A,KE', /once/],
    ['a quote that does not end', 'country,operator\nKE,"A\n', /CSV/i],
  ])('is refused as a whole with %s', (_, csv, message) => {
    expect(() => readPairs(csv)).toThrow(
      expect.objectContaining({ errors: [{ field: 'csv', message: expect.stringMatching(message) }] }),
    );
  });

  it('comes with the product, without a mistake', () => {
    const starter = readFileSync(join(import.meta.dirname, '..', '..', '..', 'assets', 'pairs.csv'), 'utf8');
    const { rows, changes } = plan(starter);
    expect(rows.filter(({ result }) => result !== 'created')).toEqual([]);
    expect(changes.length).toBeGreaterThan(20);
    const book = new PairBook(changes.map(({ pair }) => pair));
    expect(book.matchPrefix('+254722000000')).toMatchObject({ country: 'KE', operator: 'Safaricom' });
  });
});
