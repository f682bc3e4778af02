import { CsvError, parse } from 'csv-parse';
import { fileBytes } from './file-bytes.js';
import { ImportFailure } from './import-failure.js';
import type { FileKind } from './sniff.js';
import type { Source, SourceRow } from './source.js';

type TextFile = Extract<FileKind, { kind: 'text' }>;

const DELIMITERS = [',', ';', '\t', '|'];
/** What the delimiter is looked for in. */
const SAMPLE = 64 * 1024;
const SAMPLE_LINES = 100;
/** Octets of one row; more is a quotation mark that was never closed. */
const MAX_RECORD = 128 * 1024;
const BOM = 0xfeff;

/** Opens a text with a row a line (RFC 4180; with other delimiters too). @throws ImportFailure while it is read */
export async function openDelimited(path: string, file: TextFile, wanted: string | null): Promise<Source> {
  const progress = { bytes: 0 };
  const text = decoded(path, file, progress);
  const head = await text.next();
  const start = head.done ? '' : head.value;
  // Excel's own way to say it: a first line "sep=;".
  const told = /^sep=(.)\r?\n/.exec(start);
  const delimiter = wanted ?? told?.[1] ?? findDelimiter(start.slice(0, SAMPLE));
  const rest = told ? start.slice(told[0].length) : start;
  const rows = parsed(rest, text, delimiter, told ? 1 : 0);
  return { delimiter, rows, share: () => Math.min(1, progress.bytes / file.bytes) };
}

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

/**
 * What stands between cells: what occurs, outside quotation marks, equally often in most lines. A comma where nothing
 * does, as in a text with one number a line.
 */
export function findDelimiter(sample: string): string {
  const lines = linesOf(sample.replace(/"(?:[^"]|"")*"/g, ''));
  let best = { delimiter: ',', agreeing: 0, columns: 0 };
  for (const delimiter of DELIMITERS) {
    const counts = new Map<number, number>();
    for (const line of lines) {
      const found = line.split(delimiter).length - 1;
      if (found > 0) counts.set(found, (counts.get(found) ?? 0) + 1);
    }
    for (const [columns, agreeing] of counts) {
      const better = agreeing > best.agreeing || (agreeing === best.agreeing && columns > best.columns);
      if (better) best = { delimiter, agreeing, columns };
    }
  }
  return best.delimiter;
}

function linesOf(sample: string): string[] {
  const lines = sample.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  // The last may be cut off.
  return (lines.length > 1 && sample.length >= SAMPLE - 4 ? lines.slice(0, -1) : lines).slice(0, SAMPLE_LINES);
}

async function* parsed(
  head: string,
  rest: AsyncIterable<string>,
  delimiter: string,
  linesBefore: number,
): AsyncGenerator<SourceRow[]> {
  const lines = new LineCounter(linesBefore);
  let rows: SourceRow[] = [];
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
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
  const taken = () => {
    const some = rows;
    rows = [];
    return some;
  };
  try {
    await written((done) => parser.write(head, done));
    yield taken();
    for await (const text of rest) {
      await written((done) => parser.write(text, done));
      yield taken();
    }
    await written((done) => parser.end(done));
    yield taken();
  } catch (error) {
    throw error instanceof CsvError ? new ImportFailure(reasonOf(error, lines.next)) : error;
  }
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

function reasonOf({ code }: CsvError, line: number): string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
    case 'CSV_MAX_RECORD_SIZE':
      return `in the row of line ${line} a quotation mark opens and is not closed`;
    default:
      return `from line ${line} on the text cannot be read as rows`;
  }
}
