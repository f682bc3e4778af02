import { z } from 'zod';
import { IntId, PageQuery, TimeZone, Timestamp, freeText } from './common.js';
import { LOCALE_NAMES } from './locales.js';
import { GRANTS, ROLES, SCOPES } from './permissions.js';

export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

/** A permission that an account may have beside those of its role. */
export const Grant = z.enum(GRANTS, `expected ${GRANTS.join(', ')}`);

export const Username = z
  .string()
  .regex(/^[A-Za-z0-9._-]{3,64}$/, 'expected 3 to 64 letters, digits, dots, dashes or underscores');
export const Email = z.email('expected an email address').max(254);
export const Password = z.string().min(8, 'expected at least 8 characters').max(128, 'expected at most 128 characters');

/** What somebody is called in full. */
export const FullName = freeText(120);

/** A code of an authenticator app, or a recovery code. */
const Code = z.string().trim().min(6, 'expected at least 6 characters').max(32, 'expected at most 32 characters');

/**
 * `POST /api/v1/auth/login`; `identifier` is a username or an email address. An account with a second factor shows `code`
 * as well; without it the answer is 401 with an error of that field.
 */
export const Login = z.strictObject({
  identifier: z.string().min(1).max(254),
  password: z.string().min(1).max(128),
  code: Code.optional(),
});
export type Login = z.infer<typeof Login>;

export const User = z.object({
  id: z.int(),
  username: z.string(),
  email: z.string(),
  full_name: z.string().nullable(),
  role: Role,
  /** What an admin granted to the account, beside what its role may. */
  granted: z.array(Grant),
  disabled: z.boolean(),
  /** Whether a code is asked for beside the password. */
  second_factor: z.boolean(),
  /** By whose customs the console writes dates, numbers and money; null until somebody chose. */
  locale: z.enum(LOCALE_NAMES).nullable(),
  /** Whose clock the console shows days and times by: an IANA name; null is that of the browser. */
  time_zone: z.string().nullable(),
  created_at: Timestamp,
});
export type User = z.infer<typeof User>;

/** `PATCH /api/v1/auth/me`: what people say of themselves. */
export const OwnChange = z.strictObject({
  locale: z
    .enum(LOCALE_NAMES, `expected ${LOCALE_NAMES.join(', ')}, or null`)
    .nullable()
    .optional(),
  time_zone: TimeZone.nullable().optional(),
});
export type OwnChange = z.infer<typeof OwnChange>;

/** `GET /api/v1/staff`: who works here, by name. */
export const StaffMember = z.object({
  id: z.int(),
  username: z.string(),
  full_name: z.string().nullable(),
  role: Role,
});
export type StaffMember = z.infer<typeof StaffMember>;

/**
 * A signed-in session; `expires_at` is the token's end. With `second_factor_missing` the role must have a second factor: until
 * it is set up the token opens nothing but one's own account.
 */
export const Session = z.object({
  token: z.string(),
  expires_at: Timestamp,
  user: User,
  second_factor_missing: z.boolean(),
});
export type Session = z.infer<typeof Session>;

/** `POST /api/v1/auth/register`: an account of role `user`. */
export const Registration = z.strictObject({
  username: Username,
  email: Email,
  password: Password,
  full_name: FullName.optional(),
});
export type Registration = z.infer<typeof Registration>;

/** `POST /api/v1/users` (admin). */
export const NewUser = Registration.extend({ role: Role.default('user') });
export type NewUser = z.infer<typeof NewUser>;

/** `PATCH /api/v1/users/{id}` (admin). */
export const UserChange = z.strictObject({
  email: Email.optional(),
  full_name: FullName.nullable().optional(),
  password: Password.optional(),
  role: Role.optional(),
  /** All of them; another role takes what is not for it away. */
  granted: z.array(Grant).max(GRANTS.length).optional(),
  disabled: z.boolean().optional(),
});
export type UserChange = z.infer<typeof UserChange>;

