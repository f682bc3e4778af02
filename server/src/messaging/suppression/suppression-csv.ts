import { Readable } from 'node:stream';
import { MAX_SUPPRESSION_IMPORT } from '@signalbox/contracts/rules';
import { CsvError, parse } from 'csv-parse';
import { isoTime } from '../../platform/common/clock.js';
import { csvLine } from '../../platform/common/csv-text.js';
import { Invalid } from '../../platform/common/errors.js';
import { namesNotes } from '../../platform/number-tables/column-names.js';
import { planColumns } from '../../platform/number-tables/columns.js';
import { countryReader } from '../../platform/number-tables/country-column.js';
import { SAMPLE, findDelimiter, toldDelimiter } from '../../platform/number-tables/delimiter.js';
import { ImportFailure } from '../../platform/number-tables/import-failure.js';
import { looseSeparators } from '../../platform/number-tables/loose-numbers.js';
import { type RowForm, givenIn } from '../../platform/number-tables/row-number.js';
import { NO_HINTS, type TableRow, isBlankRow } from '../../platform/number-tables/table.js';
import type { Suppression } from './suppression.js';

/** A line of a file as it is, before its number is checked. */
export interface CsvLine {
  number: string;
  /** ISO 3166 code for a number without a country's prefix; empty where the line names one that is not known. */
  country: string;
  note: string | null;
}

/** Text parsed in one turn of the event loop: about a millisecond's work. */
const PIECE = 16_384;
/** Rows that the columns are found by. */
const SAMPLE_ROWS = 200;
/** Lines that may be above the numbers: titles, and a header. */
const MOST_ABOVE = 200;
/** In no text; where each cell is a row, nothing is between cells. */
const NOTHING = '\u001f';

function* pieces(text: string): Generator<string> {
  for (let start = 0; start < text.length; start += PIECE) yield text.slice(start, start + PIECE);
}

/**
 * The lines of a CSV text (RFC 4180; also with other delimiters, with or without a header), read as a number list is: its
 * columns are found by the same names, and by what is in them.
 * @param country ISO 3166 code for numbers without a country's prefix
 * @throws Invalid naming `csv` when it is none, or longer than one import may be
 */
export async function readSuppressionCsv(text: string, country: string): Promise<CsvLine[]> {
  const rows = await rowsOf(text.replace(/^\ufeff/, ''), country);
  if (rows.length === 0) return [];
  try {
    const plan = planColumns(rows.slice(0, SAMPLE_ROWS), NO_HINTS, country);
    const lines = rows.slice(plan.firstRow);
    if (lines.length > MAX_SUPPRESSION_IMPORT) throw tooLong();
    const noteAt = plan.valuesAt.find((_, index) => namesNotes(plan.columns[index] ?? ''));
    const form: RowForm = { plan, country, readCountry: countryReader() };
    return lines.map(({ cells }) => {
      const { number, country: own } = givenIn(cells, form);
      return { number, country: own, note: (noteAt === undefined ? '' : (cells[noteAt] ?? '').trim()) || null };
    });
  } catch (error) {
    if (error instanceof ImportFailure) throw Invalid.field('csv', `expected a column of numbers: ${error.message}`);
    throw error;
  }
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
      if (rows.length >= MAX_SUPPRESSION_IMPORT + MOST_ABOVE) throw tooLong();
      rows.push(row);
    }
  } catch (error) {
    if (error instanceof CsvError) throw Invalid.field('csv', `expected CSV text: ${error.message}`);
    throw error;
  }
  return rows;
}

const tooLong = (): Invalid => Invalid.field('csv', `expected at most ${MAX_SUPPRESSION_IMPORT} lines`);

export const CSV_HEADER = csvLine(['number', 'source', 'note', 'created_at']);

export const suppressionLine = ({ number, source, note, createdAt }: Suppression): string =>
  csvLine([number, source, note ?? '', isoTime(createdAt)]);
