import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { isoTime } from '../../platform/common/clock.js';
import { csvLine } from '../../platform/common/csv-text.js';
import { Invalid } from '../../platform/common/errors.js';
import { SAMPLE, findDelimiter, toldDelimiter } from '../../platform/number-tables/delimiter.js';
import { looseSeparators } from '../../platform/number-tables/loose-numbers.js';
import { type TableRow, isBlankRow } from '../../platform/number-tables/table.js';
import { MOST_ROWS, type SuppressionRows, suppressionRows, tooMany } from './suppression-rows.js';
import type { Suppression } from './suppression.js';

/** Text parsed in one turn of the event loop: about a millisecond's work. */
const PIECE = 16_384;
/** In no text; where each cell is a row, nothing is between cells. */
const NOTHING = '\u001f';

function* pieces(text: string): Generator<string> {
  for (let start = 0; start < text.length; start += PIECE) yield text.slice(start, start + PIECE);
}

/**
 * The rows of a CSV text (RFC 4180; also with other delimiters, with or without a header).
 * @param country ISO 3166 code for numbers without a country's prefix
 * @throws Invalid naming `csv` when it is none, or longer than one import may be
 */
export async function readSuppressionCsv(text: string, country: string): Promise<SuppressionRows> {
  return suppressionRows('csv', await rowsOf(text.replace(/^\ufeff/, ''), country), country);
}

async function rowsOf(text: string, country: string): Promise<TableRow[]> {
  const told = toldDelimiter(text);
  const table = text.slice(told?.length ?? 0);
  const sample = table.slice(0, SAMPLE);
  const loose = told === null ? looseSeparators(sample, country) : null;
  const parser = parse({
    delimiter: loose === null ? (told?.delimiter ?? findDelimiter(sample)) : NOTHING,
    record_delimiter: loose ?? ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: 10_000,
  });
  const rows: TableRow[] = [];
  try {
    for await (const cells of Readable.from(pieces(table)).compose<typeof parser>(parser)) {
      const row = { line: rows.length + 1, cells: cells as string[] };
      if (isBlankRow(row)) continue;
      if (rows.length >= MOST_ROWS) throw tooMany('csv');
      rows.push(row);
    }
  } catch (error) {
    if (error instanceof CsvError) throw Invalid.field('csv', `expected CSV text: ${error.message}`);
    throw error;
  }
  return rows;
}

export const CSV_HEADER = csvLine(['number', 'source', 'note', 'created_at']);

export const suppressionLine = ({ number, source, note, createdAt }: Suppression): string =>
  csvLine([number, source, note ?? '', isoTime(createdAt)]);
