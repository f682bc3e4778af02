import { describe, expect, it } from '@jest/globals';
import { planColumns } from './columns.js';
import type { FileHints } from './source.js';

const plan = (text: string, hints: Partial<FileHints> = {}) =>
  planColumns(
    text.split('\n').map((line, index) => ({ line: index + 1, cells: line.split(',') })),
    { numberColumn: null, hasHeader: null, delimiter: null, ...hints },
    'KE',
  );

describe('the column of the numbers', () => {
  it.each(['Phone', 'PHONE NUMBER', 'msisdn', 'Mobile No.', 'Tel', 'to', 'Recipient', 'Número', 'Téléphone'])(
    'is the one called %s',
    (header) => {
      expect(plan(`id,${header},x\n0722000111,0712345678,1`)).toMatchObject({ numberColumn: header, hasHeader: true });
    },
  );

  it('is not one called so that holds other numbers', () => {
    expect(plan('Number,Name,Line\n1,Ann,0712345678\n2,Ben,0722000111')).toMatchObject({ numberColumn: 'Line' });
  });

  it('is the likelier of two called so', () => {
    expect(plan('phone,mobile\n,0712345678\n0722000111,0722000111\nx,0733000111')).toMatchObject({ numberAt: 1 });
  });

  it('is the one with most numbers where no name says it', () => {
    expect(plan('a,b,c\n0712345678,0712345678,x\n7,0722000111,y')).toMatchObject({
      numberColumn: 'b',
      columns: ['a', 'c'],
    });
  });

  it.each([['Work line'], ['work LINE'], ['2']])('is the one that was named: %s', (numberColumn) => {
    expect(plan('phone,Work line\n0712345678,0722000111', { numberColumn })).toMatchObject({ numberAt: 1 });
  });

  it.each([['fax'], ['3'], ['0']])(
    'that was named and is not there is refused with those that are: %s',
    (numberColumn) => {
      expect(() => plan('phone,name\n0712345678,x', { numberColumn })).toThrow(/there are "phone", "name"/);
    },
  );
});

describe('the header', () => {
  it('is not there where the first row has a number', () => {
    expect(plan('Ann,0712345678\nBen,0722000111')).toMatchObject({
      hasHeader: false,
      numberColumn: 'column_2',
      columns: ['column_1'],
    });
  });

  it('is not a first row whose number is only wrong', () => {
    expect(plan('07123456\n0712345678')).toMatchObject({ hasHeader: false });
  });

  it('is what the caller says', () => {
    expect(plan('0712345678,x\n0722000111,y', { hasHeader: true })).toMatchObject({ numberColumn: '0712345678' });
    expect(plan('phone,x\n0722000111,y', { hasHeader: false })).toMatchObject({ hasHeader: false, numberAt: 0 });
  });

  it('gives each column a name of its own', () => {
    expect(plan('phone, First   name ,,Name,name,\n0712345678,a,b,c,d,e').columns).toEqual([
      'First name',
      'column_3',
      'Name',
      'name_2',
      'column_6',
    ]);
  });

  it('may leave columns of the rows out, but not one of few rows', () => {
    expect(plan('phone,name\n0712345678,a,5\n0722000111,b,6').columns).toEqual(['name', 'column_3']);
    expect(plan('phone,name\n0712345678,a\n0722000111,b\n0733000222,c,d').columns).toEqual(['name']);
  });

  it('may have fifty columns', () => {
    const header = Array.from({ length: 50 }, (_, index) => (index === 49 ? 'phone' : `c${index}`)).join(',');
    expect(plan(`${header}\n${'x,'.repeat(49)}0712345678`)).toMatchObject({ numberAt: 49, width: 50 });
  });
});
