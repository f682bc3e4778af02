import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rowsXml, xlsxOf } from '../../../test/xlsx.js';
import type { Invalid } from '../../platform/common/errors.js';
import { readSuppressionFile } from './suppression-file.js';

const TABLE = 'Número;Motivo\n+254712345678;se quejó\n';
const LINE = { number: '+254712345678', country: 'KE', note: 'se quejó' };

describe('a file of who has opted out', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'suppressions-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function read(content: string | Uint8Array) {
    const path = join(folder, 'file');
    writeFileSync(path, content);
    return readSuppressionFile(path, 'KE');
  }

  it.each<[string, () => string | Uint8Array | Promise<Uint8Array>, string | null]>([
    ['UTF-8', () => TABLE, 'utf-8'],
    ['UTF-16', () => Buffer.from(`\ufeff${TABLE}`, 'utf16le'), 'utf-16le'],
    ['Windows-1252', () => Buffer.from(TABLE, 'latin1'), 'windows-1252'],
    ['UTF-8, gzipped', () => gzipSync(TABLE), 'utf-8'],
    [
      'XLSX',
      () =>
        xlsxOf({
          sheets: [
            rowsXml([
              ['Número', 'Motivo'],
              ['+254712345678', 'se quejó'],
            ]),
          ],
        }),
      null,
    ],
  ])('is read in %s', async (_, content, encoding) => {
    expect(await read(await content())).toEqual({ lines: [LINE], warnings: [], encoding });
  });

  it('may be bare numbers', async () => {
    const { lines } = await read('0712345678\n0712345679\n');
    expect(lines.map(({ number }) => number)).toEqual(['0712345678', '0712345679']);
  });

  it('is refused when it is none, or too long', async () => {
    const refusalOf = (content: string) => read(content).catch((error: Invalid) => error.errors);
    expect(await refusalOf('%PDF-1.7')).toEqual([{ field: 'file', message: expect.stringContaining('PDF') }]);
    expect(await refusalOf('a;b\nx;y')).toEqual([{ field: 'file', message: expect.stringContaining('no column') }]);
    expect(await refusalOf('0712345678\n'.repeat(10_001))).toEqual([
      { field: 'file', message: 'expected at most 10000 lines' },
    ]);
  });
});