/** `POST /api/v1/users/{id}/end-sessions`: all tokens of the account end, its API keys only when that is asked for. */
export const EndSessions = z.strictObject({ keys: z.boolean().default(false) }).prefault({});
export type EndSessions = z.infer<typeof EndSessions>;

/** `GET /api/v1/auth/sessions`: where one is signed in. */
export const SessionRow = z.object({
  id: z.string(),
  created_at: Timestamp,
  /** To the minute. */
  last_seen_at: Timestamp,
  expires_at: Timestamp,
  address: z.string().nullable(),
  user_agent: z.string().nullable(),
  /** Whether it is the one that asks. */
  current: z.boolean(),
});
export type SessionRow = z.infer<typeof SessionRow>;
export const SessionId = z.string().regex(/^[\w-]{1,32}$/, 'expected the id of a session');

/** `GET /api/v1/auth/second-factor`. */
export const SecondFactorState = z.object({
  enabled: z.boolean(),
  /** Whether the account's role must have one. */
  required: z.boolean(),
  recovery_codes_left: z.int(),
});
export type SecondFactorState = z.infer<typeof SecondFactorState>;

/** `POST /api/v1/auth/second-factor` begins one; it counts once a code of it is shown at `/confirm`. */
export const PasswordShown = z.strictObject({ password: z.string().min(1).max(128) });
export type PasswordShown = z.infer<typeof PasswordShown>;
/** What an app is told: the secret in Base32, and the same as an `otpauth:` address for a picture. */
export const NewSecondFactor = z.object({ secret: z.string(), uri: z.string() });
export type NewSecondFactor = z.infer<typeof NewSecondFactor>;
export const CodeShown = z.strictObject({ code: Code });
export type CodeShown = z.infer<typeof CodeShown>;
/** Each is taken once in place of a code; shown only now. */
export const RecoveryCodes = z.object({ recovery_codes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

/** `POST /api/v1/auth/password`: one's own password. */
export const PasswordChange = z.strictObject({ current_password: z.string().min(1).max(128), new_password: Password });
export type PasswordChange = z.infer<typeof PasswordChange>;

/** `GET /api/v1/api-keys`: one's own, and for admins those of an account, or everybody's. */
export const ApiKeyQuery = PageQuery.extend({
  user_id: IntId.optional(),
  all: z
    .enum(['true', 'false'], 'expected true or false')
    .transform((text) => text === 'true')
    .optional(),
});
export type ApiKeyQuery = z.infer<typeof ApiKeyQuery>;

export const Scope = z.enum(SCOPES, `expected ${SCOPES.join(', ')}`);

/**
 * `POST /api/v1/api-keys`. Without `scopes` it may all that its account's role may, but make keys and accounts; with them
 * what both say.
 */
export const NewApiKey = z.strictObject({
  name: freeText(64),
  scopes: z.array(Scope).min(1, 'expected at least one scope').max(SCOPES.length).optional(),
  expires_at: Timestamp.nullable().optional(),
  /** Addresses and networks that it may be used from, such as 10.0.0.0/8; none is everywhere. */
  networks: z.array(z.string().max(50)).max(20).optional(),
});
export type NewApiKey = z.infer<typeof NewApiKey>;

/** A key without its secret, and whose it is; `hint` is its first characters. */
export const ApiKey = z.object({
  id: z.int(),
  user_id: z.int(),
  username: z.string(),
  name: z.string(),
  hint: z.string(),
  /** Null: all that the account's role may, but for keys and accounts, as keys had before there were scopes. */
  scopes: z.array(Scope).nullable(),
  expires_at: Timestamp.nullable(),
  networks: z.array(z.string()),
  created_at: Timestamp,
  last_used_at: Timestamp.nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;

/** The answer to a creation: the only time the canonical API shows the key. */
export const CreatedApiKey = ApiKey.extend({ key: z.string() });
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;
