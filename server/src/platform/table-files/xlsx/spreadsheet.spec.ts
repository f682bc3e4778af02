import { describe, expect, it } from '@jest/globals';
import { importOf } from '../../../../test/list-import.js';
import { rowsXml, xlsxOf, zipOf } from '../../../../test/xlsx.js';
import { columnOf, numberText } from './sheet-reader.js';
import { dateOf, isDateFormat } from './styles.js';

const header =
  '<row r="1"><c r="A1" t="inlineStr"><is><t>Phone</t></is></c><c r="B1" t="inlineStr"><is><t>Name</t></is></c></row>';

describe('a spreadsheet', () => {
  it('gives its first visible sheet', async () => {
    const imported = await importOf(
      await xlsxOf({
        sheets: [
          rowsXml([['0799999999']]),
          rowsXml([
            ['Phone', 'Name'],
            ['0712345678', 'Ann'],
            [254722000111, 'Ben'],
          ]),
        ],
        hidden: [0],
      }),
    );
    expect(imported).toMatchObject({ reason: null, numberColumn: 'Phone', columns: ['Name'], delimiter: null });
    expect(imported.list).toEqual([
      { number: '+254712345678', values: ['Ann'], suppressed: false },
      { number: '+254722000111', values: ['Ben'], suppressed: false },
    ]);
  });

  it('gives shared strings, with their rich text and without their phonetic hints', async () => {
    const { list } = await importOf(
      await xlsxOf({
        sheets: [`${header}<row r="2"><c r="A2"><v>712345678</v></c><c r="B2" t="s"><v>1</v></c></row>`],
        strings: ['<t>x</t>', '<r><t>José </t></r><r><t xml:space="preserve">&amp; Co €🎉</t></r><rPh><t>ho</t></rPh>'],
      }),
    );
    expect(list[0]?.values).toEqual(['José & Co €🎉']);
  });

  it('gives long numbers whole, however they are stored', async () => {
    const rows = ['2.54712E+11', '2.5471234567800001E11', '254722000111.0', '254733000222'];
    const xml = rows.map((number, at) => `<row r="${at + 2}"><c r="A${at + 2}"><v>${number}</v></c></row>`).join('');
    const { list } = await importOf(await xlsxOf({ sheets: [header + xml] }));
    expect(list.map(({ number }) => number)).toEqual([
      '+254712000000',
      '+254712345678',
      '+254722000111',
      '+254733000222',
    ]);
  });

  it('leaves cells and rows out where they are empty, and keeps the line', async () => {
    const xml =
      '<row r="5"><c r="B5" t="inlineStr"><is><t>Ann</t></is></c></row><row r="9"><c r="A9"><v>712345678</v></c></row>';
    const imported = await importOf(await xlsxOf({ sheets: [header + xml] }));
    expect(imported.rejects).toEqual([{ line: 5, value: '', reason: 'no number' }]);
    expect(imported.list).toEqual([{ number: '+254712345678', values: [''], suppressed: false }]);
  });

  it('shows dates as dates, by the cell’s format', async () => {
    const cells = (style: number) => `<row><c><v>712345678</v></c><c s="${style}"><v>46053.5</v></c></row>`;
    const styles =
      '<numFmts><numFmt numFmtId="164" formatCode="&quot;day&quot; 0.0"/><numFmt numFmtId="165" formatCode="[$-809]dd/mm/yy"/></numFmts>' +
      '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>';
    const shown = async (style: number) =>
      (await importOf(await xlsxOf({ sheets: [header + cells(style)], styles }))).list[0]?.values[0];
    expect([await shown(0), await shown(1), await shown(2)]).toEqual(['46053.5', '46053.5', '2026-01-31 12:00']);
  });

  it('tells how many rows it hides, and leaves them out where that is wanted', async () => {
    const row = (at: number, hidden: string) =>
      `<row r="${at}"${hidden}><c r="A${at}"><v>${712_345_670 + at}</v></c></row>`;
    const rows = [row(2, ''), row(3, ' hidden="1"'), row(4, ' hidden="true"'), row(5, ' hidden="0"')].join('');
    const file = await xlsxOf({ sheets: [header + rows] });
    expect(await importOf(file)).toMatchObject({ rows: 4, read: 4, hidden: 2 });
    const left = await importOf(file, { skipHidden: true });
    expect(left).toMatchObject({ rows: 2, read: 2, hidden: 2 });
    expect(left.list.map(({ number }) => number)).toEqual(['+254712345672', '+254712345675']);
  });

  it('may have its numbers in one row', async () => {
    const imported = await importOf(await xlsxOf({ sheets: [rowsXml([['0712345678', 254722000111, '0733000222']])] }));
    expect(imported).toMatchObject({ rows: 3, hasHeader: false, columns: [] });
  });

  it('may have titles above its header', async () => {
    const rows = [['Customers 2025'], [], ['Name', 'Phone'], ['Ann', '0712345678']];
    const imported = await importOf(await xlsxOf({ sheets: [rowsXml(rows)] }));
    expect(imported).toMatchObject({ rows: 1, headerLine: 3, numberColumn: 'Phone', encoding: null });
  });

  it('may have thousands of rows', async () => {
    const rows = Array.from({ length: 6000 }, (_, at) => [712_000_000 + at, `Name ${at}`]);
    const imported = await importOf(await xlsxOf({ sheets: [rowsXml([['Phone', 'Name'], ...rows])] }));
    expect(imported).toMatchObject({ rows: 6000, rowChunks: 2 });
  });
});

