import { namesNumbers } from '../../../platform/number-tables/column-names.js';
import { planColumns } from '../../../platform/number-tables/columns.js';
import { countryReader } from '../../../platform/number-tables/country-column.js';
import { ImportFailure } from '../../../platform/number-tables/import-failure.js';
import { type TableRow, isBlankRow } from '../../../platform/number-tables/table.js';
import { openDelimited } from '../../../platform/table-files/delimited.js';
import { checkRow } from './row-check.js';
import { sniff } from '../../../platform/table-files/sniff.js';
import type { FileHints } from '../../../platform/table-files/source.js';
import { Package } from '../../../platform/table-files/xlsx/package.js';
import { STRINGS } from '../../../platform/table-files/xlsx/shared-strings.js';
import { openSpreadsheet } from '../../../platform/table-files/xlsx/spreadsheet.js';
import { readWorkbook } from '../../../platform/table-files/xlsx/workbook.js';

/** What is read of a file before it is taken, in octets: a few milliseconds' work, on the thread of the messages. */
const BLOCK = 64 * 1024;
/** The columns are planned from as many rows when it is imported. */
const SAMPLE_ROWS = 200;
/** Blocks that are read for so many rows; of a sheet, whose XML is longer and comes in smaller pieces. */
const MOST_PIECES = 4;
const MOST_SHEET_PIECES = 64;
/** Octets of a spreadsheet's texts, which are read before its first row, wherever in the file they are. */
const MOST_STRINGS = 4 * 1024 * 1024;

/**
 * Looks at the beginning of a file that is to become a list: whoever sent what is none is told at once, and not by an
 * import that fails when nobody looks. What only later rows show is left to the import.
 * @throws ImportFailure saying why it is no list
 */
export async function firstLook(path: string, hints: FileHints, country: string): Promise<void> {
  const kind = await sniff(path, hints.encoding, BLOCK);
  const isSheet = kind.kind === 'spreadsheet';
  const rows = isSheet ? await sheetRows(path) : (await openDelimited(path, kind, hints, country)).rows;
  if (rows === null) return;
  const isLeftOut = (row: TableRow) => isBlankRow(row) || (hints.skipHidden && row.hidden === true);
  const sample: TableRow[] = [];
  let pieces = isSheet ? MOST_SHEET_PIECES : MOST_PIECES;
  for await (const some of rows) {
    sample.push(...some.filter((row) => !isLeftOut(row)));
    if (sample.length >= SAMPLE_ROWS || --pieces === 0) break;
  }
  if (sample.length === 0) throw new ImportFailure('the file has no rows');
  requireNumbers(sample.slice(0, SAMPLE_ROWS), hints, country);
}

/** @throws ImportFailure when there are none where they should be */
function requireNumbers(beginning: readonly TableRow[], hints: FileHints, country: string): void {
  const plan = planColumns(beginning, hints, country);
  const data = beginning.slice(plan.firstRow);
  if (data.length === 0) throw new ImportFailure('the file has a header and no rows');
  // Numbers that are all wrong are still a list of numbers: its import tells of each what is wrong.
  if (hints.numberColumn !== null || (plan.hasHeader && namesNumbers(plan.numberColumn))) return;
  const form = { plan, country, readCountry: countryReader() };
  let reason = '';
  for (const { line, cells } of data) {
    const check = checkRow(cells, form);
    if (!('reason' in check)) return;
    reason ||= `line ${line}: ${check.reason}`;
  }
  throw new ImportFailure(`no row of its beginning has a phone number; ${reason}`);
}

/** The rows of the first sheet; null where too many texts would be read for them. @throws ImportFailure when there is none */
async function sheetRows(path: string): Promise<AsyncIterable<TableRow[]> | null> {
  const parts = await Package.open(path);
  try {
    await readWorkbook(parts);
    if (parts.sizeOf(STRINGS) > MOST_STRINGS) return null;
  } finally {
    parts.close();
  }
  return (await openSpreadsheet(path)).rows;
}
