import { toE164 } from '../../../platform/common/phone-number.js';
import { ImportFailure } from './import-failure.js';
import { type FileHints, MAX_COLUMNS, type SourceRow } from './source.js';

/** Which cell of a row is what. */
export interface ColumnPlan {
  hasHeader: boolean;
  /** Index of the number's cell, and the column's name. */
  numberAt: number;
  numberColumn: string;
  /** How many columns a row has. */
  width: number;
  /** The other columns, and the indexes of their cells. */
  columns: string[];
  valuesAt: number[];
}

/** Headers of columns that hold phone numbers, as `plain` leaves them; English, Swahili, French, Spanish, Portuguese. */
const NUMBER_NAMES = new Set(
  (
    'number numbers phone phones phoneno phonenumber phonenumbers mobile mobileno mobilenumber mobilephone msisdn cell ' +
    'cellno cellphone cellnumber tel telno telephone telephonenumber to recipient recipients contact contactno ' +
    'contactnumber whatsapp whatsappnumber gsm gsmnumber simu nambayasimu numero numerotelephone telefono telefone ' +
    'celular movil portable destination receiver receivernumber e164'
  ).split(' '),
);
const MAX_NAME_LENGTH = 64;

/** Lower case letters and digits, without accents: what makes two headers the same. */
const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/**
 * Finds the column of the numbers and the names of the others from the first rows of a file.
 * @param sample not empty; the header is its first row, where there is one
 * @throws ImportFailure when there is no such column
 */
export function planColumns(sample: readonly SourceRow[], hints: FileHints, country: string): ColumnPlan {
  const first = sample[0]?.cells ?? [];
  const isNumber = (cell: string | undefined) => cell !== undefined && toE164(cell.trim(), country) !== null;
  const hasHeader = hints.hasHeader ?? looksLikeHeader(first, sample.slice(1), hints, isNumber);
  const data = hasHeader ? sample.slice(1) : sample;
  const width = Math.max(hasHeader ? widthOf(first) : 0, usualWidth(data));
  if (width > MAX_COLUMNS) throw new ImportFailure(`the file has ${width} columns; expected at most ${MAX_COLUMNS}`);
  const names = namesOf(hasHeader ? first : [], width);
  const shares = names.map((_, index) => data.filter(({ cells }) => isNumber(cells[index])).length);
  const numberAt =
    hints.numberColumn === null ? findNumbers(names, shares, hasHeader) : findNamed(names, hints.numberColumn);
  const valuesAt = names.map((_, index) => index).filter((index) => index !== numberAt);
  const columns = valuesAt.map((index) => names[index] ?? '');
  return { hasHeader, numberAt, numberColumn: names[numberAt] ?? '', width, columns, valuesAt };
}

/** What at least half of the rows have: a column may have no header, and a row a cell too many. */
function usualWidth(rows: readonly SourceRow[]): number {
  const widths = rows.map(({ cells }) => widthOf(cells)).sort((a, b) => b - a);
  return widths[Math.floor((widths.length - 1) / 2)] ?? 0;
}

/** Cells up to the last one with something in it. */
export function widthOf(cells: readonly string[]): number {
  let width = cells.length;
  while (width > 0 && (cells[width - 1] ?? '').trim() === '') width--;
  return width;
}

function looksLikeHeader(
  first: readonly string[],
  rest: readonly SourceRow[],
  { numberColumn }: FileHints,
  isNumber: (cell: string | undefined) => boolean,
): boolean {
  if (first.some(isNumber)) return false;
  const names = first.map(plain);
  if (names.some((name) => NUMBER_NAMES.has(name))) return true;
  // Whoever names a column says that there are names.
  if (numberColumn !== null && !/^\d+$/.test(numberColumn)) return true;
  // No header where the cell above the numbers is itself a number, only a wrong one.
  const above = first.filter((_, index) => rest.some(({ cells }) => isNumber(cells[index])));
  return !above.some((cell) => (cell.match(/\d/g)?.length ?? 0) >= 5);
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

const listed = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

function findNamed(names: readonly string[], wanted: string): number {
  const exact = names.indexOf(wanted);
  const at = exact >= 0 ? exact : names.findIndex((name) => plain(name) === plain(wanted));
  if (at >= 0) return at;
  if (/^\d{1,4}$/.test(wanted) && Number(wanted) >= 1 && Number(wanted) <= names.length) return Number(wanted) - 1;
  throw new ImportFailure(`there is no column "${wanted}"; there are ${listed(names)}`);
}

/** The column with the most numbers among those named like it, else among all. */
function findNumbers(names: readonly string[], shares: readonly number[], hasHeader: boolean): number {
  const named = names.map((_, index) => index).filter((index) => NUMBER_NAMES.has(plain(names[index] ?? '')));
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
