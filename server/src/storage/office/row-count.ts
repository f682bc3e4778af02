import type { Database } from '../typeorm/database.js';

/** Ids that are counted anew each time: of several writers one may commit a lower id after a higher one. */
const UNSETTLED = 1000;

/**
 * How many rows a table has that nothing is ever deleted of: those up to a row are counted once, and after that only what
 * came since. What it remembers may be lost.
 */
export class RowCount {
  private upto = 0;
  private settled = 0;

  constructor(
    private readonly db: Database,
    private readonly table: 'customers' | 'invoices' | 'payments',
  ) {}

  async now(): Promise<number> {
    const { upto, settled } = this;
    const [row] = await this.db.readLong<{ many: number | string; newest: number | null }>(
      `SELECT COUNT(*) AS many, MAX(id) AS newest FROM ${this.table} WHERE id > ?`,
      [upto],
    );
    const total = settled + Number(row?.many ?? 0);
    const next = (row?.newest ?? 0) - UNSETTLED;
    if (next > upto + UNSETTLED) await this.settle(upto, settled, next);
    return total;
  }

  private async settle(upto: number, settled: number, next: number): Promise<void> {
    const [row] = await this.db.readLong<{ many: number | string }>(
      `SELECT COUNT(*) AS many FROM ${this.table} WHERE id > ? AND id <= ?`,
      [upto, next],
    );
    this.settled = settled + Number(row?.many ?? 0);
    this.upto = next;
  }
}
