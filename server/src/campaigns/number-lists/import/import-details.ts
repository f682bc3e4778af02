import type { NumberList, NumberListDetails } from '../number-list.js';
import type { ImportFindings, ImportOrder } from './importer.js';
import type { ImportOutcome } from './protocol.js';
import type { FileHints } from '../../../platform/table-files/source.js';

/** What the caller said of the file. */
export const hintsOf = (details: NumberListDetails): FileHints => ({
  numberColumn: details.numberColumn,
  hasHeader: details.hasHeader,
  headerLine: details.headerLine,
  countryColumn: details.countryColumn,
  delimiter: details.delimiter,
  encoding: details.encoding,
  skipHidden: details.skipHidden,
});

/** What the thread is told of a list. */
export const orderFor = ({ details }: NumberList, path: string, suppressed: Float64Array): ImportOrder => ({
  path,
  defaultCountry: details.defaultCountry,
  hints: hintsOf(details),
  suppressed,
});

const NOTHING = {
  read: 0,
  hidden: 0,
  rows: 0,
  duplicates: 0,
  rejected: 0,
  suppressed: 0,
  rowChunks: 0,
  rejectChunks: 0,
};

/** Counts only: what the caller said of the columns is needed again when the import is begun anew. */
export function detailsDuring(details: NumberListDetails, findings: ImportFindings): NumberListDetails {
  const { read, hidden, rows, duplicates, rejected, suppressed } = findings;
  return { ...details, read, hidden, rows, duplicates, rejected, suppressed };
}

/** What is kept of an import that has ended. One that failed has no rows, whatever came before the failure. */
export function detailsAfter(details: NumberListDetails, { reason, findings }: ImportOutcome): NumberListDetails {
  if (findings === null) return { ...details, ...NOTHING, reason };
  if (reason === null || findings.rows === 0) return { ...details, ...findings, reason };
  const { columns, numberColumn, hasHeader, headerLine, countryColumn, delimiter, encoding } = findings;
  const found = { columns, numberColumn, hasHeader, headerLine, countryColumn, delimiter, encoding };
  return { ...details, ...NOTHING, ...found, reason };
}
