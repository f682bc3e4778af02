import { z } from 'zod';
import { isTimeZone } from './rules.js';
import { speakPlainly } from './words.js';

// Here, since whoever has a schema of ours has this.
speakPlainly();

/** An error answer, RFC 9457, with one entry a field that was wrong. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** For the API's document, which cannot say what a refinement refuses. */
const NO_BLANKS_AROUND = String.raw`^\S([\s\S]*\S)?$`;

/** Free text of 1 to `max` UTF-16 code units, as a name or a reference: without blanks around it. */
export const freeText = (max: number) =>
  z
    .string()
    .refine((text) => text.length >= 1, 'expected at least 1 character')
    .refine((text) => text.length <= max, `expected at most ${max} characters`)
    .refine((text) => text.isWellFormed(), 'expected well-formed text, got half of a surrogate pair')
    .refine((text) => text === text.trim(), 'expected no blanks before or after')
    .meta({ minLength: 1, maxLength: max, pattern: NO_BLANKS_AROUND });

/** Whose clock counts: an IANA name, and no offset, which knows no summer time. */
export const TimeZone = z
  .string()
  .refine((name) => name !== 'recipient' && isTimeZone(name), 'expected an IANA time zone, such as Africa/Nairobi');

/** ISO 8601 in UTC, as every time in the REST API. */
export const Timestamp = z.iso.datetime('expected a time in UTC by ISO 8601, such as 2026-01-31T12:00:00Z');

/** A whole day, UTC. */
export const Day = z.iso.date('expected a day, such as 2026-01-31');

/** The query of every list: how many rows, and where the last page ended. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().min(1).max(200).optional(),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** Yes or no in a query. */
export const Flag = z.enum(['true', 'false'], 'expected true or false').transform((text) => text === 'true');

/** The query of a list of channels. */
export const ChannelQuery = PageQuery.extend({ online: Flag.optional() });
export type ChannelQuery = z.infer<typeof ChannelQuery>;

/** One page of a list; `next_cursor` is null on the last one. */
export const pageOf = <T extends z.ZodType>(row: T) =>
  z.object({ data: z.array(row), next_cursor: z.string().nullable() });
export interface Page<T> {
  data: T[];
  next_cursor: string | null;
}

/** A path parameter that is an integer id. */
export const IntId = z.coerce.number().int().min(1).max(2_147_483_647);

/** A path parameter that is a UUID. */
export const Uuid = z.uuid('expected a UUID');
