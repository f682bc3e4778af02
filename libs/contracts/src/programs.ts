import { z } from 'zod';
import { PageQuery, Timestamp, freeText } from './common.js';
import { PhoneNumber } from './messages.js';
import { hasNamedPlaces, isReservedProgramName, isTimeZone, MAX_TEXT_LENGTH, RESERVED_PROGRAM_NAMES } from './rules.js';
import { isProxy, MAX_PROXY, PROXY_FORMS } from './proxy.js';
import { RUN_STATUSES } from './run-statuses.js';
import { MESSAGE_STATUSES } from './statuses.js';

export const ProgramName = freeText(128).refine(
  (name) => !isReservedProgramName(name),
  `expected a name that is none of the words ${RESERVED_PROGRAM_NAMES.join(', ')}`,
);

const documentId = (kind: string) =>
  z.string().regex(/^[0-9a-f]{24}$/, `expected the id of a ${kind}: 24 hexadecimal digits`);

/** A path parameter that is a program's id. */
export const ProgramId = documentId('program');

/** A message's text with `{{column}}` or `{{column|fallback}}` where a row's values go; blanks around both are allowed. */
export const Template = z
  .string()
  .refine((text) => text.length >= 1, 'expected at least 1 character')
  .refine((text) => text.length <= MAX_TEXT_LENGTH, `expected at most ${MAX_TEXT_LENGTH} characters`)
  .refine((text) => text.isWellFormed(), 'expected well-formed text, got half of a surrogate pair')
  .refine(hasNamedPlaces, "expected a column's name between {{ and }}")
  .meta({ minLength: 1, maxLength: MAX_TEXT_LENGTH });

/** See proxy.ts; where it is shown, `***` stands for its password, and sent back so it keeps that. */
export const Proxy = z.string().max(MAX_PROXY).refine(isProxy, PROXY_FORMS);

const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day, HH:MM from 00:00 to 23:59');

/** When messages may leave. `to` before `from` goes over midnight, to the day after; the same as `from` is a whole day. */
export const SendingWindow = z.strictObject({
  /** 0 is Sunday. */
  days: z
    .array(z.int().min(0).max(6))
    .min(1)
    .max(7)
    .refine((days) => new Set(days).size === days.length, 'expected each day once')
    .meta({ uniqueItems: true }),
  /** The first minute in, and the first minute out. */
  from: ClockTime,
  to: ClockTime,
  /** An IANA time zone, or `recipient` for that of each recipient's country. */
  time_zone: z.string().max(64).refine(isTimeZone, 'expected an IANA time zone such as Africa/Nairobi, or recipient'),
});
export type SendingWindow = z.infer<typeof SendingWindow>;

/** A run gives up by itself when fewer than `success_below` (0 to 1) of what ended in the last minutes was delivered. */
export const FailWhen = z.strictObject({
  success_below: z.number().gt(0).max(1),
  minutes: z.int().min(1).max(1440),
  /** Fewer endings than this say nothing. */
  at_least: z.int().min(1).max(1_000_000),
});
export type FailWhen = z.infer<typeof FailWhen>;

const settings = {
  name: ProgramName,
  /** Null: each recipient's own pair is found by its prefix. */
  pair_id: documentId('pair').nullable(),
  /** A program without a list cannot be started. */
  number_list_id: documentId('number list').nullable(),
  template: Template,
  /** The number of the SIM card to send from; null leaves the choice to the router. */
  sender: PhoneNumber.nullable(),
  /** 10 is the most urgent. */
  priority: z.int().min(1).max(10),
  /** Messages a minute; null is no limit. */
  rate_per_minute: z.int().min(1).max(1_000_000).nullable(),
  /** What HTTP providers are reached through. */
  proxy: Proxy.nullable(),
  window: SendingWindow.nullable(),
  /** How long a message may wait before it leaves, in seconds; null is without end. */
  validity_seconds: z.int().min(1).max(604_800).nullable(),
  /** An inactive program cannot be started. */
  active: z.boolean(),
  fail_when: FailWhen.nullable(),
  /**
   * Whether typographic quotes, dashes, dots and blanks become those of the GSM alphabet where that saves a message parts; null:
   * as the server's `SMART_ENCODING` says.
   */
  smart_encoding: z.boolean().nullable(),
};

