import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { MAX_SUPPRESSION_IMPORT } from '@signalbox/contracts/rules';
import { isoTime } from '../../platform/common/clock.js';
import { csvLine } from '../../platform/common/csv-text.js';
import { Invalid } from '../../platform/common/errors.js';
import type { Suppression } from './suppression.js';

/** A line of a file as it is, before its number is checked. */
export interface CsvLine {
  number: string;
  note: string | null;
}

const NUMBER_COLUMNS = ['number', 'msisdn', 'phone', 'phone_number', 'phone number', 'mobile'];
const NOTE_COLUMNS = ['note', 'notes', 'reason'];

/** Text parsed in one turn of the event loop: about a millisecond's work. */
const PIECE = 16_384;

function* pieces(text: string): Generator<string> {
  for (let start = 0; start < text.length; start += PIECE) yield text.slice(start, start + PIECE);
}

/**
 * The lines of a CSV text (RFC 4180; also with semicolons or tabs, with or without a header).
 * @throws Invalid naming `csv` when it is none, or longer than one import may be
 */
export async function readSuppressionCsv(text: string): Promise<CsvLine[]> {
  const parser = parse({
    bom: true,
    delimiter: [',', ';', '\t'],
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: 10_000,
  });
  const lines: CsvLine[] = [];
  let columns: { number: number; note: number } | null = null;
  try {
    for await (const cells of Readable.from(pieces(text)).compose<typeof parser>(parser)) {
      const row = cells as string[];
      if (columns === null) {
        columns = headerOf(row);
        if (columns) continue;
        columns = { number: 0, note: -1 };
      }
      if (lines.length >= MAX_SUPPRESSION_IMPORT) {
        throw Invalid.field('csv', `expected at most ${MAX_SUPPRESSION_IMPORT} lines`);
      }
      lines.push({ number: row[columns.number] ?? '', note: row[columns.note] || null });
    }
  } catch (error) {
    if (error instanceof CsvError) throw Invalid.field('csv', `expected CSV text: ${error.message}`);
    throw error;
  }
  return lines;
}

function headerOf(row: string[]): { number: number; note: number } | null {
  const names = row.map((cell) => cell.toLowerCase());
  const number = names.findIndex((name) => NUMBER_COLUMNS.includes(name));
  return number === -1 ? null : { number, note: names.findIndex((name) => NOTE_COLUMNS.includes(name)) };
}

export const CSV_HEADER = csvLine(['number', 'source', 'note', 'created_at']);

export const suppressionLine = ({ number, source, note, createdAt }: Suppression): string =>
  csvLine([number, source, note ?? '', isoTime(createdAt)]);
