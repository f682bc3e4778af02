import { z } from 'zod';
import { Timestamp, freeText } from './common.js';
import { ENCODINGS, encodingNamed } from './encodings.js';
import { MAX_HEADER_LINE } from './rules.js';

/** The id of a number list: 24 hexadecimal digits. */
export const NumberListId = z.string().regex(/^[0-9a-f]{24}$/, 'expected an id of 24 hexadecimal digits');

export const NumberListStatus = z.enum(['importing', 'ready', 'failed']);
export type NumberListStatus = z.infer<typeof NumberListStatus>;

const counts = {
  /** Rows read so far, the header not included, and what became of them; `rows` are those that can be sent to. */
  read: z.int(),
  rows: z.int(),
  duplicates: z.int(),
  rejected: z.int(),
  /** Of `rows`: those whose number was suppressed when the list came in. */
  suppressed: z.int(),
};

export const NumberList = z.object({
  id: NumberListId,
  name: z.string(),
  status: NumberListStatus,
  /** Why the import failed, or what it waits for. */
  reason: z.string().nullable(),
  /** How far the import is, 0 to 100. */
  percent: z.number(),
  file_name: z.string(),
  /** Octets of the file as it was uploaded. */
  file_size: z.int(),
  default_country: z.string(),
  /** The column that the numbers are in; null until it is known. */
  number_column: z.string().nullable(),
  has_header: z.boolean().nullable(),
  /** The line of the header; null where there is none, and until it is known. What is above is left out. */
  header_line: z.int().nullable(),
  /** The column that says whose national numbers a row has; null where there is none. */
  country_column: z.string().nullable(),
  /** Of the file's letters, as it was told or found out; null for spreadsheets, and until it is known. */
  encoding: z.string().nullable(),
  /** Rows that the spreadsheet does not show, as by a filter; whether they are among those read says `skip_hidden`. */
  hidden: z.int(),
  skip_hidden: z.boolean(),
  /** The other columns, which templates may use, in the file's order. */
  columns: z.array(z.string()),
  ...counts,
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type NumberList = z.infer<typeof NumberList>;

const DELIMITERS = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  pipe: '|',
  ',': ',',
  ';': ';',
  '\t': '\t',
  '|': '|',
} as const;
const name = freeText(128);
const flag = z.enum(['true', 'false'], 'expected true or false').transform((text) => text === 'true');

/** By any name that it goes by: `cp1251` is `windows-1251`. */
const encoding = z.string().transform((text, context): string => {
  const known = encodingNamed(text);
  if (known !== null) return known;
  context.addIssue({ code: 'custom', message: `expected one of ${Object.keys(ENCODINGS).join(', ')}` });
  return z.NEVER;
});

/** The fields of `POST /api/v1/number-lists`, beside the file in `file`. */
export const NumberListUpload = z.strictObject({
  /** Without one, the list is named after its file. */
  name: name.optional(),
  default_country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'expected an ISO 3166 code of two capital letters')
    .optional(),
  /** As the header names it, or its place from 1; found by its content where it is not given. */
  number_column: freeText(128).optional(),
  has_header: flag.optional(),
  /** The line of the columns' names, from 1; found where it is not given. */
  header_line: z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_HEADER_LINE, `expected a line from 1 to ${MAX_HEADER_LINE}`)
    .optional(),
  /** The column of the rows' countries: its name, its place from 1, or `none`; found where it is not given. */
  country_column: freeText(128).optional(),
  /** Of a text; found out where it is not given. */
  encoding: encoding.optional(),
  /** Leaves out the rows that a spreadsheet does not show. */
  skip_hidden: flag.optional(),
  delimiter: z
    .enum(Object.keys(DELIMITERS) as (keyof typeof DELIMITERS)[], 'expected comma, semicolon, tab or pipe')
    .transform((key) => DELIMITERS[key])
    .optional(),
});
export type NumberListUpload = z.infer<typeof NumberListUpload>;

/** `PATCH /api/v1/number-lists/{id}`. */
export const NumberListChange = z.strictObject({ name });
export type NumberListChange = z.infer<typeof NumberListChange>;

/** `GET /api/v1/number-lists/{id}/rows`: one that can be sent to; `row` counts from 0. */
export const NumberListRow = z.object({
  row: z.int(),
  number: z.string(),
  suppressed: z.boolean(),
  values: z.record(z.string(), z.string()),
});
export type NumberListRow = z.infer<typeof NumberListRow>;

/** Live event `number_list_progress`, to staff: some a second while a list is imported, and one when that ends. */
export const NumberListProgress = z.object({
  id: NumberListId,
  name: z.string(),
  status: NumberListStatus,
  reason: z.string().nullable(),
  percent: z.number(),
  ...counts,
  timestamp: Timestamp,
});
export type NumberListProgress = z.infer<typeof NumberListProgress>;
