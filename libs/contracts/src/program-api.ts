import { z } from 'zod';
import { Email, Password, Username } from './auth.js';
import { Timestamp } from './common.js';
import { NumberListStatus } from './number-lists.js';
import { PhoneNumber } from './messages.js';
import { ProgramName, Proxy, RunStatus, Template } from './programs.js';

/*
 * The program API: its own unversioned URLs and shapes, for clients written against the earlier system. What it calls a
 * pair is a program: `pair_name` is its name, `pair_id` its id. Forms and JSON are taken alike, so that numbers and flags
 * may be text; fields that it does not know are ignored.
 */

/** Every error: `message` for people, with the fields that were wrong; `error` is the same text under its other name. */
export const ProgramApiError = z.object({
  success: z.literal(false),
  message: z.string(),
  error: z.string(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});
export type ProgramApiError = z.infer<typeof ProgramApiError>;

const trimmed = (value: unknown): unknown => (typeof value === 'string' ? value.trim() : value);
/** Forms cannot leave a field out: what nothing was written into is null. */
const orNull = (value: unknown): unknown => (trimmed(value) === '' ? null : trimmed(value));
const orNothing = (value: unknown): unknown => orNull(value) ?? undefined;

const FLAGS = new Map([
  ['true', true],
  ['1', true],
  ['yes', true],
  ['on', true],
  ['false', false],
  ['0', false],
  ['no', false],
  ['off', false],
]);

/** What is no flag or no number stays as it is, for the schema to refuse. */
const toFlag = (value: unknown): unknown =>
  value === undefined ? value : (FLAGS.get(String(trimmed(value)).toLowerCase()) ?? value);
const toNumber = (value: unknown): unknown => {
  const given = orNull(value);
  return typeof given === 'string' && /^-?\d+(\.\d+)?$/.test(given) ? Number(given) : given;
};
/** The same, where null and nothing at all are told apart no more than in a form. */
const toNumberOrNothing = (value: unknown): unknown => toNumber(value) ?? undefined;

/** A flag as old clients write it: true, "true", "True", 1, "1", "yes", "on", and their opposites. */
export const OldFlag = z.preprocess((value) => toFlag(orNothing(value)), z.boolean().optional());
/** One that must be there. */
export const GivenOldFlag = z.preprocess((value) => toFlag(orNothing(value)), z.boolean());

/** 1 is first; there may be hundreds, since clients number all programs in their order. */
const Priority = z.int().min(0).max(2_147_483_647);
const Count = z.preprocess(toNumberOrNothing, z.int().min(0).max(1_000_000_000));
const Name = z.preprocess(trimmed, ProgramName);

/** 24 hexadecimal digits in either case. */
export const OldId = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[0-9a-f]{24}$/, 'expected 24 hexadecimal digits');

const Text = z.preprocess((value) => (value === '' ? undefined : (value ?? undefined)), Template.optional());

const settings = {
  proxy: z.preprocess(orNull, Proxy.nullish()),
  /** Shown as it is; programs are started and stopped by their own calls. */
  active_status: OldFlag,
  priority: z.preprocess(toNumberOrNothing, Priority.optional()),
  /** The text, by any of three names, the first that is there; what is sent without one is in docs/API.md. */
  message: Text,
  text: Text,
  template: Text,
  /** The number of the SIM card to send from. */
  sender: z.preprocess(orNull, PhoneNumber.nullish()),
  rate_per_minute: z.preprocess(toNumber, z.int().min(1).max(1_000_000).nullish()),
  /** The id of a country-operator pair, as `GET /country-operator` shows it. */
  country_operator: z.preprocess(orNull, OldId.nullish()),
};

/** The form of `POST /program/create`, beside the file in `number_list`. */
export const ProgramApiNewPair = z.object({ pair_name: Name, ...settings });
export type ProgramApiNewPair = z.infer<typeof ProgramApiNewPair>;

const isNumber = (one: unknown): boolean =>
  (typeof one === 'string' && !/[\r\n]/.test(one.trim())) || (typeof one === 'number' && Number.isSafeInteger(one));

/** A list of numbers becomes a text with one a line; a text is taken as a file would be. */
const toNumbers = (value: unknown): unknown =>
  Array.isArray(value) && value.every(isNumber)
    ? value.map((one) => String(one).trim()).join('\n')
    : (value ?? undefined);

/** What JSON has for a list; empty is none. */
const JsonList = z.preprocess(
  toNumbers,
  z
    .string('expected a list of numbers, a text with a number a line, or a file in a form (multipart/form-data)')
    .transform((text) => (text.trim() === '' ? undefined : text))
    .optional(),
);

/** The same in JSON. */
export const ProgramApiNewJsonPair = ProgramApiNewPair.extend({ number_list: JsonList });
export type ProgramApiNewJsonPair = z.infer<typeof ProgramApiNewJsonPair>;

const changeable = { pair_name: Name.optional(), ...settings, number_list: JsonList };
const PATCHABLE = Object.keys(changeable);

/** `PATCH /program/update/<pair_id>`: what is left out stays as it is. */
export const ProgramApiPairChange = z
  .object(changeable)
  .refine((body) => Object.values(body).some((value) => value !== undefined), `expected ${PATCHABLE.join(', ')}`);
export type ProgramApiPairChange = z.infer<typeof ProgramApiPairChange>;

/** `POST /program/start`, `stop`, `restart`: of any name, since what is not there is answered with 404. */
export const ProgramApiCommand = z.object({ pair_name: z.preprocess(trimmed, z.string().min(1).max(128)) });
export type ProgramApiCommand = z.infer<typeof ProgramApiCommand>;

