import { toE164 } from '../common/phone-number.js';
import type { ColumnPlan } from './columns.js';
import type { CountryReader } from './country-column.js';

/** How the rows of a table are read. */
export interface RowForm {
  plan: Pick<ColumnPlan, 'numberAt' | 'countryAt' | 'named'>;
  /** ISO 3166 code for numbers without a country's prefix, in rows that say none. */
  country: string;
  readCountry: CountryReader;
}

/** What a row says its number is. */
export interface GivenNumber {
  /** As it stands there; both where what stands between cells stood between two numbers of one cell. */
  number: string;
  /** Whose national numbers count in it; empty where it names a country that is not known. */
  country: string;
  /** The country as it stands there; empty where none does. */
  named: string;
}

export function givenIn(cells: readonly string[], { plan, country: otherwise, readCountry }: RowForm): GivenNumber {
  const { numberAt, countryAt } = plan;
  const named = countryAt === null ? '' : (cells[countryAt] ?? '').trim();
  const country = named === '' ? otherwise : (readCountry(named) ?? '');
  const isDouble = plan.named === 1 && cells.some((cell, index) => index > numberAt && isNumber(cell, country));
  return { number: isDouble ? cells.join('; ') : (cells[numberAt] ?? '').trim(), country, named };
}

const isNumber = (cell: string, country: string): boolean => cell.trim() !== '' && toE164(cell, country) !== null;
