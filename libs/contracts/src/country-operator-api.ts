import { z } from 'zod';
import { Timestamp, freeText } from './common.js';
import { GivenOldFlag, OldFlag } from './program-api.js';

/*
 * The country-operator API: its own unversioned URLs and shapes, for clients written against the earlier system. A
 * country may be written as a code or a name of ISO 3166, and is shown as it was written. Unknown fields are ignored;
 * errors are as those of the program API.
 */

const trimmed = (value: unknown): unknown => (typeof value === 'string' ? value.trim() : value);
const text = z.preprocess(trimmed, freeText(64));

/** `POST /login`; `username` may be an email address. */
export const CountryOperatorLogin = z.object({
  username: z.string().min(1).max(254),
  password: z.string().min(1).max(128),
});
export type CountryOperatorLogin = z.infer<typeof CountryOperatorLogin>;
export const CountryOperatorToken = z.object({ access_token: z.string() });
export type CountryOperatorToken = z.infer<typeof CountryOperatorToken>;

/** `POST /country-operator`. */
export const NewCountryOperator = z.object({ country: text, operator: text, is_high_priority: OldFlag });
export type NewCountryOperator = z.infer<typeof NewCountryOperator>;

/** `PUT /country-operator/<country>/<operator>`, and PATCH: what is left out stays as it is. */
export const CountryOperatorChange = z
  .object({ country: text.optional(), operator: text.optional(), is_high_priority: OldFlag })
  .refine(
    (body) => Object.values(body).some((value) => value !== undefined),
    'expected country, operator or is_high_priority',
  );
export type CountryOperatorChange = z.infer<typeof CountryOperatorChange>;

/** `PUT /country-operator`, and PATCH: the pair that is named there. */
export const CountryOperatorNamed = z.object({ country: text, operator: text, is_high_priority: GivenOldFlag });
export type CountryOperatorNamed = z.infer<typeof CountryOperatorNamed>;

/** An entry of `GET /country-operator`. */
export const CountryOperator = z.object({
  id: z.string(),
  /** As the client wrote it that made the pair. */
  country: z.string(),
  operator: z.string(),
  is_high_priority: z.boolean(),
  /** ISO 3166-1 alpha-2. */
  country_code: z.string(),
  /** Beginnings of its numbers, by which messages find it; without any it takes what no pair of its country claims. */
  prefixes: z.array(z.string()),
  active: z.boolean(),
  created_at: Timestamp,
});
export type CountryOperator = z.infer<typeof CountryOperator>;

/** The answer to a pair that was added or updated. */
export const SavedCountryOperator = CountryOperator.extend({
  message: z.string(),
  /** Why no message will find the pair; left out where some do. */
  warning: z.string().optional(),
});
export type SavedCountryOperator = z.infer<typeof SavedCountryOperator>;

/** The answer to a pair that was deleted. */
export const RemovedCountryOperator = z.object({ message: z.string() });

/** `POST /alert`: 200 when Telegram took it, 202 when it is kept and leaves later, 503 when no channel is set. */
export const CountryOperatorAlert = z.object({ message: z.preprocess(trimmed, freeText(2000)) });
export type CountryOperatorAlert = z.infer<typeof CountryOperatorAlert>;
export const CountryOperatorDone = z.object({ message: z.string() });
