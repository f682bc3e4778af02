import { CsvError, parse } from 'csv-parse';
import { fileBytes } from './file-bytes.js';
import { SAMPLE, findDelimiter, toldDelimiter } from '../number-tables/delimiter.js';
import { ImportFailure } from '../number-tables/import-failure.js';
import { looseSeparators } from '../number-tables/loose-numbers.js';
import type { TableRow } from '../number-tables/table.js';
import type { FileKind } from './sniff.js';
import type { FileHints, Source } from './source.js';

type TextFile = Extract<FileKind, { kind: 'text' }>;

/** Octets of one row; more is a quotation mark that was never closed, or a text that is no table. */
const MAX_RECORD = 128 * 1024;
const BOM = 0xfeff;

/** In no text; where each cell is a row, nothing is between cells. */
const NOTHING = '\u001f';

/**
 * Opens a text with a row a line (RFC 4180; with other delimiters too), or with a number a row where it is nothing but
 * numbers.
 * @param country ISO 3166 code for numbers without a country's prefix
 * @throws ImportFailure while it is read
 */
export async function openDelimited(path: string, file: TextFile, hints: FileHints, country: string): Promise<Source> {
  const progress = { bytes: 0 };
  const text = decoded(path, file, progress);
  const head = await text.next();
  const start = head.done ? '' : head.value;
  const told = toldDelimiter(start);
  const isTold = told !== null || saysSomething(hints);
  const loose = isTold ? null : looseSeparators(start.slice(0, SAMPLE), country);
  const delimiter = hints.delimiter ?? told?.delimiter ?? findDelimiter(start.slice(0, SAMPLE));
  const rest = start.slice(told?.length ?? 0);
  const form = loose === null ? { delimiter, ends: LINE_ENDS } : { delimiter: NOTHING, ends: loose };
  const rows = parsed(rest, text, form, told ? 1 : 0);
  const { encoding } = file;
  return { delimiter, encoding, rows, share: () => Math.min(1, progress.bytes / file.bytes) };
}

/** Whoever says what the columns are says that there are some. */
const saysSomething = ({ delimiter, numberColumn, hasHeader, headerLine, countryColumn }: FileHints): boolean =>
  delimiter !== null || numberColumn !== null || headerLine !== null || countryColumn !== null || hasHeader === true;

/** The text of a file in pieces, without its byte order mark. */
async function* decoded(
  path: string,
  { gzip, encoding }: TextFile,
  progress: { bytes: number },
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  let first = true;
  for await (const octets of fileBytes(path, gzip)) {
    progress.bytes += octets.length;
    const text = decoder.decode(octets, { stream: true });
    yield first && text.charCodeAt(0) === BOM ? text.slice(1) : text;
    first &&= text === '';
  }
  yield decoder.decode();
}

const LINE_ENDS = ['\r\n', '\n', '\r'];

/** What ends a cell, and what ends a row. */
interface TextForm {
  delimiter: string;
  ends: string[];
}

async function* parsed(
  head: string,
  rest: AsyncGenerator<string>,
  { delimiter, ends }: TextForm,
  linesBefore: number,
): AsyncGenerator<TableRow[]> {
  const lines = new LineCounter(linesBefore);
  let isQuoted = false;
  let rows: TableRow[] = [];
  const parser = parse({
    delimiter,
    record_delimiter: ends,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: MAX_RECORD,
    // Rows are taken here, so that nothing waits in the stream.
    on_record: (cells: string[], info) => {
      rows.push({ line: lines.lineOf(cells, info.lines), cells });
      return null;
    },
  });
  // The callbacks of write and end tell the same.
  parser.on('error', () => undefined);
  const written = (begin: (done: (error?: Error | null) => void) => void) =>
    new Promise<void>((resolve, reject) => begin((error) => (error ? reject(error) : resolve())));
  const write = (text: string) => {
    if (hasOddMarks(text)) isQuoted = !isQuoted;
    return written((done) => parser.write(text, done));
  };
  const taken = () => {
    const some = rows;
    rows = [];
    return some;
  };
  try {
    await write(head);
    yield taken();
    for await (const text of rest) {
      await write(text);
      yield taken();
    }
    await written((done) => parser.end(done));
    yield taken();
  } catch (error) {
    throw error instanceof CsvError ? new ImportFailure(reasonOf(error, lines.next, isQuoted)) : error;
  } finally {
    // Whoever reads the beginning only leaves the file open otherwise.
    await rest.return(undefined);
  }
}

/** Whether a cell that is open before a piece of text is closed behind it, and the other way round. */
function hasOddMarks(text: string): boolean {
  let marks = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) marks++;
  return marks % 2 === 1;
}

/** In which line each row begins: the parser says where it ends, and takes CR LF in a cell for two ends. */
class LineCounter {
  next: number;
  private parserLines = 0;

  constructor(linesBefore: number) {
    this.next = linesBefore + 1;
  }

  lineOf(cells: readonly string[], parserLines: number): number {
    const line = this.next;
    this.next++;
    if (parserLines - this.parserLines > 1) {
      for (const cell of cells) this.next += cell.match(/\r\n|\n|\r/g)?.length ?? 0;
    }
    this.parserLines = parserLines;
    return line;
  }
}

function reasonOf({ code }: CsvError, line: number, isQuoted: boolean): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED' || (code === 'CSV_MAX_RECORD_SIZE' && isQuoted)) {
    return `in the row of line ${line} a quotation mark opens and is not closed`;
  }
  return code === 'CSV_MAX_RECORD_SIZE'
    ? `line ${line} is longer than ${MAX_RECORD / 1024} KiB, which no row of a list is; give each number a line of its own`
    : `from line ${line} on the text cannot be read as rows`;
}
