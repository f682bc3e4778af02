import type { NewCustomer } from '@signalbox/contracts/office/customers';
import { ImportFailure } from '../../platform/number-tables/import-failure.js';
import { type TableRow, isBlankRow } from '../../platform/number-tables/table.js';
import { type CustomerColumn, columnsOf, customerOf } from './customer-columns.js';

/** A row of a file: a request for a customer, or what is wrong with it. */
export type FileRow = { line: number; value: string } & (
  | { customer: NewCustomer; accountNumber: string | null }
  | { reason: string }
);

/** Lines that may be above that of the names: a title, or a date. */
const MOST_ABOVE = 10;
const MOST_ROWS = 100_000;
const MOST_VALUE = 200;

/**
 * The rows of a file of customers, so many at a time, without blank ones. Which are together is the same each time.
 * @throws ImportFailure when it is no table, has no column of names, or more rows than one file may have
 */
export async function* readCustomers(path: string, country: string, chunk: number): AsyncGenerator<FileRow[]> {
  let columns: ReadonlyMap<CustomerColumn, number> | null = null;
  let above = 0;
  let count = 0;
  let waiting: FileRow[] = [];
  // What reads spreadsheets is in memory from the first file on.
  const { openTable } = await import('../../platform/table-files/open-table.js');
  for await (const rows of (await openTable(path, country)).rows) {
    for (const row of rows) {
      if (isBlankRow(row)) continue;
      if (columns === null) {
        columns = headerOf(row);
        if (columns === null && ++above > MOST_ABOVE) throw noNames();
        continue;
      }
      if (++count > MOST_ROWS) throw new ImportFailure(`the file has more than ${MOST_ROWS} rows; split it`);
      waiting.push(fileRow(row, columns));
      if (waiting.length < chunk) continue;
      yield waiting;
      waiting = [];
    }
  }
  if (columns === null) throw noNames();
  if (waiting.length > 0) yield waiting;
}

const noNames = (): ImportFailure =>
  new ImportFailure('the file has no line of names with a column "name"; beside it "phone", "email", "city" are read');

function headerOf({ cells }: TableRow): ReadonlyMap<CustomerColumn, number> | null {
  const columns = columnsOf(cells);
  return columns.has('name') ? columns : null;
}

const fileRow = ({ line, cells }: TableRow, columns: ReadonlyMap<CustomerColumn, number>): FileRow => ({
  line,
  value: cells.join(', ').slice(0, MOST_VALUE),
  ...customerOf(cells, columns),
});
