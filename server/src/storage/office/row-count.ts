import type { Stretch } from '../../platform/common/stretch.js';
import type { Database } from '../typeorm/database.js';

/** Ids that are counted anew each time: of several writers one may commit a lower id after a higher one. */
const UNSETTLED = 1000;
/** Ids that are counted together, to skip their rows at once. */
const BLOCK = 1000;
/** So many at most are skipped for one page; what is left is an offset. */
const BLOCKS_SKIPPED = 64;

type Numeric = number | string;

/**
 * How many rows a table has that nothing is ever deleted of, and where its newest but so many lie: those up to a row are counted
 * once, and after that only what came since. What it remembers may be lost.
 */
export class RowCount {
  private readonly unsettled: number;
  private upto = 0;
  private settled = 0;
  private readonly blocks = new Map<number, number>();

  constructor(
    private readonly db: Database,
    private readonly table: 'customers' | 'invoices' | 'payments',
  ) {
    // SQLite has one writer, and gives ids in the order of commits.
    this.unsettled = db.isSqlite ? 0 : UNSETTLED;
  }

  async now(): Promise<number> {
    const { table, upto, settled, unsettled } = this;
    // All in one statement, so that all is of one moment; a count of everything has a short cut that a bound takes away.
    const [row] = await this.db.readLong<{ many: Numeric; newest: number | null; latest: Numeric }>(
      `SELECT (SELECT COUNT(*) FROM ${table}${upto > 0 ? ' WHERE id > ?' : ''}) AS many, ` +
        `(SELECT MAX(id) FROM ${table}) AS newest, ` +
        `(SELECT COUNT(*) FROM ${table} WHERE id > (SELECT MAX(id) FROM ${table}) - ${unsettled}) AS latest`,
      upto > 0 ? [upto] : [],
    );
    const total = settled + Number(row?.many ?? 0);
    const next = (row?.newest ?? 0) - unsettled;
    if (next > upto + unsettled) {
      this.upto = next;
      this.settled = total - Number(row?.latest ?? 0);
    }
    return total;
  }

  /** The same part of the list of all rows, from a row that is nearer to it: an offset is read row by row. */
  async nearer(stretch: Stretch): Promise<Stretch> {
    let left = stretch.offset ?? 0;
    if (stretch.before !== undefined || left < BLOCK) return stretch;
    const [row] = await this.db.read<{ newest: number | null }>(`SELECT MAX(id) AS newest FROM ${this.table}`);
    const newest = row?.newest ?? 0;
    let block = Math.floor(newest / BLOCK);
    for (let skipped = 0; skipped < BLOCKS_SKIPPED && block >= 0; skipped++, block--) {
      const many = await this.within(block, newest - this.unsettled);
      if (many > left) break;
      left -= many;
    }
    return { ...stretch, before: (block + 1) * BLOCK, offset: left };
  }

  /** @param settled the last id that no row comes before any more */
  private async within(block: number, settled: number): Promise<number> {
    const known = this.blocks.get(block);
    if (known !== undefined) return known;
    const begin = block * BLOCK;
    const [row] = await this.db.read<{ many: Numeric }>(
      `SELECT COUNT(*) AS many FROM ${this.table} WHERE id >= ? AND id < ?`,
      [begin, begin + BLOCK],
    );
    const many = Number(row?.many ?? 0);
    if (begin + BLOCK <= settled) this.blocks.set(block, many);
    return many;
  }
}
