import { describe, expect, it } from '@jest/globals';
import { planColumns } from './columns.js';
import { countryReader } from './country-column.js';
import { NO_HINTS, type TableHints } from './table.js';

const plan = (text: string, hints: Partial<TableHints> = {}) =>
  planColumns(
    text.split('\n').map((line, index) => ({ line: index + 1, cells: line.split(',') })),
    { ...NO_HINTS, ...hints },
    'KE',
  );

describe('the column of the numbers', () => {
  it.each([
    'Phone',
    'PHONE NUMBER',
    'msisdn',
    'Mobile No.',
    'Tel',
    'to',
    'Recipient',
    'Número',
    'Téléphone',
    'Телефон',
    'Handynummer',
    'telephone_number',
    '手机号',
  ])('is the one called %s', (header) => {
    expect(plan(`id,${header},x\n0722000111,0712345678,1`)).toMatchObject({ numberColumn: header, hasHeader: true });
  });

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

describe('titles above a header', () => {
  const below = '0712345678,Ann,Nairobi\n0722000111,Ben,Kisumu';

  it.each([
    ['one line', 'List of customers,,\nklant,naam,stad', 2],
    ['several', 'Export 2025,,\nAcme Ltd,,\nprinted,Monday,\nklant,naam,stad', 4],
    ['a blank line between', 'Export 2025,,\n,,\nphone,name,city', 3],
    ['a letterhead with a number', 'Acme Ltd,0733000111,\nphone,name,city', 2],
    ['the name of a column', 'Numbers,,\nphone,name,city', 2],
    ['no cells beside it', 'Export 2025\nphone,name,city', 2],
  ])('are left out: %s', (_, above, line) => {
    const found = plan(`${above}\n${below}`);
    expect(found).toMatchObject({ hasHeader: true, headerLine: line, numberAt: 0 });
    expect(found.columns.map((name) => name.toLowerCase())).toEqual([expect.stringMatching(/^na/), expect.any(String)]);
  });

  it('are told from a header whose first rows are wrong', () => {
    expect(plan('who,what\nx,y\nz,0712345678')).toMatchObject({ headerLine: 1, firstRow: 1 });
  });

  it('may be named by the header’s line', () => {
    expect(plan(`a,b,c\nd,e,f\n${below}`, { headerLine: 2 })).toMatchObject({ numberColumn: 'd', firstRow: 2 });
    expect(() => plan(below, { headerLine: 9 })).toThrow(/line 9 has no columns’ names/);
  });

  it('are above the column that was named', () => {
    expect(plan(`Report,,\nx,y,z\n${below}`, { numberColumn: 'X' })).toMatchObject({ headerLine: 2, numberAt: 0 });
  });
});

describe('the column of the countries', () => {
  it.each(['country', 'Country code', 'ISO', 'Pays', 'nchi', 'Dial code'])('is found by its name: %s', (name) => {
    expect(plan(`${name},phone\nUG,0772345678\nKEN,0712345678\n+255,0754123456`)).toMatchObject({
      countryColumn: name,
      countryAt: 0,
      numberColumn: 'phone',
      columns: [name],
    });
  });

  it.each([
    ['dial codes as spreadsheets leave them', 'country code', ['256.0', "'256", '="256"', '(+256)', '+ 256', '00256']],
    ['several ways at once', 'Country', ['Uganda (+256)', 'Uganda (UG)', 'UG - Uganda', '+256 Uganda', '256/UG']],
    ['names in another language', 'Страна', ['Уганда', 'УГАНДА']],
    ['names in another language', 'Land', ['Uganda']],
  ])('may have %s', (_, name, cells) => {
    for (const cell of cells) {
      expect(plan(`${name},phone\n${cell.replaceAll(',', ' ')},0772345678`)).toMatchObject({ countryAt: 0 });
      expect(countryReader()(cell)).toBe('UG');
    }
  });

  it.each(['CC', 'Prefix', 'ISD code', 'Indicatif', 'Код страны'])('may be called %s', (name) => {
    expect(plan(`${name},phone\n256,772345678\n254,712345678`)).toMatchObject({ countryAt: 0, numberAt: 1 });
  });

  it.each([
    ['+1-876', 'US'],
    ['1 (264)', 'US'],
    ['Deutschland', 'DE'],
    ['Кения', 'KE'],
    ['كينيا', 'KE'],
    ['肯尼亚', 'KE'],
    ['Guinea-Bissau', 'GW'],
    ['Kenya / Uganda', null],
    ['', null],
    ['12345', null],
  ])('reads %s as %s', (cell, country) => {
    expect(countryReader()(cell)).toBe(country);
  });

  it('says whose numbers count when the column of the numbers is looked for', () => {
    expect(plan('land,id,b\nUS,12,4155552671\nUS,13,4155552672')).toMatchObject({ numberColumn: 'b' });
  });

  it('is none whose cells are no countries', () => {
    expect(plan('country,phone\nsmall,0712345678\nlarge,0722000111')).toMatchObject({ countryAt: null });
  });

  it('may be named, also as none', () => {
    const text = 'country,where,phone\nKE,UG,0772345678';
    expect(plan(text, { countryColumn: 'where' })).toMatchObject({ countryAt: 1 });
    expect(plan(text, { countryColumn: '2' })).toMatchObject({ countryAt: 1 });
    expect(plan(text, { countryColumn: 'none' })).toMatchObject({ countryAt: null });
    expect(() => plan(text, { countryColumn: 'land' })).toThrow(/no column "land"/);
  });
});

describe('two columns of numbers without names', () => {
  it('are refused, so that none is dropped, unless one is named', () => {
    const text = '0712345678,0722000111\n0733000111,0733000222';
    expect(() => plan(text)).toThrow(/two numbers; name one column/);
    expect(() => plan('numbers: 0712345678,0722000111,0733000222')).toThrow(/two numbers/);
    expect(() => plan('Ann,0712345678,0722000111\nBen,0733000111,0733000222')).toThrow(/two numbers/);
    expect(plan(text, { numberColumn: '2' })).toMatchObject({ numberAt: 1 });
  });
});
