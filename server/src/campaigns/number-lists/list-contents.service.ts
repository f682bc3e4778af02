import { Injectable, type StreamableFile } from '@nestjs/common';
import type { Page, PageQuery } from '@signalbox/contracts/common';
import type { NumberListRow } from '@signalbox/contracts/number-lists';
import { decodeCursor, encodeCursor } from '../../platform/common/cursor.js';
import { Conflict } from '../../platform/common/errors.js';
import { csvFile } from '../../platform/common/csv-file.js';
import { ListChunksService } from './list-chunks.service.js';
import type { NumberList } from './number-list.js';
import { NumberListsService } from './number-lists.service.js';

/** Rows that are turned into CSV in one go: about a millisecond's work. */
const EXPORT_ROWS = 500;

/** What is in a list, and what was left out of it. */
@Injectable()
export class ListContentsService {
  constructor(
    private readonly lists: NumberListsService,
    private readonly chunks: ListChunksService,
  ) {}

  /** @throws NotFound, Conflict while it is being imported */
  async rows(id: string, { limit, cursor }: PageQuery): Promise<Page<NumberListRow>> {
    const list = await this.requireEnded(id);
    const last = decodeCursor(cursor);
    const from = last === undefined ? 0 : last + 1;
    const rows = await this.chunks.rows(list, from, limit);
    const next = from + rows.length;
    const { columns } = list.details;
    return {
      data: rows.map(({ number, suppressed, values }, index) => ({
        row: from + index,
        number,
        suppressed,
        values: Object.fromEntries(columns.map((column, at) => [column, values[at] ?? ''])),
      })),
      next_cursor: rows.length > 0 && next < list.details.rows ? encodeCursor(next - 1) : null,
    };
  }

  /** All rows as CSV (RFC 4180). @throws NotFound, Conflict while it is being imported */
  async exportRows(id: string): Promise<StreamableFile> {
    const list = await this.requireEnded(id);
    const header = ['number', ...list.details.columns, 'suppressed'];
    const rows = paged(async (from) => {
      const some = await this.chunks.rows(list, from, EXPORT_ROWS);
      return some.map(({ number, values, suppressed }) => [number, ...values, String(suppressed)]);
    });
    return csvFile(`${list.name}.csv`, header, rows);
  }

  /** The rows that were refused, with their lines and reasons, as CSV. @throws NotFound, Conflict while it is being imported */
  async exportRejects(id: string): Promise<StreamableFile> {
    const list = await this.requireEnded(id);
    const rows = paged(async (from) => {
      const some = await this.chunks.rejects(list, from, EXPORT_ROWS);
      return some.map(({ line, value, reason }) => [String(line), value, reason]);
    });
    return csvFile(`${list.name} - rejected.csv`, ['line', 'value', 'reason'], rows);
  }

  private async requireEnded(id: string): Promise<NumberList> {
    const list = await this.lists.require(id);
    if (list.status === 'importing') throw new Conflict('The number list is still being imported.');
    return list;
  }
}

/** Pages of rows, each from where the last one ended. */
async function* paged(fetch: (from: number) => Promise<string[][]>): AsyncGenerator<string[][]> {
  for (let from = 0; ;) {
    const rows = await fetch(from);
    if (rows.length === 0) return;
    yield rows;
    from += rows.length;
  }
}
