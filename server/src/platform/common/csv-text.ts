/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;
/** A number in E.164 form is none, for all its plus. */
const PLAIN_NUMBER = /^\+\d+$/;

/** A cell by RFC 4180, with an apostrophe before what a spreadsheet would run as a formula. */
export function csvCell(value: string): string {
  const text = FORMULA.test(value) && !PLAIN_NUMBER.test(value) ? `'${value}` : value;
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;
