import { NewPair } from '@signalbox/contracts/pairs';
import { PAIR_COLUMNS } from '@signalbox/contracts/rules';
import type { FieldError } from '@signalbox/contracts/messages';
import { CsvError, parse } from 'csv-parse/sync';
import { Invalid } from '../../platform/common/errors.js';
import { issuesToErrors } from '../../platform/common/validation.js';

type Column = (typeof PAIR_COLUMNS)[number];
const COLUMNS: ReadonlySet<string> = new Set(PAIR_COLUMNS);
const isColumn = (name: string): name is Column => COLUMNS.has(name);

/** A row as it was written, and what it says. */
export interface PairRow {
  /** Where it ends in the text, from 1. */
  line: number;
  country: string;
  operator: string;
  /** What its fields mean; those of columns that are missing have their defaults. */
  body: NewPair | null;
  errors: FieldError[];
}

export interface PairTable {
  columns: ReadonlySet<string>;
  rows: PairRow[];
}

/**
 * Reads a table of pairs: RFC 4180 with a header line, separated by commas, semicolons or tabs; lines that begin with #
 * are left out.
 * @throws Invalid naming `csv` when it is no such table; what is wrong within a row is in the row.
 */
export function readPairs(csv: string): PairTable {
  const [header, ...records] = parseRecords(csv);
  if (!header) throw Invalid.field('csv', 'expected a header line');
  const columns = header.fields.map((name) => name.trim().toLowerCase());
  const unknown = columns.find((name) => !isColumn(name));
  if (unknown !== undefined) {
    throw Invalid.field(
      'csv',
      `expected columns of ${PAIR_COLUMNS.join(', ')}; got ${JSON.stringify(unknown.slice(0, 64))}`,
    );
  }
  const missing = ['country', 'operator'].find((name) => !columns.includes(name));
  if (missing !== undefined) throw Invalid.field('csv', `expected a column ${missing} in the header line`);
  if (new Set(columns).size < columns.length) throw Invalid.field('csv', 'expected each column once');
  return { columns: new Set(columns), rows: records.map(({ line, fields }) => readRow(line, columns, fields)) };
}

interface RawRecord {
  line: number;
  fields: string[];
}

function parseRecords(csv: string): RawRecord[] {
  const records: RawRecord[] = [];
  try {
    parse(csv, {
      bom: true,
      comment: '#',
      comment_no_infix: true,
      delimiter: delimiterOf(csv),
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (fields: string[], { lines }) => {
        records.push({ line: lines, fields });
        return null;
      },
    });
    return records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw Invalid.field('csv', `expected well-formed CSV: ${error.message}`);
  }
}

/** The one that the header line has most of. */
function delimiterOf(csv: string): string {
  const header = csv.split(/\r?\n|\r/).find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
  const counts = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: header.split(delimiter).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}

function readRow(line: number, columns: string[], fields: string[]): PairRow {
  const text = new Map(columns.map((name, index) => [name, (fields[index] ?? '').trim()]));
  const [country, operator] = [text.get('country') ?? '', text.get('operator') ?? ''];
  const row = { line, country, operator };
  if (fields.length > columns.length) {
    const message = `expected ${columns.length} fields, got ${fields.length}`;
    return { ...row, body: null, errors: [{ field: 'row', message }] };
  }
  const parsed = NewPair.safeParse({
    country,
    operator,
    mcc: text.get('mcc') || null,
    mnc: text.get('mnc') || null,
    prefixes: (text.get('prefixes') ?? '').split(/[\s;]+/).filter((prefix) => prefix !== ''),
    is_high_priority: flagOf(text.get('is_high_priority'), false),
    takes_rest: flagOf(text.get('takes_rest'), false),
    active: flagOf(text.get('active'), true),
    short_codes: flagOf(text.get('short_codes'), false),
  });
  return parsed.success
    ? { ...row, body: parsed.data, errors: [] }
    : { ...row, body: null, errors: issuesToErrors(parsed.error.issues, 'row') };
}

const FLAGS = new Map([
  ['true', true],
  ['yes', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['0', false],
]);

/** What is no flag stays as it is, for the schema to refuse. */
const flagOf = (text: string | undefined, otherwise: boolean): boolean | string =>
  text === undefined || text === '' ? otherwise : (FLAGS.get(text.toLowerCase()) ?? text);
