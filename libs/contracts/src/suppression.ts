import { z } from 'zod';
import { PageQuery, Timestamp, freeText } from './common.js';
import { FieldError, PhoneNumber } from './messages.js';
import { MAX_SUPPRESSION_IMPORT } from './rules.js';

export const SUPPRESSION_SOURCES = ['stop', 'import', 'manual'] as const;

/** A number that gets no messages. */
export const Suppression = z.object({
  number: z.string(),
  /** `stop`: its owner opted out by a message. */
  source: z.enum(SUPPRESSION_SOURCES),
  note: z.string().nullable(),
  created_at: Timestamp,
});
export type Suppression = z.infer<typeof Suppression>;

/** `POST /api/v1/suppressions`. */
export const NewSuppression = z.strictObject({
  /** E.164 or national with the server's default country. */
  number: PhoneNumber,
  note: freeText(200).optional(),
});
export type NewSuppression = z.infer<typeof NewSuppression>;

/** `GET /api/v1/suppressions`: by number. */
export const SuppressionQuery = PageQuery.extend({
  /** This one only, E.164 or national. */
  number: PhoneNumber.optional(),
});
export type SuppressionQuery = z.infer<typeof SuppressionQuery>;

/** `POST /api/v1/suppressions/import`; numbers are checked one by one, so that one bad number does not refuse the rest. */
export const SuppressionImport = z
  .strictObject({
    numbers: z
      .array(z.unknown())
      .max(MAX_SUPPRESSION_IMPORT, `expected at most ${MAX_SUPPRESSION_IMPORT} numbers`)
      .optional(),
    /**
     * CSV text, read as a number list is: its columns are found by the same names, and by what is in them. The column
     * `note`, if there is one, is kept.
     */
    csv: z.string().optional(),
    /** Kept with each number that comes without a note. */
    note: freeText(200).optional(),
  })
  .refine(({ numbers, csv }) => numbers !== undefined || csv !== undefined, {
    path: ['numbers'],
    message: 'expected numbers, csv or both',
  });
export type SuppressionImport = z.infer<typeof SuppressionImport>;

export const SuppressionImportResult = z.object({
  added: z.int(),
  /** Were on the list already, or came twice. */
  known: z.int(),
  /** What was left out, in order; `index` counts from 0, in CSV and files without titles and header. */
  errors: z.array(
    z.object({
      from: z.enum(['numbers', 'csv', 'file']),
      index: z.int(),
      error: z.object({ status: z.int(), errors: z.array(FieldError) }),
    }),
  ),
  /** What of a table was not read, in words, as a second column of numbers. */
  warnings: z.array(z.string()),
  /** Of a file's letters; null of a spreadsheet. Only where a file was sent. */
  encoding: z.string().nullable().optional(),
});
export type SuppressionImportResult = z.infer<typeof SuppressionImportResult>;

/** The fields beside the file of `POST /api/v1/suppressions/import/file`. */
export const SuppressionFileFields = z.strictObject({
  /** Kept with each number that comes without a note. */
  note: freeText(200).optional(),
});
export type SuppressionFileFields = z.infer<typeof SuppressionFileFields>;