/** `reason` is why the messages of what was started wait, where they do; `message` ends in it. */
export const ProgramApiDone = z.object({
  message: z.string(),
  success: z.literal(true),
  reason: z.string().optional(),
});
export type ProgramApiDone = z.infer<typeof ProgramApiDone>;

/** The run that goes on, or the last there was. */
export const ProgramApiSession = z.object({
  id: z.int(),
  status: RunStatus,
  /** Why it makes no progress now, or why it ended as it did. */
  reason: z.string().nullable(),
  /** 0 to 100. */
  progress: z.number(),
  total: z.int(),
  processed: z.int(),
  skipped: z.int(),
  queued: z.int(),
  sent: z.int(),
  delivered: z.int(),
  failed: z.int(),
  startedAt: Timestamp,
  endedAt: Timestamp.nullable(),
});
export type ProgramApiSession = z.infer<typeof ProgramApiSession>;

/** The program's list; of the rows, only those that can be sent to are counted. */
export const ProgramApiFile = z.object({
  id: z.string(),
  filename: z.string(),
  /** As the client said with the file; after the file's name where it said nothing. */
  content_type: z.string(),
  /** Octets. */
  size: z.int(),
  rows: z.int(),
  status: NumberListStatus,
  reason: z.string().nullable(),
  upload_date: Timestamp,
});
export type ProgramApiFile = z.infer<typeof ProgramApiFile>;

/** An entry of `GET /program/pairs`. */
export const ProgramApiPair = z.object({
  pairName: z.string(),
  /** True from a start to the end of what it began, else as a client said last. */
  activeStatus: z.boolean(),
  /** As it was given, 1 being first; 0 without one. */
  priority: z.int(),
  /** As it was given, but `***` for its password. */
  proxy: z.string().nullable(),
  /** Empty until the program was started once. */
  sessionDetails: z.union([ProgramApiSession, z.strictObject({})]),
  createdAt: Timestamp,
  numberListFile: ProgramApiFile.nullable(),
  pair_id: z.string(),
});
export type ProgramApiPair = z.infer<typeof ProgramApiPair>;

export const ProgramApiCreated = z.object({ message: z.string(), pair_id: z.string(), pair: ProgramApiPair });
export type ProgramApiCreated = z.infer<typeof ProgramApiCreated>;
export const ProgramApiUpdated = z.object({ message: z.string(), pair: ProgramApiPair });
export type ProgramApiUpdated = z.infer<typeof ProgramApiUpdated>;
export const ProgramApiDeleted = z.object({ message: z.string(), pair_id: z.string() });
export type ProgramApiDeleted = z.infer<typeof ProgramApiDeleted>;

const counts = {
  /** Taken by the network, or come to nothing: those of `total_sms_failed` are among them. */
  total_sms_sent: z.int(),
  total_sms_failed: z.int(),
  delivered: z.int(),
  /** The share of delivered among delivered and failed, 0 to 1; null where nothing came to an end. */
  success_rate: z.number().nullable(),
};

/** A program's messages, over all its runs. The rates are in percent, 0 where nothing came to an end. */
export const ProgramApiStats = z.object({
  pair_name: z.string(),
  pair_id: z.string(),
  ...counts,
  total_rate_of_success: z.number(),
  total_rate_of_failure: z.number(),
});
export type ProgramApiStats = z.infer<typeof ProgramApiStats>;

/** All messages there ever were, those that no program sent included. */
export const ProgramApiAggregate = z.object({
  /** Programs. */
  total_pairs: z.int(),
  ...counts,
  overall_success_rate: z.number(),
  overall_failure_rate: z.number(),
});
export type ProgramApiAggregate = z.infer<typeof ProgramApiAggregate>;

export const ProgramApiStatsAnswer = z.object({ message: z.string(), stats: ProgramApiStats });
export type ProgramApiStatsAnswer = z.infer<typeof ProgramApiStatsAnswer>;
export const ProgramApiAggregateAnswer = z.object({ message: z.string(), stats: ProgramApiAggregate });
export type ProgramApiAggregateAnswer = z.infer<typeof ProgramApiAggregateAnswer>;

/** `POST /stats/dummy`: messages that never were, in a program's statistics until the next ones take their place. */
export const ProgramApiDummy = z
  .object({ ...ProgramApiCommand.shape, total_sms_sent: Count, total_sms_failed: Count })
  .refine(({ total_sms_sent: sent, total_sms_failed: failed }) => failed <= sent, {
    path: ['total_sms_failed'],
    message: 'expected at most total_sms_sent, which the failed are part of',
  });
export type ProgramApiDummy = z.infer<typeof ProgramApiDummy>;

/** `POST /user`: an account of role `user`. */
export const ProgramApiNewUser = z.object({ username: Username, email: Email, password: Password });
export type ProgramApiNewUser = z.infer<typeof ProgramApiNewUser>;
export const ProgramApiCreatedUser = z.object({ message: z.string(), userId: z.string() });
export type ProgramApiCreatedUser = z.infer<typeof ProgramApiCreatedUser>;

/** `GET /user/<user_id>`; what the earlier system showed of the password is not shown. */
export const ProgramApiUser = z.object({ username: z.string(), email: z.string() });
export type ProgramApiUser = z.infer<typeof ProgramApiUser>;

/** `POST /signin`; `identifier` is a username or an email address. */
export const ProgramApiSignIn = z.object({
  identifier: z.string().min(1).max(254),
  password: z.string().min(1).max(128),
});
export type ProgramApiSignIn = z.infer<typeof ProgramApiSignIn>;
export const ProgramApiToken = z.object({ token: z.string() });
export type ProgramApiToken = z.infer<typeof ProgramApiToken>;
