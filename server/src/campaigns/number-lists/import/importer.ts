import { ROWS_PER_CHUNK } from '../number-list.js';
import type { ChunkKind } from '../number-list.repository.js';
import { ChunkPacker, encodeReject, encodeRow } from '../chunk-codec.js';
import { openDelimited } from '../../../platform/table-files/delimited.js';
import { ImportFailure } from '../../../platform/number-tables/import-failure.js';
import { NumberSet } from '../../../platform/common/number-set.js';
import { planColumns } from '../../../platform/number-tables/columns.js';
import { countryReader } from '../../../platform/number-tables/country-column.js';
import { areLoose } from '../../../platform/number-tables/loose-numbers.js';
import { MAX_COLUMNS, type TableRow, isBlankRow } from '../../../platform/number-tables/table.js';
import { type RowCheck, type RowForm, checkRow } from './row-check.js';
import { sniff } from '../../../platform/table-files/sniff.js';
import type { FileHints, Source } from '../../../platform/table-files/source.js';
import { openSpreadsheet } from '../../../platform/table-files/xlsx/spreadsheet.js';

/** What to import, and how. */
export interface ImportOrder {
  path: string;
  defaultCountry: string;
  hints: FileHints;
  /** The digits of the suppressed numbers. */
  suppressed: Float64Array;
}

/** What the import found so far; the names are those of NumberListDetails. */
export interface ImportFindings {
  numberColumn: string | null;
  hasHeader: boolean | null;
  headerLine: number | null;
  countryColumn: string | null;
  delimiter: string | null;
  encoding: string | null;
  columns: string[];
  read: number;
  /** Rows that the spreadsheet does not show, taken or left out as the caller wants. */
  hidden: number;
  rows: number;
  duplicates: number;
  rejected: number;
  suppressed: number;
  rowChunks: number;
  rejectChunks: number;
}

/** Where the import's results go. */
export interface ImportSink {
  /** Resolves when the next chunk may come. */
  chunk(kind: ChunkKind, number: number, data: Uint8Array): Promise<void>;
  /** @param share how much of the file has been read, 0 to 1 */
  progress(findings: ImportFindings, share: number): void;
}

const SAMPLE_ROWS = 200;
/** More is several lists; the set of the numbers seen stays under 150 MB. */
export const MAX_ROWS = 10_000_000;
/** Rejected rows kept to be downloaded; further ones are counted only. */
export const MAX_REJECTS = 1_000_000;
/** An estimate above this may be wrong. */
const MOST_RESERVED = 2_000_000;
/** What any document store takes in one document, and any MySQL in one packet. */
const MAX_CHUNK = 12 * 1024 * 1024;

/**
 * Reads a file and hands on its rows in chunks: normalised, each number once.
 * @throws ImportFailure, saying why, when there is nothing to send to in it
 */
export async function importFile(order: ImportOrder, sink: ImportSink): Promise<ImportFindings> {
  const kind = await sniff(order.path, order.hints.encoding);
  const source =
    kind.kind === 'text'
      ? await openDelimited(order.path, kind, order.hints, order.defaultCountry)
      : await openSpreadsheet(order.path);
  const importer = new Importer(order, source, sink);
  return importer.run();
}

class Importer {
  private readonly seen = new NumberSet();
  private readonly suppressed: NumberSet;
  private readonly findings: ImportFindings;
  private firstReason = '';
  /** Whether each cell of a spreadsheet is a number, and so a row. */
  private isLoose = false;
  private readonly rows = new ChunkPacker();
  private readonly rejects = new ChunkPacker();

  constructor(
    private readonly order: ImportOrder,
    private readonly source: Source,
    private readonly sink: ImportSink,
  ) {
    this.suppressed = new NumberSet(order.suppressed);
    this.findings = {
      numberColumn: null,
      hasHeader: null,
      headerLine: null,
      countryColumn: null,
      delimiter: source.delimiter,
      encoding: source.encoding,
      columns: [],
      read: 0,
      hidden: 0,
      rows: 0,
      duplicates: 0,
      rejected: 0,
      suppressed: 0,
      rowChunks: 0,
      rejectChunks: 0,
    };
  }