/** `POST /api/v1/programs`. */
export const NewProgram = z.strictObject({
  name: settings.name,
  pair_id: settings.pair_id.default(null),
  number_list_id: settings.number_list_id.default(null),
  template: settings.template,
  sender: settings.sender.default(null),
  priority: settings.priority.default(5),
  rate_per_minute: settings.rate_per_minute.default(null),
  proxy: settings.proxy.default(null),
  window: settings.window.default(null),
  validity_seconds: settings.validity_seconds.default(null),
  active: settings.active.default(true),
  fail_when: settings.fail_when.default(null),
  smart_encoding: settings.smart_encoding.default(null),
});
export type NewProgram = z.infer<typeof NewProgram>;

/** `PATCH /api/v1/programs/{id}`. With `version`, it is refused when somebody else changed the program meanwhile. */
export const ProgramPatch = z.strictObject({
  name: settings.name.optional(),
  pair_id: settings.pair_id.optional(),
  number_list_id: settings.number_list_id.optional(),
  template: settings.template.optional(),
  sender: settings.sender.optional(),
  priority: settings.priority.optional(),
  rate_per_minute: settings.rate_per_minute.optional(),
  proxy: settings.proxy.optional(),
  window: settings.window.optional(),
  validity_seconds: settings.validity_seconds.optional(),
  active: settings.active.optional(),
  fail_when: settings.fail_when.optional(),
  smart_encoding: settings.smart_encoding.optional(),
  version: z.int().min(0).optional(),
});
export type ProgramPatch = z.infer<typeof ProgramPatch>;

export const RunStatus = z.enum(RUN_STATUSES);
export type RunStatus = z.infer<typeof RunStatus>;

/** One pass over a program's list. */
export const Run = z.object({
  id: z.int(),
  program_id: z.string(),
  status: RunStatus,
  /** Why a running run makes no progress now, or why it ended as it did. */
  reason: z.string().nullable(),
  /** Rows of the list; 0 until it is imported. */
  total: z.int(),
  /** Rows passed so far: `skipped` and the messages of `by_status` together. */
  done: z.int(),
  /** Rows passed over, because their numbers are suppressed. */
  skipped: z.int(),
  /** The run's messages by the status that they have now. */
  by_status: z.record(z.enum(MESSAGE_STATUSES), z.int()),
  /** Waiting, or on the way to the network: scheduled, queued, dispatched. */
  queued: z.int(),
  /** Taken by the network, whatever became of them there: sent, delivered, undelivered. */
  sent: z.int(),
  delivered: z.int(),
  /** Came to nothing: failed, undelivered, expired. */
  failed: z.int(),
  uncertain: z.int(),
  cancelled: z.int(),
  /** Of the rows, those whose message has left or will not, 0 to 100. */
  percent: z.number(),
  /** How fast it went in the last seconds, in messages a minute; null when nothing is known. */
  messages_per_minute: z.number().nullable(),
  /** When it will be through at this speed. */
  eta: Timestamp.nullable(),
  started_at: Timestamp,
  updated_at: Timestamp,
  ended_at: Timestamp.nullable(),
});
export type Run = z.infer<typeof Run>;

export const Program = z.object({
  id: z.string(),
  ...settings,
  template: z.string(),
  owner_id: z.int(),
  /** Grows by one with each update. */
  version: z.int(),
  /** The one that runs or is paused, or the last there was. */
  run: Run.nullable(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type Program = z.infer<typeof Program>;

/** `GET /api/v1/programs/{id}/runs/{run_id}/log`, newest first. */
export const RunLogEntry = z.object({
  id: z.int(),
  at: Timestamp,
  level: z.enum(['info', 'warning', 'error']),
  text: z.string(),
});
export type RunLogEntry = z.infer<typeof RunLogEntry>;

/** `GET /api/v1/programs`; with `name`, the one that is called so; with `going`, those that run or are paused, all of them. */
export const ProgramQuery = PageQuery.extend({
  name: freeText(128).optional(),
  going: z.literal('true', 'expected true').optional(),
});
export type ProgramQuery = z.infer<typeof ProgramQuery>;

/** Event `program_progress`, at most one a second and program. */
export const ProgramProgress = z.object({ program_id: z.string(), name: z.string(), run: Run });
export type ProgramProgress = z.infer<typeof ProgramProgress>;
