import { z } from 'zod';
import { PageQuery, Timestamp, freeText } from './common.js';
import { MAX_PAIRS_CSV } from './rules.js';

/** A document's id: 24 hexadecimal digits. */
export const DocumentId = z.string().regex(/^[0-9a-f]{24}$/, 'expected an id of 24 hexadecimal digits in lower case');

/** ISO 3166-1 alpha-2, in either case; whether there is such a country is checked by the server. */
export const CountryCode = z.string().regex(/^[A-Za-z]{2}$/, 'expected an ISO 3166-1 alpha-2 code such as KE');

const codes = {
  /** Mobile country code, ITU-T E.212. */
  mcc: z
    .string()
    .regex(/^\d{3}$/, 'expected 3 digits')
    .nullable(),
  /** Mobile network code, ITU-T E.212; the zeros before it count. */
  mnc: z
    .string()
    .regex(/^\d{2,3}$/, 'expected 2 or 3 digits')
    .nullable(),
};

/** Beginnings of E.164 numbers, with the country's calling code, with or without the plus. */
const Prefixes = z
  .array(z.string().regex(/^\+?[1-9]\d{0,14}$/, 'expected 1 to 15 digits, the calling code first, such as 254722'))
  .max(500, 'expected at most 500 prefixes');

/** A country and an operator that messages can go to. */
export const Pair = z.object({
  id: DocumentId,
  country: z.string(),
  operator: z.string(),
  ...codes,
  /** Digits, without the plus, in ascending order. */
  prefixes: z.array(z.string()),
  /** Its messages wait one lane higher than they ask for. */
  is_high_priority: z.boolean(),
  /**
   * Without prefixes it takes the numbers of its country that no prefix claims, while it is the only active pair of the
   * country without.
   */
  takes_rest: z.boolean(),
  /** Messages to an inactive pair wait. */
  active: z.boolean(),
  /** Whether its channels may write to short codes and service names, beside phone numbers. */
  short_codes: z.boolean(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type Pair = z.infer<typeof Pair>;

/** `POST /api/v1/pairs`. */
export const NewPair = z.strictObject({
  country: CountryCode,
  operator: freeText(64),
  mcc: codes.mcc.default(null),
  mnc: codes.mnc.default(null),
  prefixes: Prefixes.default([]),
  is_high_priority: z.boolean().default(false),
  takes_rest: z.boolean().default(false),
  active: z.boolean().default(true),
  short_codes: z.boolean().default(false),
});
export type NewPair = z.infer<typeof NewPair>;

/** `PATCH /api/v1/pairs/{id}`. */
export const PairChange = z.strictObject({
  country: CountryCode.optional(),
  operator: freeText(64).optional(),
  mcc: codes.mcc.optional(),
  mnc: codes.mnc.optional(),
  prefixes: Prefixes.optional(),
  is_high_priority: z.boolean().optional(),
  takes_rest: z.boolean().optional(),
  active: z.boolean().optional(),
  short_codes: z.boolean().optional(),
});
export type PairChange = z.infer<typeof PairChange>;

/** `GET /api/v1/pairs`. */
export const PairQuery = PageQuery.extend({
  country: CountryCode.optional(),
  active: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional(),
});
export type PairQuery = z.infer<typeof PairQuery>;

/** `POST /api/v1/pairs/import`: CSV with a header line, or the starter set that comes with the product. */
export const PairImport = z
  .strictObject({
    /** Prefixes in one field, separated by blanks or semicolons. */
    csv: z.string().min(1).max(MAX_PAIRS_CSV, `expected at most ${MAX_PAIRS_CSV} characters`).optional(),
    starter: z.literal(true, 'expected true').optional(),
  })
  .refine(({ csv, starter }) => (csv === undefined) !== (starter === undefined), {
    path: ['csv'],
    message: 'expected either csv or starter: true',
  });
export type PairImport = z.infer<typeof PairImport>;

/** What became of one row; `line` is where it ends in the text, from 1. */
export const PairImportRow = z.object({
  line: z.int(),
  country: z.string(),
  operator: z.string(),
  result: z.enum(['created', 'updated', 'unchanged', 'error']),
  id: DocumentId.nullable(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })),
});
export type PairImportRow = z.infer<typeof PairImportRow>;

export const PairImportResult = z.object({
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  failed: z.int(),
  data: z.array(PairImportRow),
});
export type PairImportResult = z.infer<typeof PairImportResult>;
