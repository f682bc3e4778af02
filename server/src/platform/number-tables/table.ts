/** One row of a file or of a text, whatever its format. */
export interface TableRow {
  /** As people count: from 1, the header included. */
  line: number;
  cells: string[];
  /** A spreadsheet does not show it, as by a filter. */
  hidden?: boolean;
}

/** What the caller said of a table, or what is to be found out where null. */
export interface TableHints {
  /** A column's name, or its place from 1. */
  numberColumn: string | null;
  hasHeader: boolean | null;
  /** The line of the columns' names; what is above is left out. */
  headerLine: number | null;
  /** The column that says whose national numbers a row has: its name, its place from 1, or `none`. */
  countryColumn: string | null;
}

export const NO_HINTS: TableHints = { numberColumn: null, hasHeader: null, headerLine: null, countryColumn: null };

/** More columns than a list of recipients has; a file of another kind is refused by it. */
export const MAX_COLUMNS = 250;

/** Cells up to the last one with something in it. */
export function widthOf(cells: readonly string[]): number {
  let width = cells.length;
  while (width > 0 && (cells[width - 1] ?? '').trim() === '') width--;
  return width;
}

export const isBlankRow = ({ cells }: TableRow): boolean => cells.every((cell) => cell === '' || cell.trim() === '');
