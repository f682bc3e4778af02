import type { ColumnPlan } from '../../../platform/number-tables/columns.js';
import { type GivenNumber, type RowForm as NumberForm, givenIn } from '../../../platform/number-tables/row-number.js';
import { widthOf } from '../../../platform/number-tables/table.js';
import { toE164, wrongWith } from '../../../platform/common/phone-number.js';

/** What became of a row: the digits of its E.164 number and its values, or why it is refused. */
export type RowCheck = { digits: number; values: string[] } | { value: string; reason: string };

/** How a list's rows are read. */
export interface RowForm extends NumberForm {
  plan: ColumnPlan;
}

/** All values of a row together, in UTF-16 code units: far above what a message can hold. */
export const MAX_ROW_LENGTH = 8_000;
const MAX_SHOWN = 200;

/** Checks a row, whose number is one of the country that it names, if it does. */
export function checkRow(cells: readonly string[], form: RowForm): RowCheck {
  const { numberAt, width, valuesAt } = form.plan;
  const given = givenIn(cells, form);
  const refused = (reason: string, value = given.number): RowCheck => ({ value: shown(value), reason });
  if (cells.length > width && widthOf(cells) > width) {
    return refused(`${widthOf(cells)} columns where there are ${width}; is a cell not in quotation marks?`);
  }
  if (given.number === '') {
    if (cells.length <= numberAt) return refused(`too few columns: ${cells.length} of ${width}`, cells.join(' '));
    return refused('no number');
  }
  const number = toE164(given.number, given.country);
  if (number === null) return refused(reasonOf(given));
  const values: string[] = [];
  let length = 0;
  for (const index of valuesAt) {
    const value = (cells[index] ?? '').trim();
    length += value.length;
    values.push(value.startsWith('="') ? unwrapped(value) : value);
  }
  if (length > MAX_ROW_LENGTH) return refused(`longer than ${MAX_ROW_LENGTH} characters`);
  return { digits: Number(number.slice(1)), values };
}

const shown = (text: string): string => text.slice(0, MAX_SHOWN).toWellFormed();

/** A text that is kept from being a sum: `="007"`. */
const unwrapped = (value: string): string => /^="([^"]*)"$/.exec(value)?.[1] ?? value;

function reasonOf({ number, country, named }: GivenNumber): string {
  const wrong = wrongWith(number);
  if (wrong !== null) return wrong;
  return country === ''
    ? `the country "${shown(named)}" is not known, and the number is not international`
    : `not a phone number, neither international nor of ${country}`;
}
