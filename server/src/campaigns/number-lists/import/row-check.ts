import { toE164 } from '../../../platform/common/phone-number.js';
import { type ColumnPlan, widthOf } from './columns.js';

/** What became of a row: the digits of its E.164 number and its values, or why it is refused. */
export type RowCheck = { digits: number; values: string[] } | { value: string; reason: string };

/** All values of a row together, in UTF-16 code units: far above what a message can hold. */
export const MAX_ROW_LENGTH = 8_000;
const MAX_SHOWN = 200;

/** @param country ISO 3166 code for numbers without a country's prefix. */
export function checkRow(cells: readonly string[], plan: ColumnPlan, country: string): RowCheck {
  const { numberAt, width, valuesAt } = plan;
  const given = (cells[numberAt] ?? '').trim();
  const refused = (reason: string, value = given): RowCheck => ({
    value: value.slice(0, MAX_SHOWN).toWellFormed(),
    reason,
  });
  if (cells.length > width && widthOf(cells) > width) {
    return refused(`${widthOf(cells)} columns where there are ${width}; is a cell not in quotation marks?`);
  }
  if (given === '') {
    if (cells.length <= numberAt) return refused(`too few columns: ${cells.length} of ${width}`, cells.join(' '));
    return refused('no number');
  }
  const number = toE164(given, country) ?? lenient(given, country);
  if (number === null) return refused(reasonOf(given, country));
  const values: string[] = [];
  let length = 0;
  for (const index of valuesAt) {
    const value = (cells[index] ?? '').trim();
    length += value.length;
    values.push(value);
  }
  if (length > MAX_ROW_LENGTH) return refused(`longer than ${MAX_ROW_LENGTH} characters`);
  return { digits: Number(number.slice(1)), values };
}

/** A mantissa and an exponent, as spreadsheets write long numbers into CSV. */
const SCIENTIFIC = /^\+?(\d)(?:[.,](\d+))?E\+?(\d{1,2})$/i;
/** Marks that phones and spreadsheets leave around a number and nobody sees. */
const INVISIBLE = /[\p{Cc}\p{Cf}]/gu;

/** A number in a form that only spreadsheets and address books write. */
function lenient(given: string, country: string): string | null {
  const whole = wholeNumber(given);
  if (whole !== null) return toE164(whole, country);
  const cleaned = given
    .replace(INVISIBLE, '')
    .replace(/^'/, '')
    .replace(/^(\d+)\.0+$/, '$1')
    .trim();
  return cleaned === given ? null : toE164(cleaned, country);
}

/** `2.54712345678E+11` as digits; null where digits are missing, which no number can be sent to. */
function wholeNumber(given: string): string | null {
  const match = SCIENTIFIC.exec(given);
  if (!match) return null;
  const [, first = '', fraction = '', exponent] = match;
  return fraction.length === Number(exponent) ? first + fraction : null;
}

function reasonOf(given: string, country: string): string {
  if (SCIENTIFIC.test(given)) return 'a spreadsheet rounded this number; format the column as text and export it again';
  return `not a phone number, neither international nor of ${country}`;
}
