import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OpenChunk } from '../src/campaigns/number-lists/chunk-codec.js';
import { ImportFailure } from '../src/platform/number-tables/import-failure.js';
import { type ImportFindings, importFile } from '../src/campaigns/number-lists/import/importer.js';
import type { FileHints } from '../src/platform/table-files/source.js';
import { NO_HINTS } from '../src/platform/number-tables/table.js';
import { type ListRow, ROWS_PER_CHUNK, type RejectedRow } from '../src/campaigns/number-lists/number-list.js';

export interface Imported extends ImportFindings {
  list: ListRow[];
  rejects: RejectedRow[];
  /** Why it failed; null when it did not. */
  reason: string | null;
}

const NO_FINDINGS: ImportFindings = {
  numberColumn: null,
  hasHeader: null,
  headerLine: null,
  countryColumn: null,
  delimiter: null,
  encoding: null,
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

/** Imports a file in this thread, and reads back what it would have stored. */
export async function importOf(
  content: string | Uint8Array,
  hints: Partial<FileHints> = {},
  suppressed: number[] = [],
): Promise<Imported> {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-import-'));
  const path = join(folder, 'upload');
  writeFileSync(path, content);
  const list: ListRow[] = [];
  const rejects: RejectedRow[] = [];
  let latest = NO_FINDINGS;
  let reason: string | null = null;
  try {
    await importFile(
      {
        path,
        defaultCountry: 'KE',
        hints: { ...NO_HINTS, delimiter: null, encoding: null, skipHidden: false, ...hints },
        suppressed: Float64Array.from(suppressed),
      },
      {
        chunk: async (kind, number, data) => {
          const chunk = await OpenChunk.open(data);
          const before = kind === 'rows' ? list.length : rejects.length;
          if (before !== number * ROWS_PER_CHUNK) throw new Error(`chunk ${number} came after ${before} rows`);
          if (kind === 'rows') list.push(...(await chunk.rows(0, ROWS_PER_CHUNK)));
          else rejects.push(...(await chunk.rejects(0, ROWS_PER_CHUNK)));
        },
        progress: (findings) => (latest = findings),
      },
    );
  } catch (error) {
    if (!(error instanceof ImportFailure)) throw error;
    reason = error.message;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { ...latest, list, rejects, reason };
}
