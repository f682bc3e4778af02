import { z } from 'zod';
import { IntId, PageQuery, Timestamp, freeText } from './common.js';
import { ROLES } from './permissions.js';

export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

export const Username = z
  .string()
  .regex(/^[A-Za-z0-9._-]{3,64}$/, 'expected 3 to 64 letters, digits, dots, dashes or underscores');
export const Email = z.email('expected an email address').max(254);
export const Password = z.string().min(8, 'expected at least 8 characters').max(128, 'expected at most 128 characters');

/** What somebody is called in full. */
export const FullName = freeText(120);

/** `POST /api/v1/auth/login`; `identifier` is a username or an email address. */
export const Login = z.strictObject({ identifier: z.string().min(1).max(254), password: z.string().min(1).max(128) });
export type Login = z.infer<typeof Login>;

export const User = z.object({
  id: z.int(),
  username: z.string(),
  email: z.string(),
  full_name: z.string().nullable(),
  role: Role,
  disabled: z.boolean(),
  created_at: Timestamp,
});
export type User = z.infer<typeof User>;

/** `GET /api/v1/staff`: who works here, by name. */
export const StaffMember = z.object({
  id: z.int(),
  username: z.string(),
  full_name: z.string().nullable(),
  role: Role,
});
export type StaffMember = z.infer<typeof StaffMember>;

/** A signed-in session; `expires_at` is the token's end. */
export const Session = z.object({ token: z.string(), expires_at: Timestamp, user: User });
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
  disabled: z.boolean().optional(),
});
export type UserChange = z.infer<typeof UserChange>;

/** `POST /api/v1/users/{id}/end-sessions`: all tokens of the account end, its API keys only when that is asked for. */
export const EndSessions = z.strictObject({ keys: z.boolean().default(false) }).prefault({});
export type EndSessions = z.infer<typeof EndSessions>;

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

/** `POST /api/v1/api-keys`. */
export const NewApiKey = z.strictObject({ name: freeText(64) });
export type NewApiKey = z.infer<typeof NewApiKey>;

/** A key without its secret, and whose it is; `hint` is its first characters. */
export const ApiKey = z.object({
  id: z.int(),
  user_id: z.int(),
  username: z.string(),
  name: z.string(),
  hint: z.string(),
  created_at: Timestamp,
  last_used_at: Timestamp.nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;

/** The answer to a creation: the only time the canonical API shows the key. */
export const CreatedApiKey = ApiKey.extend({ key: z.string() });
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;
