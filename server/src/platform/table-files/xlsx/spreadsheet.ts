import type { TableRow } from '../../number-tables/table.js';
import type { Source } from '../source.js';
import { Package } from './package.js';
import { SharedStrings } from './shared-strings.js';
import { SheetReader } from './sheet-reader.js';
import { readDateStyles } from './styles.js';
import { readWorkbook } from './workbook.js';

/** Opens the first visible sheet of an XLSX file (ECMA-376). @throws ImportFailure, also while it is read */
export async function openSpreadsheet(path: string): Promise<Source> {
  const parts = await Package.open(path);
  const progress = { octets: 0, of: 1 };
  const share = () => Math.min(1, progress.octets / progress.of);
  return { delimiter: null, encoding: null, rows: rowsOf(parts, progress), share };
}

async function* rowsOf(parts: Package, progress: { octets: number; of: number }): AsyncGenerator<TableRow[]> {
  try {
    const { sheet, dateSystem } = await readWorkbook(parts);
    const reader = new SheetReader(await SharedStrings.read(parts), await readDateStyles(parts), dateSystem);
    progress.of = Math.max(1, parts.sizeOf(sheet));
    const count = (octets: number) => void (progress.octets += octets);
    for await (const text of parts.text(sheet, count)) yield reader.take(text);
    yield reader.end();
  } finally {
    parts.close();
  }
}
