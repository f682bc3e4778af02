import { NO_HINTS } from '../number-tables/table.js';
import { openDelimited } from './delimited.js';
import { sniff } from './sniff.js';
import type { Source } from './source.js';
import { openSpreadsheet } from './xlsx/spreadsheet.js';

/**
 * Opens a file that is a table: a text with a row a line, in whatever encoding and with whatever delimiter, also gzipped, or
 * a spreadsheet.
 * @param country ISO 3166 code for numbers without a country's prefix
 * @param hasHeader whether it has a line of names, which null leaves to be found out
 * @throws ImportFailure when it is neither, also while it is read
 */
export async function openTable(path: string, country: string, hasHeader: true | null = true): Promise<Source> {
  const kind = await sniff(path);
  if (kind.kind === 'spreadsheet') return openSpreadsheet(path);
  const hints = { ...NO_HINTS, hasHeader, delimiter: null, encoding: null, skipHidden: true };
  return openDelimited(path, kind, hints, country);
}
