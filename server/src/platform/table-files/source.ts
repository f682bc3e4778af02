import type { TableHints, TableRow } from '../number-tables/table.js';

/** What the caller said of a file, or what is to be found out where null. */
export interface FileHints extends TableHints {
  delimiter: string | null;
  /** A name of the WHATWG's Encoding Standard. */
  encoding: string | null;
  /** Whether rows that a spreadsheet does not show are left out. */
  skipHidden: boolean;
}

/** A file opened for reading. */
export interface Source {
  /** What stands between cells; null where the format has no such thing. */
  delimiter: string | null;
  /** Of the letters; null where the format has but one. */
  encoding: string | null;
  /** Some rows at a time, in order. @throws ImportFailure */
  rows: AsyncIterable<TableRow[]>;
  /** How much of it has been read, 0 to 1. */
  share(): number;
}
