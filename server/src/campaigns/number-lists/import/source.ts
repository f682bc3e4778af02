/** One row of a file, whatever its format. */
export interface SourceRow {
  /** As people count: from 1, the header included. */
  line: number;
  cells: string[];
}

/** What the caller said of a file, or what is to be found out where null. */
export interface FileHints {
  /** A column's name, or its place from 1. */
  numberColumn: string | null;
  hasHeader: boolean | null;
  delimiter: string | null;
}

/** A file opened for reading. */
export interface Source {
  /** What stands between cells; null where the format has no such thing. */
  delimiter: string | null;
  /** Some rows at a time, in order. @throws ImportFailure */
  rows: AsyncIterable<SourceRow[]>;
  /** How much of it has been read, 0 to 1. */
  share(): number;
}

/** More columns than a list of recipients has; a file of another kind is refused by it. */
export const MAX_COLUMNS = 250;