describe('a spreadsheet that cannot be imported', () => {
  const bomb = () => xlsxOf({ sheets: [`<row><c><v>${' '.repeat(40 * 1024 * 1024)}</v></c></row>`] });
  it.each<[string, () => Promise<Buffer>, RegExp]>([
    ['a zip bomb', bomb, /unpacks to over 200 times/],
    ['another zip file', () => zipOf({ 'readme.txt': 'hello' }), /no spreadsheet/],
    ['an empty zip file', () => zipOf({}), /no spreadsheet/],
    ['one that is cut off', async () => (await xlsxOf({ sheets: ['<row/>'] })).subarray(0, 200), /damaged or cut off/],
    ['one without sheets', () => xlsxOf({ sheets: [] }), /no sheet with rows/],
    ['one without rows', () => xlsxOf({ sheets: [''] }), /no rows/],
    ['broken XML', () => xlsxOf({ sheets: ['<row><c></row>'] }), /no XML/],
    [
      'XML that defines entities',
      () => zipOf({ 'xl/workbook.xml': '<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>' }),
      /document type/,
    ],
    [
      'columns to the far right',
      () => xlsxOf({ sheets: ['<row><c r="XFD1"><v>712345678</v></c></row>'] }),
      /251 columns/,
    ],
  ])('says why: %s', async (_, file, reason) => {
    expect((await importOf(await file())).reason).toMatch(reason);
  });
});

describe('a cell', () => {
  it.each([
    ['2.54712E+11', '254712000000'],
    ['0.30000000000000004', '0.3'],
    ['1500.5', '1500.5'],
    ['-7', '-7'],
    ['1E+20', '100000000000000000000'],
    ['abc', 'abc'],
  ])('that stores %s shows %s', (stored, shown) => {
    expect(numberText(stored)).toBe(shown);
  });

  it('is in the column that its reference names', () => {
    expect(['A1', 'Z9', 'AA1', 'XFD1048576', '', undefined].map(columnOf)).toEqual([0, 25, 26, 16383, null, null]);
  });

  it.each([
    [46053, 1900, '2026-01-31'],
    [44591, 1904, '2026-01-31'],
    [46053.75, 1900, '2026-01-31 18:00'],
    [0.5, 1900, '12:00'],
    [-1, 1900, null],
    [9e9, 1900, null],
  ] as const)('with the date %s in the system of %s shows %s', (serial, system, shown) => {
    expect(dateOf(serial, system)).toBe(shown);
  });

  it('is a date by its format', () => {
    expect(['dd/mm/yyyy', '[h]:mm', '[$-409]mmm\\-yy'].every(isDateFormat)).toBe(true);
    expect(['General', '0.00', '"day" 0', '[Red]#,##0', '0.00E+00', '@', '_-* #,##0.00_-'].some(isDateFormat)).toBe(
      false,
    );
  });
});
