import { namesNumbers, plainName } from './column-names.js';
import { ImportFailure } from './import-failure.js';
import type { TableHints, TableRow } from './table.js';

/** Titles and letterheads above a header are few lines; further down nobody looks for one. */
const MOST_ABOVE = 20;
/** Digits of a cell that is a number, only a wrong one. */
const NUMBERLIKE = 5;

export type IsNumber = (cell: string | undefined) => boolean;

/**
 * The place of the row that names the columns, null where none does.
 * @param sample the first rows that have something in them
 * @throws ImportFailure when the line that was named is none of them
 */
export function findHeader(sample: readonly TableRow[], hints: TableHints, isNumber: IsNumber): number | null {
  if (hints.headerLine !== null) return atLine(sample, hints.headerLine);
  if (hints.hasHeader === false) return null;
  const likely = calledSo(sample, hints) ?? namedAbove(sample, isNumber);
  if (likely !== null) return likely;
  const above = belowTitles(sample, isNumber);
  return hints.hasHeader === true || looksLikeHeader(sample, above, isNumber) ? above : null;
}

function atLine(sample: readonly TableRow[], wanted: number): number {
  const at = sample.findIndex(({ line }) => line === wanted);
  if (at >= 0) return at;
  throw new ImportFailure(`line ${wanted} has no columns’ names; expected the line of the header in header_line`);
}

/** The row that has the name which the caller gave to the column of the numbers. */
function calledSo(sample: readonly TableRow[], { numberColumn }: TableHints): number | null {
  if (numberColumn === null || /^\d+$/.test(numberColumn)) return null;
  const wanted = plainName(numberColumn);
  const at = sample.slice(0, MOST_ABOVE).findIndex(({ cells }) => cells.some((cell) => plainName(cell) === wanted));
  return at < 0 ? null : at;
}

/** The first row with a name for numbers that has numbers below; where there are no numbers at all, with such a name. */
function namedAbove(sample: readonly TableRow[], isNumber: IsNumber): number | null {
  let proven: number | null = null;
  let provenWidth = 0;
  let unproven: number | null = null;
  let widest = 0;
  for (const [at, { cells }] of sample.slice(0, MOST_ABOVE).entries()) {
    const filled = filledIn(cells);
    // A letterhead has numbers, too, but is no wider than the table.
    if (!cells.some(isNumber) && filled >= widest) {
      const named = cells.flatMap((cell, column) => (namesNumbers(cell) ? [column] : []));
      const below = sample.slice(at + 1);
      const isProven = named.some((column) => below.some((row) => isNumber(row.cells[column])));
      // A title may be such a word, too, in a line of its own.
      if (isProven && filled > provenWidth) {
        proven = at;
        provenWidth = filled;
      }
      if (named.length > 0) unproven ??= at;
    }
    widest = Math.max(widest, filled);
  }
  if (proven !== null) return proven;
  return unproven !== null && !sample.slice(0, unproven).some(({ cells }) => cells.some(isNumber)) ? unproven : null;
}

/** The row above the first number, where those above it have fewer cells, as titles have; else the first. */
function belowTitles(sample: readonly TableRow[], isNumber: IsNumber): number {
  const firstNumber = sample.slice(0, MOST_ABOVE + 1).findIndex(({ cells }) => cells.some(isNumber));
  if (firstNumber < 2) return 0;
  const filled = filledIn(sample[firstNumber - 1]?.cells ?? []);
  const areTitles = sample.slice(0, firstNumber - 1).every(({ cells }) => filledIn(cells) < filled);
  return areTitles ? firstNumber - 1 : 0;
}

function looksLikeHeader(sample: readonly TableRow[], at: number, isNumber: IsNumber): boolean {
  const cells = sample[at]?.cells ?? [];
  if (cells.some(isNumber)) return false;
  // No header where the cell above the numbers is itself a number, only a wrong one.
  const below = sample.slice(at + 1);
  const above = cells.filter((_, index) => below.some((row) => isNumber(row.cells[index])));
  return !above.some((cell) => (cell.match(/\d/g)?.length ?? 0) >= NUMBERLIKE);
}

const filledIn = (cells: readonly string[]): number => cells.filter((cell) => cell.trim() !== '').length;
