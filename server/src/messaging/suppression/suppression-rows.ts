import { MAX_SUPPRESSION_IMPORT } from '@signalbox/contracts/rules';
import { Invalid } from '../../platform/common/errors.js';
import { toE164 } from '../../platform/common/phone-number.js';
import { namesNotes, namesNumbers } from '../../platform/number-tables/column-names.js';
import { type ColumnPlan, planColumns } from '../../platform/number-tables/columns.js';
import { countryReader } from '../../platform/number-tables/country-column.js';
import { ImportFailure } from '../../platform/number-tables/import-failure.js';
import { type RowForm, givenIn } from '../../platform/number-tables/row-number.js';
import { NO_HINTS, type TableRow } from '../../platform/number-tables/table.js';

/** Where a table came from: pasted, or as a file. */
export type TableSource = 'csv' | 'file';

/** A row of a table as it is, before its number is checked. */
export interface SuppressionRow {
  number: string;
  /** ISO 3166 code for a number without a country's prefix; empty where the row names one that is not known. */
  country: string;
  note: string | null;
}

export interface SuppressionRows {
  lines: SuppressionRow[];
  /** What of the table was not read, in words. */
  warnings: string[];
}

/** Rows that the columns are found by. */
const SAMPLE_ROWS = 200;
/** Rows that are read; as many as this may be above the numbers: titles, and a header. */
export const MOST_ROWS = MAX_SUPPRESSION_IMPORT + 200;

/**
 * What the rows of a table say, without blank ones, as a number list is read: its columns are found by the same names, and by
 * what is in them.
 * @throws Invalid naming the source when there are no numbers in it, or more than one import may have
 */
export function suppressionRows(source: TableSource, rows: readonly TableRow[], country: string): SuppressionRows {
  if (rows.length === 0) return { lines: [], warnings: [] };
  const plan = planOf(source, rows, country);
  const table = rows.slice(plan.firstRow);
  if (table.length > MAX_SUPPRESSION_IMPORT) throw tooMany(source);
  const noteAt = plan.valuesAt.find((_, index) => namesNotes(plan.columns[index] ?? ''));
  const form: RowForm = { plan, country, readCountry: countryReader() };
  const lines = table.map(({ cells }) => {
    const { number, country: own } = givenIn(cells, form);
    return { number, country: own, note: (noteAt === undefined ? '' : (cells[noteAt] ?? '').trim()) || null };
  });
  return { lines, warnings: otherNumbers(plan, table, country) };
}

export const tooMany = (source: TableSource): Invalid =>
  Invalid.field(source, `expected at most ${MAX_SUPPRESSION_IMPORT} lines`);

function planOf(source: TableSource, rows: readonly TableRow[], country: string): ColumnPlan {
  try {
    return planColumns(rows.slice(0, SAMPLE_ROWS), NO_HINTS, country);
  } catch (error) {
    if (error instanceof ImportFailure) throw Invalid.field(source, `expected a column of numbers: ${error.message}`);
    throw error;
  }
}

/** Of each other column that is called by numbers, and has some: who is in it alone goes on being sent to. */
function otherNumbers(plan: ColumnPlan, table: readonly TableRow[], country: string): string[] {
  return plan.columns.flatMap((name, index) => {
    const at = plan.valuesAt[index] ?? -1;
    // "number2", "Phone (2)" and what comes twice.
    if (!namesNumbers(name.replace(/\W*\d+\W*$/, '')) && !namesNumbers(name)) return [];
    const count = table.filter(({ cells }) => toE164(cells[at] ?? '', country) !== null).length;
    if (count === 0) return [];
    return [
      `column "${name}" was not read, which has ${count} ${count === 1 ? 'number' : 'numbers'} too: import it in a file of its own`,
    ];
  });
}
