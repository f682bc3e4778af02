import { describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { encoded } from '../../../../test/encoded.js';
import { importOf } from '../../../../test/list-import.js';
import { ROWS_PER_CHUNK } from '../number-list.js';

const ANN = '+254712345678';
const BEN = '+254722000111';
const TWO = 'there are two numbers in one field';
const numbers = async (...args: Parameters<typeof importOf>) =>
  (await importOf(...args)).list.map(({ number }) => number);
const FEW_DIGITS =
  'Телефон;Имя\n0712345678;Константинопольский Александр Владимирович, Санкт-Петербург\n' +
  '0722000111;Преображенская Екатерина Александровна, Великий Новгород\n';
const utf16 = (text: string, order: 'le' | 'be', mark = true) => {
  const octets = Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');
  return order === 'le' ? octets : octets.swap16();
};

describe('an import', () => {
  it('keeps the columns beside the number as values, in order', async () => {
    const imported = await importOf('Name, Phone ,City\nAnn,0712345678,Nairobi\nBen,+254722000111,Kisumu\n');
    expect(imported).toMatchObject({
      reason: null,
      numberColumn: 'Phone',
      hasHeader: true,
      delimiter: ',',
      columns: ['Name', 'City'],
      read: 2,
      rows: 2,
      rowChunks: 1,
      rejectChunks: 0,
    });
    expect(imported.list).toEqual([
      { number: ANN, values: ['Ann', 'Nairobi'], suppressed: false },
      { number: BEN, values: ['Ben', 'Kisumu'], suppressed: false },
    ]);
  });

  it.each<[string, string | Uint8Array]>([
    ['one number a line', '0712345678\n0722000111\n'],
    ['one number a line, in a foreign form', '+254 712-345-678\r\n+254 (722) 000 111'],
    ['old Mac line ends', '0712345678\r0722000111\r'],
    ['mixed line ends', 'number\r\n0712345678\n0722000111\r'],
    ['semicolons', 'name;number\nA,n,n;0712345678\nB;0722000111\n'],
    ['tabs', 'name\tnumber\nAnn, A.\t0712345678\nBen\t0722000111'],
    ['pipes', 'name|number\nAnn|0712345678\nBen|0722000111'],
    ['Excel’s hint', 'sep=;\r\nnumber;x\r\n0712345678;1\r\n0722000111;2\r\n'],
    ['a UTF-8 mark', '\ufeffnumber,name\n0712345678,José\n0722000111,x'],
    ['UTF-16 LE with a mark', utf16('number;name\r\n0712345678;José\r\n0722000111;x\r\n', 'le')],
    ['UTF-16 BE with a mark', utf16('number;name\r\n0712345678;José\r\n0722000111;x\r\n', 'be')],
    ['UTF-16 LE without', utf16('number;name\r\n0712345678;Jose\r\n0722000111;x\r\n', 'le', false)],
    ['UTF-16 BE without', utf16('number;name\r\n0712345678;Jose\r\n0722000111;x\r\n', 'be', false)],
    ['UTF-16 LE without, and few digits', utf16(FEW_DIGITS, 'le', false)],
    ['UTF-16 BE without, and few digits', utf16(FEW_DIGITS, 'be', false)],
    [
      'UTF-16 without, and Chinese',
      utf16('手机,备注\n0712345678,这是一段很长的中文备注一二三\n0722000111,这是测试\n', 'le', false),
    ],
    ['gzip', gzipSync('number\n0712345678\n0722000111\n')],
    ['gzip in two members', Buffer.concat([gzipSync('number\n0712345678\n'), gzipSync('0722000111\n')])],
    ['blank lines and rows', '\n\nnumber,a\n , \n0712345678,\n,,\n0722000111,1\n\n'],
    ['numbers as a spreadsheet left them', "phone\n2.54712345678E+11\n'0722000111\n"],
    ['numbers without their plus', 'phone\n254712345678\n254722000111.0\n'],
    ['invisible marks', 'phone\n\u202a0712345678\u202c\n\u00a00722000111\n'],
  ])('reads a file with %s', async (_, content) => {
    expect(await numbers(content)).toEqual([ANN, BEN]);
  });

  it.each([
    ['invisible marks within', 'phone\n0712\u200b345678\n0722000111'],
    ['a text’s formula', 'phone,note\n="0712345678",="007"\n"=""0722000111""",x'],
    ['international prefixes', 'phone\n00254712345678\n00 254 722 000 111'],
    ['a title above the header', 'Wateja 2025,,\n\njina,simu,mji\nAnn,0712345678,X\nBen,0722000111,Y\n'],
    ['numbers in one line', '0712345678,0722000111'],
    ['numbers in one line, with blanks', '0712345678 0722000111'],
    ['several numbers a line', '0712345678;0722000111;0712345678\n0722000111\n'],
  ])('reads a file with %s', async (_, content) => {
    expect(await numbers(content)).toEqual([ANN, BEN]);
  });

  it('reads hundreds of thousands of numbers in one line', async () => {
    const many = Array.from({ length: 200_000 }, (_, n) => `07${10_000_000 + n}`);
    const { list, reason } = await importOf(many.join(','));
    expect([reason, list.length, list.at(-1)?.number]).toEqual([null, 200_000, '+254710199999']);
  });

  it('reads each number in the country that its row names', async () => {
    const text =
      'nchi,simu\nUganda,0772345678\nKE,0712345678\n255,0754123456\n,0722000111\nNarnia,0722000112\nNarnia,+254722000113\n';
    const imported = await importOf(text);
    expect(imported).toMatchObject({ countryColumn: 'nchi', columns: ['nchi'], rows: 5, rejected: 1 });
    expect(imported.list.map(({ number }) => number)).toEqual([
      '+256772345678',
      ANN,
      '+255754123456',
      BEN,
      '+254722000113',
    ]);
    expect(imported.rejects).toEqual([
      { line: 6, value: '0722000112', reason: expect.stringMatching(/country "Narnia" is not known/) },
    ]);
  });

  it('reads numbers of other countries without their plus, where they can be nothing else', async () => {
    expect(await numbers('phone\n256772345678\n447911123456\n0712345678')).toEqual([
      '+256772345678',
      '+447911123456',
      ANN,
    ]);
  });

  it('takes formulas off values, which are texts', async () => {
    expect((await importOf('phone,code\n0712345678,="007"\n')).list[0]?.values).toEqual(['007']);
  });

  it('begins below the line that was named as the header', async () => {
    const imported = await importOf('x,0733000222\ny,z\na,b\nAnn,0712345678\n', { headerLine: 3 });
    expect(imported).toMatchObject({ read: 1, rows: 1, headerLine: 3, numberColumn: 'b', columns: ['a'] });
  });

  it.each([
    ['windows-1251', 'телефон;имя\n0711345678;Аша\n', 'Аша'],
    ['koi8-r', 'телефон;имя\n0711345678;Наташа Иванова\n', 'Наташа Иванова'],
  ])('finds out that a text is %s, and says so', async (encoding, text, name) => {
    const found = await importOf(encoded(text, encoding));
    expect({ encoding: found.encoding, name: found.list[0]?.values[0] }).toEqual({ encoding, name });
  });

  it('reads a text in the encoding that it was told', async () => {
    const { encoding, list } = await importOf(Buffer.from('number,name\n0712345678,\xd0\xe5\n', 'latin1'), {
      encoding: 'windows-1253',
    });
    expect([encoding, list[0]?.values]).toEqual(['windows-1253', ['Πε']]);
  });

  it('reads the letters of windows-1252 where the text is no UTF-8', async () => {
    const { list } = await importOf(Buffer.from('number,name\n0712345678,Jos\xe9 \x80\n', 'latin1'));
    expect(list[0]?.values).toEqual(['José €']);
  });

  it('reads UTF-8 whose first letter beyond ASCII comes late, and across pieces', async () => {
    const many = Array.from({ length: 30_000 }, (_, index) => `07${10_000_000 + index},Wanjirũ €🎉\n`).join('');
    const { list } = await importOf(`number,name\n${many}`);
    expect(list).toHaveLength(30_000);
    expect(list.every(({ values }) => values[0] === 'Wanjirũ €🎉')).toBe(true);
  });

  it('takes quoted cells with delimiters, quotation marks and newlines in them', async () => {
    const { list } = await importOf('number,note,city\n0712345678,"a, ""b""\nc",X\n0722000111,"\r\n",Y\n');
    expect(list.map(({ values }) => values)).toEqual([
      ['a, "b"\nc', 'X'],
      ['', 'Y'],
    ]);
  });

  it('keeps each number once, however it is written, and counts the others', async () => {
    const imported = await importOf('0712345678\n+254712345678\n254712345678\n0712 345 678\n0722000111\n');
    expect(imported).toMatchObject({ read: 5, rows: 2, duplicates: 3, rejected: 0 });
  });

  it('marks suppressed numbers', async () => {
    const { list, suppressed } = await importOf('0712345678\n0722000111\n', {}, [254722000111]);
    expect(list.map((row) => row.suppressed)).toEqual([false, true]);
    expect(suppressed).toBe(1);
  });

  it('packs full chunks, and a last one', async () => {
    const count = ROWS_PER_CHUNK * 2 + 1;
    const imported = await importOf(Array.from({ length: count }, (_, n) => `07${10_000_000 + n}`).join('\n'));
    expect(imported).toMatchObject({ rows: count, rowChunks: 3 });
    expect(imported.list.at(-1)?.number).toBe(`+2547${10_000_000 + count - 1}`);
  });
});

describe('rows that are refused', () => {
  it('are those with two numbers in one field, of which none is dropped', async () => {
    const text =
      'number,name\n0733000025;0733000026,a\n"0733000027,0733000028",b\n0733000029 ext 0733000030,c\n0712345678,d\n';
    const { list, rejects } = await importOf(text);
    expect(list).toHaveLength(1);
    expect(rejects.map(({ reason }) => reason)).toEqual(Array.from({ length: 3 }, () => TWO));
  });

  it('are those whose two numbers a delimiter parted, under a header of one column', async () => {
    const { list, rejects } = await importOf('number\n0733000025;0733000026\n0733000027;0733000028\n');
    expect(list).toEqual([]);
    expect(rejects.map(({ reason }) => reason)).toEqual([TWO, TWO]);
  });

  it('are told by line, value and reason', async () => {
    const text = 'name,number\n"two\r\nlines",0712345678\nBen,12345\nCyd,\nDan\nEve,0722000111,x,y\nFay,abc\n';
    const imported = await importOf(text);
    expect(imported).toMatchObject({ read: 6, rows: 1, rejected: 5, rejectChunks: 1 });
    expect(imported.rejects).toEqual([
      { line: 4, value: '12345', reason: expect.stringContaining('not a phone number') },
      { line: 5, value: '', reason: 'no number' },
      { line: 6, value: 'Dan', reason: 'too few columns: 1 of 2' },
      { line: 7, value: '0722000111', reason: expect.stringContaining('4 columns where there are 2') },
      { line: 8, value: 'abc', reason: expect.stringContaining('not a phone number') },
    ]);
  });

  it('may be a third of the file', async () => {
    const text = Array.from({ length: 9000 }, (_, n) => (n % 3 === 0 ? `x${n}` : `07${10_000_000 + n}`)).join('\n');
    const imported = await importOf(`number\n${text}`);
    expect(imported).toMatchObject({ reason: null, rows: 6000, rejected: 3000 });
    expect(imported.rejects.at(-1)).toMatchObject({ line: 8999, value: 'x8997' });
  });

  it('are those with another delimiter', async () => {
    const { list, rejects } = await importOf('number,name\n0712345678,Ann\n0722000111;Ben\n0733000111,Cyd\n');
    expect(list).toHaveLength(2);
    expect(rejects).toMatchObject([{ line: 3, value: '0722000111;Ben' }]);
  });

  it('are numbers that a spreadsheet rounded', async () => {
    const { rejects } = await importOf('phone\n2.54712E+11\n0712345678\n');
    expect(rejects).toMatchObject([{ value: '2.54712E+11', reason: expect.stringContaining('rounded') }]);
  });

  it('are rows with more text than any message holds', async () => {
    const { rejects } = await importOf(`phone,note\n0712345678,${'x'.repeat(8001)}\n0722000111,y\n`);
    expect(rejects).toMatchObject([{ reason: expect.stringContaining('longer') }]);
  });
});

describe('a file that cannot be imported', () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ['empty', '', /is empty/],
    ['empty in its gzip', gzipSync(''), /is empty/],
    ['blank', ' \n\n', /no rows/],
    ['a header alone', 'name,phone\n', /header and no rows/],
    ['binary', Buffer.from([1, 2, 3, 0, 255, 254, 0, 7, 9]), /binary/],
    ['full of control characters', Buffer.alloc(1000, 7), /binary/],
    ['a PDF', '%PDF-1.7\n', /PDF/],
    ['an old Excel file', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /save it as \.xlsx/],
    ['a gzip that is cut off', gzipSync('0712345678\n'.repeat(9999)).subarray(0, 60), /damaged or cut off/],
    ['a zip inside a gzip', gzipSync('PK\u0003\u0004xxxx'), /inside the gzip/],
    ['a gzip bomb', gzipSync(Buffer.alloc(40 * 1024 * 1024, '0')), /unpacks to over 200 times/],
    ['without numbers in any column', 'a,b\nx,y\nz,w\n', /no column holds phone numbers.*"a", "b"/],
    [
      'without a valid number in its column',
      'phone\nx\ny\n',
      /none of its 2 rows can be used.*"phone"; line 2: not a phone number/,
    ],
    [
      'with a quotation mark that is never closed',
      'number,x\n0712345678,a\n0722000111,"b\nc\n',
      /line 3 a quotation mark/,
    ],
    ['of one line that is too long', `phone ${'lorem ipsum '.repeat(20_000)}`, /line 1 is longer than 128 KiB/],
    ['of a quoted cell that is too long', `phone\n"${'lorem\nipsum '.repeat(20_000)}`, /line 2 a quotation mark/],
    ['of rows with two numbers', '0712345678;0722000111\n0733000111;0733000222\n', /two numbers; name one column/],
    ['with too many columns', `0712345678${',x'.repeat(300)}\n`, /301 columns/],
  ])('says why: %s', async (_, content, reason) => {
    const imported = await importOf(content);
    expect(imported.reason).toMatch(reason);
  });

  it('keeps what it refused, to be looked at', async () => {
    expect(await importOf('phone\nx\ny\n')).toMatchObject({ rejected: 2, rejects: [{ line: 2 }, { line: 3 }] });
  });
});
