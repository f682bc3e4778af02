import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { rowsXml, xlsxOf } from '../../../../test/xlsx.js';
import { NO_HINTS } from '../../../platform/number-tables/table.js';
import { firstLook } from './first-look.js';

const UNSAID = { ...NO_HINTS, delimiter: null, encoding: null, skipHidden: false };

const sheetOf = (rows: (string | number)[][]) => xlsxOf({ sheets: [rowsXml(rows)] });

describe('a first look at a file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'first-look-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const look = (content: string | Uint8Array, hints = {}) => {
    const path = join(folder, 'file');
    writeFileSync(path, content);
    return firstLook(path, { ...UNSAID, ...hints }, 'KE');
  };
  const many = (count: number) =>
    Array.from({ length: count }, (_, row) => `07${String(10_000_000 + row)},Übung ${row}`).join('\n');

  it.each<[string, () => string | Uint8Array | Promise<string | Uint8Array>]>([
    ['bare numbers', () => '0712345678\n0722000111\n'],
    ['one number', () => '0712345678'],
    ['numbers below a header', () => 'Name;Phone\nAnn;0712345678\n'],
    ['a long list, cut in the middle of a character', () => many(20_000)],
    ['a gzipped list', () => gzipSync(many(20_000))],
    ['numbers that are all wrong', () => 'phone\nx\ny\n'],
    ['a number behind many rows without one', () => `${'nobody\n'.repeat(150)}0712345678\n`],
    ['a spreadsheet', () => sheetOf([['Phone'], [712345678]])],
    ['a long spreadsheet', () => sheetOf(Array.from({ length: 5_000 }, (_, row) => [712_000_000 + row, 'Übung']))],
  ])('lets pass %s', async (_, content) => {
    await expect(look(await content())).resolves.toBeUndefined();
  });

  it.each<[string, () => string | Uint8Array | Promise<string | Uint8Array>, RegExp, object?]>([
    ['a PDF', () => '%PDF-1.7\n1 0 obj', /this is a PDF/],
    ['an .xls', () => Buffer.from('d0cf11e0a1b11ae10000', 'hex'), /\.xls/],
    ['what is binary', () => Buffer.from([0, 1, 2, 3, 255, 0, 9]), /binary/],
    ['a zip file of something else', () => Buffer.from('504b0506'.padEnd(44, '0'), 'hex'), /no spreadsheet/],
    ['text', () => 'Dear Ann,\nhow are you?\nYours, Ben\n', /no (row of its beginning|column)/],
    ['a page of the web', () => '<!doctype html>\n<html>\n<body>404</body>\n</html>\n', /phone number/],
    ['many lines of something else', () => 'nothing here\n'.repeat(20_000), /phone number/],
    ['a spreadsheet of something else', () => sheetOf([['Body'], ['Dear Ann'], ['Yours, Ben']]), /phone number/],
    [
      'a spreadsheet of two such columns',
      () =>
        sheetOf([
          ['Name', 'Body'],
          ['Ann', 'Hello'],
        ]),
      /no column holds phone/,
    ],
    ['a spreadsheet with a header alone', () => sheetOf([['Phone', 'Name']]), /no rows/],
    ['an empty spreadsheet', () => sheetOf([]), /no rows/],
    ['a header alone', () => 'phone,name\n', /no rows/],
    ['blank lines', () => ' \n\n', /no rows/],
    ['a list without the column', () => 'phone,name\n0712345678,x', /no column "fax"/, { numberColumn: 'fax' }],
  ])('says of %s what it is', async (_, content, reason, hints = {}) => {
    await expect(look(await content(), hints)).rejects.toThrow(reason);
  });
});
