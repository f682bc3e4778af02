import { valueOf, type Column } from './column';

/** What a spreadsheet would take for a formula. A number with its plus is none. */
const FORMULA = /^[=@\t\r]|^[+-](?![\d.,() -]*$)/;

const cellOf = (text: string): string => {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Rows as a file by RFC 4180, with the columns' names first. */
export const csvOf = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string =>
  [
    columns.map(({ label }) => cellOf(label)),
    ...rows.map((row) => columns.map((column) => cellOf(valueOf(column, row)))),
  ]
    .map((cells) => `${cells.join(',')}\r\n`)
    .join('');

/** Stores a text as a file of the reader's. */
export function saveText(text: string, fileName: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser has begun to store it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
