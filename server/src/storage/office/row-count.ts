import type { Database } from '../typeorm/database.js';

/** Ids that are counted anew each time: of several writers one may commit a lower id after a higher one. */
const UNSETTLED = 1000;

type Numeric = number | string;

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
    const { table, upto, settled } = this;
    // All in one statement, so that all is of one moment; a count of everything has a short cut that a bound takes away.
    const [row] = await this.db.readLong<{ many: Numeric; newest: number | null; latest: Numeric }>(
      `SELECT (SELECT COUNT(*) FROM ${table}${upto > 0 ? ` WHERE id > ${upto}` : ''}) AS many, ` +
        `(SELECT MAX(id) FROM ${table}) AS newest, ` +
        `(SELECT COUNT(*) FROM ${table} WHERE id > (SELECT MAX(id) FROM ${table}) - ${UNSETTLED}) AS latest`,
    );
    const total = settled + Number(row?.many ?? 0);
    const next = (row?.newest ?? 0) - UNSETTLED;
    if (next > upto + UNSETTLED) {
      this.upto = next;
      this.settled = total - Number(row?.latest ?? 0);
    }
    return total;
  }
}