  async run(): Promise<ImportFindings> {
    let sample: TableRow[] | null = [];
    let form: RowForm | null = null;
    for await (const batch of this.source.rows) {
      const rows: TableRow[] = batch.filter((row) => !isBlankRow(row));
      if (sample === null) await this.take(rows, form);
      else {
        sample.push(...rows);
        if (sample.length < SAMPLE_ROWS) continue;
        form = await this.begin(sample);
        sample = null;
      }
      this.sink.progress(this.findings, this.source.share());
    }
    if (sample !== null) await this.begin(sample);
    await this.flush('rows', 1);
    await this.flush('rejects', 1);
    this.sink.progress(this.findings, 1);
    this.requireRows();
    return this.findings;
  }

  private async begin(rows: TableRow[]): Promise<RowForm> {
    if (rows.length === 0) throw new ImportFailure('the file has no rows');
    const { hints, defaultCountry: country } = this.order;
    this.isLoose = this.source.delimiter === null && hints.numberColumn === null && isLoose(rows, country);
    const sample = this.isLoose ? rows.flatMap(cellByCell) : rows;
    const plan = planColumns(sample.slice(0, SAMPLE_ROWS), hints, country);
    const { numberColumn, hasHeader, headerLine, countryColumn, columns } = plan;
    Object.assign(this.findings, { numberColumn, hasHeader, headerLine, countryColumn, columns });
    // As many as there will be, if the rest is like the beginning.
    this.seen.reserve(Math.min(sample.length / Math.max(this.source.share(), Number.EPSILON), MOST_RESERVED));
    const form: RowForm = { plan, country, readCountry: countryReader() };
    await this.take(rows.slice(this.isLoose ? 0 : plan.firstRow), form);
    return form;
  }

  private async take(rows: readonly TableRow[], form: RowForm | null): Promise<void> {
    if (form === null) return;
    for (const row of this.isLoose ? rows.flatMap(cellByCell) : rows) {
      if (row.hidden) this.findings.hidden++;
      if (row.hidden && this.order.hints.skipHidden) continue;
      this.findings.read++;
      const check = checkRow(row.cells, form);
      if ('reason' in check) this.reject(row.line, check);
      else this.accept(check);
      if (this.rows.length === ROWS_PER_CHUNK) await this.flush('rows');
      else if (this.rejects.length === ROWS_PER_CHUNK) await this.flush('rejects');
    }
    if (this.findings.rows > MAX_ROWS) throw new ImportFailure('the file has over 10,000,000 numbers; split it');
  }

  private accept({ digits, values }: Extract<RowCheck, { digits: number }>): void {
    const { findings } = this;
    if (!this.seen.add(digits)) {
      findings.duplicates++;
      return;
    }
    const suppressed = this.suppressed.has(digits);
    if (suppressed) findings.suppressed++;
    findings.rows++;
    this.rows.add(encodeRow(digits, suppressed, values));
  }

  private reject(line: number, { value, reason }: Extract<RowCheck, { reason: string }>): void {
    if (this.findings.rejected++ === 0) this.firstReason = `line ${line}: ${reason}`;
    if (this.findings.rejected <= MAX_REJECTS) this.rejects.add(encodeReject({ line, value, reason }));
  }

  /** Hands on a chunk, where there are so many rows for one. */
  private async flush(kind: ChunkKind, least = ROWS_PER_CHUNK): Promise<void> {
    const packer = kind === 'rows' ? this.rows : this.rejects;
    if (packer.length < least) return;
    const data = packer.pack();
    if (data.length > MAX_CHUNK) {
      throw new ImportFailure('the rows are too long to be stored; upload only the columns that the template uses');
    }
    const number = kind === 'rows' ? this.findings.rowChunks++ : this.findings.rejectChunks++;
    await this.sink.chunk(kind, number, data);
  }

  private requireRows(): void {
    const { read, rows, numberColumn } = this.findings;
    if (read === 0) throw new ImportFailure('the file has a header and no rows');
    if (rows === 0) {
      const column = `with the number in the column "${numberColumn}"`;
      throw new ImportFailure(`none of its ${read} rows can be used, ${column}; ${this.firstReason}`);
    }
  }
}

const isLoose = (rows: readonly TableRow[], country: string): boolean =>
  rows.every(({ cells }) => cells.length <= MAX_COLUMNS) &&
  areLoose(
    rows.map(({ cells }) => cells),
    country,
  );

const cellByCell = ({ line, cells, hidden }: TableRow): TableRow[] =>
  cells.flatMap((cell) => (cell.trim() === '' ? [] : { line, cells: [cell], hidden }));
