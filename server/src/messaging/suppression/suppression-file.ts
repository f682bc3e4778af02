import { Invalid } from '../../platform/common/errors.js';
import { ImportFailure } from '../../platform/number-tables/import-failure.js';
import { type TableRow, isBlankRow } from '../../platform/number-tables/table.js';
import { MOST_ROWS, type SuppressionRows, suppressionRows, tooMany } from './suppression-rows.js';

export interface SuppressionFile extends SuppressionRows {
  /** Of its letters; null of a spreadsheet. */
  encoding: string | null;
}

/**
 * The rows of a file that a number list could be of: a text in whatever encoding, also gzipped, or a spreadsheet.
 * @param country ISO 3166 code for numbers without a country's prefix
 * @throws Invalid naming `file` when it is none, or longer than one import may be
 */
export async function readSuppressionFile(path: string, country: string): Promise<SuppressionFile> {
  // What reads spreadsheets is in memory from the first file on.
  const { openTable } = await import('../../platform/table-files/open-table.js');
  const rows: TableRow[] = [];
  try {
    const source = await openTable(path, country, null);
    for await (const some of source.rows) {
      rows.push(...some.filter((row) => !isBlankRow(row)));
      if (rows.length > MOST_ROWS) throw tooMany('file');
    }
    return { ...suppressionRows('file', rows, country), encoding: source.encoding };
  } catch (error) {
    if (error instanceof ImportFailure) throw Invalid.field('file', error.message);
    throw error;
  }
}
