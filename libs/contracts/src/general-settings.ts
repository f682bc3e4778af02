import { z } from 'zod';
import { TimeZone, freeText } from './common.js';

const wholeNumber = (least: number, most: number) =>
  z.int(`expected a whole number from ${least} to ${most}`).min(least).max(most);
const words = z.string().max(1000, 'expected at most 1000 characters');
const answer = z.string().max(320, 'expected at most 320 characters');
/** What has to be looked at again for less than a week may still change: reports come late. */
const days = wholeNumber(7, 3650).nullable();

/** What admins may set while the server runs. */
export const GeneralValues = z.strictObject({
  /** Who writes, until the company's own page says more. */
  company_name: freeText(120),
  /** Whose national numbers are understood: ISO 3166, two capital letters. */
  default_country: z.string().regex(/^[A-Z]{2}$/, 'expected an ISO 3166 code of two capital letters'),
  /** Whose days and hours count: an IANA name. */
  time_zone: TimeZone,
  /** Whether people may register accounts of role `user`. */
  registration: z.enum(['open', 'closed']),
  /** Words with commas between; a message that is one of them and nothing else opts its sender out, or in again. */
  stop_words: words,
  start_words: words,
  /** What is answered then; empty is nothing. */
  stop_answer: answer,
  start_answer: answer,
  /** Whether a message that does not say gets GSM characters in place of typographic ones where that saves parts. */
  smart_encoding: z.boolean(),
  /** Requests to send, an API key or account; null is without limit. */
  send_rate_per_minute: wholeNumber(1, 1_000_000).nullable(),
  /** Failed sign-ins and registrations, an address. */
  sign_in_rate_per_minute: wholeNumber(1, 1_000_000),
  /** After so many days the texts of messages that are over are taken away, and after so many the messages; null is never. */
  retention_texts_days: days,
  retention_messages_days: days,
});
export type GeneralValues = z.infer<typeof GeneralValues>;
export type GeneralSetting = keyof GeneralValues;

/** `GET /api/v1/settings/general` (admin). */
export const GeneralSettings = z.object({
  /** Grows with each change; to be said with the next. */
  version: z.int(),
  values: GeneralValues,
  /** What each is when nobody sets it. */
  defaults: GeneralValues,
  /** The environment variable of each that is set there: it wins, and cannot be changed here. */
  from_environment: z.partialRecord(GeneralValues.keyof(), z.string()),
});
export type GeneralSettings = z.infer<typeof GeneralSettings>;

/** `PATCH /api/v1/settings/general` (admin): what is not named stays. 409 when the version is not the newest any more. */
export const GeneralSettingsChange = z.strictObject({ version: z.int(), values: GeneralValues.partial() });
export type GeneralSettingsChange = z.infer<typeof GeneralSettingsChange>;
