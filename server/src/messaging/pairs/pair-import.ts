import type { NewPair, PairChange, PairImportRow } from '@signalbox/contracts/pairs';
import { Conflict, DomainError } from '../../platform/common/errors.js';
import { type PairBook, nameKey } from './pair-book.js';
import type { PairRow, PairTable } from './pair-csv.js';
import { PairIndex } from './pair-index.js';
import { changedFields, newFields, requireDistinct, sameFields } from './pair-rules.js';
import { type Pair, newPair } from './pair.js';

/** What an import comes to: the answer's rows, and the pairs to store, each with its row. */
export interface ImportPlan {
  rows: PairImportRow[];
  changes: { row: PairImportRow; pair: Pair }[];
}

/** A pair that is there already gets what the table's columns say; its other fields stay. */
export function planImport({ columns, rows }: PairTable, book: PairBook): ImportPlan {
  const index = new PairIndex(book.pairs);
  const lines = new Map<string, number>();
  const plan: ImportPlan = { rows: [], changes: [] };
  for (const row of rows) {
    const answer = answerOf(row);
    plan.rows.push(answer);
    try {
      const change = changeFor(row, columns, index, lines);
      if (!change) continue;
      answer.id = change.pair.id;
      answer.result = change.result;
      if (change.result === 'unchanged') continue;
      index.put(change.pair, change.former);
      plan.changes.push({ row: answer, pair: change.pair });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      answer.errors = error.errors;
    }
  }
  return plan;
}

const answerOf = ({ line, country, operator, errors }: PairRow): PairImportRow => ({
  line,
  country: country.slice(0, 64),
  operator: operator.slice(0, 64),
  result: 'error',
  id: null,
  errors,
});

interface PlannedChange {
  pair: Pair;
  former?: Pair;
  result: 'created' | 'updated' | 'unchanged';
}

function changeFor(
  { line, body }: PairRow,
  columns: ReadonlySet<string>,
  index: PairIndex,
  lines: Map<string, number>,
): PlannedChange | null {
  if (!body) return null;
  const fields = newFields(body);
  const key = nameKey(fields);
  const earlier = lines.get(key);
  if (earlier !== undefined) {
    const message = `expected each pair once; line ${earlier} has it already`;
    throw new Conflict('The pair is twice in the table.', [{ field: 'operator', message }]);
  }
  lines.set(key, line);
  const former = index.named(fields);
  if (!former) {
    requireDistinct(fields, undefined, index);
    return { pair: newPair(fields), result: 'created' };
  }
  const changed = changedFields(former, given(body, columns));
  if (sameFields(former, changed)) return { pair: former, former, result: 'unchanged' };
  requireDistinct(changed, former.id, index);
  return { pair: { ...former, ...changed }, former, result: 'updated' };
}

const given = (body: NewPair, columns: ReadonlySet<string>): PairChange =>
  Object.fromEntries(Object.entries(body).filter(([column]) => columns.has(column)));
