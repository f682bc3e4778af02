import { ROWS_PER_CHUNK } from '../number-list.js';
import type { ChunkKind } from '../number-list.repository.js';
import { ChunkPacker, encodeReject, encodeRow } from '../chunk-codec.js';
import { type ColumnPlan, planColumns } from './columns.js';
import { openDelimited } from './delimited.js';
import { ImportFailure } from './import-failure.js';
import { NumberSet } from '../../../platform/common/number-set.js';
import { type RowCheck, checkRow } from './row-check.js';
import { sniff } from './sniff.js';
import type { FileHints, Source, SourceRow } from './source.js';
import { openSpreadsheet } from './xlsx/spreadsheet.js';

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
  delimiter: string | null;
  columns: string[];
  read: number;
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
  const kind = await sniff(order.path);
  const source =
    kind.kind === 'text'
      ? await openDelimited(order.path, kind, order.hints.delimiter)
      : await openSpreadsheet(order.path);
  const importer = new Importer(order, source, sink);
  return importer.run();
}

class Importer {
  private readonly seen = new NumberSet();
  private readonly suppressed: NumberSet;
  private readonly findings: ImportFindings;
  private firstReason = '';
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
      delimiter: source.delimiter,
      columns: [],
      read: 0,
      rows: 0,
      duplicates: 0,
      rejected: 0,
      suppressed: 0,
      rowChunks: 0,
      rejectChunks: 0,
    };
  }

  async run(): Promise<ImportFindings> {
    let sample: SourceRow[] | null = [];
    let plan: ColumnPlan | null = null;
    for await (const batch of this.source.rows) {
      const rows: SourceRow[] = batch.filter(({ cells }) => cells.some((cell) => cell !== '' && cell.trim() !== ''));
      if (sample === null) await this.take(rows, plan);
      else {
        sample.push(...rows);
        if (sample.length < SAMPLE_ROWS) continue;
        plan = await this.begin(sample);
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

  private async begin(sample: SourceRow[]): Promise<ColumnPlan> {
    if (sample.length === 0) throw new ImportFailure('the file has no rows');
    const plan = planColumns(sample.slice(0, SAMPLE_ROWS), this.order.hints, this.order.defaultCountry);
    const { numberColumn, hasHeader, columns } = plan;
    Object.assign(this.findings, { numberColumn, hasHeader, columns });
    // As many as there will be, if the rest is like the beginning.
    this.seen.reserve(Math.min(sample.length / Math.max(this.source.share(), Number.EPSILON), MOST_RESERVED));
    await this.take(hasHeader ? sample.slice(1) : sample, plan);
    return plan;
  }

  private async take(rows: readonly SourceRow[], plan: ColumnPlan | null): Promise<void> {
    if (plan === null) return;
    for (const row of rows) {
      this.findings.read++;
      const check = checkRow(row.cells, plan, this.order.defaultCountry);
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
