/** An uploaded list of numbers, immutable once it is ready. Times are epoch milliseconds, UTC. */
export interface NumberList {
  id: string;
  name: string;
  ownerId: number;
  status: NumberListStatus;
  details: NumberListDetails;
  createdAt: number;
  updatedAt: number;
}

export type NumberListStatus = 'importing' | 'ready' | 'failed';

/** What is known of the file, and what the import found in it. */
export interface NumberListDetails {
  fileName: string;
  /** Its media type, as its sender said; absent where nothing was said. */
  contentType?: string;
  /** Octets of the file as it was uploaded. */
  fileSize: number;
  /** ISO 3166 code for numbers without a country's prefix. */
  defaultCountry: string;
  /** The column the numbers are in, as its header names it or as the caller did; null until it is known. */
  numberColumn: string | null;
  /** Whether the first row names the columns, and what stands between cells; null until the caller or the import says. */
  hasHeader: boolean | null;
  delimiter: string | null;
  /** The line of the columns' names, from 1; null where there is none, or until the caller or the import says. */
  headerLine: number | null;
  /** The column of the rows' countries, as its header names it or as the caller did; null where there is none. */
  countryColumn: string | null;
  /** Of the file's letters, in the words of the Encoding Standard; null in a spreadsheet, or until it is known. */
  encoding: string | null;
  /** Whether rows that a spreadsheet does not show are left out, and how many there are. */
  skipHidden: boolean;
  hidden: number;
  /** Every column that templates may use, in the file's order. */
  columns: string[];
  /** Rows read so far, and what became of them. `rows` are stored and can be sent to. */
  read: number;
  rows: number;
  duplicates: number;
  rejected: number;
  suppressed: number;
  /** Chunks stored of each kind, numbered from 0. */
  rowChunks: number;
  rejectChunks: number;
  /** Why the import failed, or what it waits for. */
  reason: string | null;
}

/** What lists have of this that were stored before it was there. */
export const LATER_DETAILS = {
  headerLine: null,
  countryColumn: null,
  encoding: null,
  skipHidden: false,
  hidden: 0,
} satisfies Partial<NumberListDetails>;

/** A list whose import is under way, with what is known at this moment. */
export interface ImportState {
  list: NumberList;
  /** How much of the file has been read, 0 to 1. */
  share: number;
}

export type NumberListChange = Partial<Pick<NumberList, 'name' | 'status' | 'details' | 'updatedAt'>>;

/** Rows in a chunk, but for the last: row n is in chunk floor(n / ROWS_PER_CHUNK). */
export const ROWS_PER_CHUNK = 5_000;

/** One row that can be sent to. */
export interface ListRow {
  /** E.164. */
  number: string;
  /** Values for templates, in the order of the list's columns. */
  values: string[];
  /** Whether the number was suppressed when the list came in; runs look again. */
  suppressed: boolean;
}

/** One row that was refused. */
export interface RejectedRow {
  /** As people count the lines of a file: from 1, the header included. */
  line: number;
  value: string;
  reason: string;
}
