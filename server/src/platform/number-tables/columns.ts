import { toE164 } from '../common/phone-number.js';
import { namesNumbers } from './column-names.js';
import { type CountryReader, countryReader, findCountries } from './country-column.js';
import { type IsNumber, findHeader } from './header.js';
import { ImportFailure } from './import-failure.js';
import { findNamed, listed } from './named-column.js';
import { MAX_COLUMNS, type TableHints, type TableRow, widthOf } from './table.js';

/** Which cell of a row is what. */
export interface ColumnPlan {
  hasHeader: boolean;
  /** The header's line; null where there is none. */
  headerLine: number | null;
  /** The place of the first row that is no title and no header, among those that the plan was made of. */
  firstRow: number;
  /** Index of the number's cell, and the column's name. */
  numberAt: number;
  numberColumn: string;
  /** Index of the cell that says whose national numbers the row has; null where none does. */
  countryAt: number | null;
  countryColumn: string | null;
  /** How many columns a row has, and how many of them the header names; all where there is none. */
  width: number;
  named: number;
  /** The other columns, and the indexes of their cells. */
  columns: string[];
  valuesAt: number[];
}

const MAX_NAME_LENGTH = 64;

/**
 * Finds the column of the numbers and the names of the others from the first rows of a table.
 * @param sample not empty; titles and the header are in it, where there are any
 * @throws ImportFailure when there is no such column, or two without a name
 */
export function planColumns(sample: readonly TableRow[], hints: TableHints, country: string): ColumnPlan {
  const isNumber = numberTest(country);
  const headerAt = findHeader(sample, hints, isNumber);
  const firstRow = headerAt === null ? 0 : headerAt + 1;
  const header = headerAt === null ? [] : (sample[headerAt]?.cells ?? []);
  const data = sample.slice(firstRow);
  const width = Math.max(widthOf(header), usualWidth(data));
  if (width > MAX_COLUMNS) throw new ImportFailure(`the file has ${width} columns; expected at most ${MAX_COLUMNS}`);
  const names = namesOf(header, width);
  const readCountry = countryReader();
  const countryAt = findCountries({ names, header, data }, hints.countryColumn, readCountry);
  const rowCountry = countryAt === null ? null : { at: countryAt, read: readCountry };
  const shares = names.map((_, index) => shareOf(index, data, rowCountry, isNumber));
  const numberAt = numbersAt(names, shares, data.length, { ...hints, hasHeader: headerAt !== null });
  const valuesAt = names.map((_, index) => index).filter((index) => index !== numberAt);
  return {
    hasHeader: headerAt !== null,
    headerLine: headerAt === null ? null : (sample[headerAt]?.line ?? null),
    firstRow,
    numberAt,
    numberColumn: names[numberAt] ?? '',
    countryAt,
    countryColumn: countryAt === null ? null : (names[countryAt] ?? null),
    width,
    named: headerAt === null ? width : widthOf(header),
    columns: valuesAt.map((index) => names[index] ?? ''),
    valuesAt,
  };
}

/** Whether cells are numbers, each asked for once. */
function numberTest(country: string): IsNumber {
  const known = new Map<string, boolean>();
  return (cell) => {
    if (cell === undefined) return false;
    let found = known.get(cell);
    if (found === undefined) known.set(cell, (found = toE164(cell, country) !== null));
    return found;
  };
}

/** How many numbers a column has, each read in its row's country. */
function shareOf(
  index: number,
  data: readonly TableRow[],
  country: { at: number; read: CountryReader } | null,
  isNumber: IsNumber,
): number {
  if (country === null) return data.filter(({ cells }) => isNumber(cells[index])).length;
  if (index === country.at) return 0;
  return data.filter(({ cells }) => {
    const own = country.read(cells[country.at] ?? '');
    return own === null ? isNumber(cells[index]) : toE164(cells[index] ?? '', own) !== null;
  }).length;
}

/** What at least half of the rows have: a column may have no header, and a row a cell too many. */
function usualWidth(rows: readonly TableRow[]): number {
  const widths = rows.map(({ cells }) => widthOf(cells)).sort((a, b) => b - a);
  return widths[Math.floor((widths.length - 1) / 2)] ?? 0;
}

/** Names without blanks around them, each once; a column without one is called by its place. */
function namesOf(header: readonly string[], width: number): string[] {
  const taken = new Set<string>();
  return Array.from({ length: width }, (_, index) => {
    const given = (header[index] ?? '').replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
    const name = given.slice(0, MAX_NAME_LENGTH).toWellFormed() || `column_${index + 1}`;
    let unique = name;
    for (let count = 2; taken.has(unique.toLowerCase()); count++) unique = `${name}_${count}`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}

function numbersAt(names: readonly string[], shares: readonly number[], rows: number, hints: TableHints): number {
  if (hints.numberColumn !== null) return findNamed(names, hints.numberColumn);
  if (hints.hasHeader === false && shares.filter((share) => share > 0 && share === rows).length > 1) {
    throw new ImportFailure('each row has two numbers; name one column in number_column, or give each number a line');
  }
  return findNumbers(names, shares, hints.hasHeader === true);
}

/** The column with the most numbers among those named like it, else among all. */
function findNumbers(names: readonly string[], shares: readonly number[], hasHeader: boolean): number {
  const named = names.map((_, index) => index).filter((index) => namesNumbers(names[index] ?? ''));
  const best = (among: readonly number[]): number =>
    among.reduce((found, index) => ((shares[index] ?? 0) > (shares[found] ?? 0) ? index : found), among[0] ?? 0);
  const likely = hasHeader && named.length > 0 ? best(named) : -1;
  // "No." above 1, 2, 3 is a number of another kind.
  if (likely >= 0 && (shares[likely] ?? 0) > 0) return likely;
  const found = best(names.map((_, index) => index));
  if ((shares[found] ?? 0) > 0) return found;
  if (likely >= 0) return likely;
  if (names.length === 1) return 0;
  throw new ImportFailure(`no column holds phone numbers; there are ${listed(names)}. Name one in number_column`);
}
