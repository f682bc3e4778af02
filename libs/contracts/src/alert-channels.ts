import { z } from 'zod';
import { ALERT_CHANNEL_KINDS } from './alert-channel-kinds.js';
import { Severity } from './alerts.js';
import { PageQuery, Timestamp, freeText } from './common.js';
import { PhoneNumber } from './messages.js';

const chat = z.string().regex(/^(-?\d{1,20}|@[A-Za-z0-9_]{5,32})$/, 'expected a number, or @ and a name');
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected HH:MM');
const email = z.email('expected an email address').max(254);
/** As a From header has it: an address, or a name and an address in angle brackets. */
const sender = z
  .string()
  .max(300)
  .regex(/^[^\r\n<>]*(<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, 'expected an address, or a name and <an address>');

/** What each kind needs; secrets apart. */
export const CHANNEL_SETTINGS = {
  telegram: z.strictObject({
    chat_id: chat,
    command_chats: z
      .array(z.string().regex(/^-?\d{1,20}$/, 'expected the number of a chat'))
      .max(50)
      .default([]),
    /** Whether Telegram calls with what those chats say; else it is asked for it. */
    webhook: z.boolean().default(false),
  }),
  email: z.strictObject({
    host: z.string().regex(/^[A-Za-z0-9.:-]{1,253}$/, 'expected a host'),
    port: z.int().min(1).max(65_535).default(587),
    secure: z.boolean().default(false),
    username: z.string().max(200).default(''),
    from: sender,
    to: z.array(email).min(1).max(20),
  }),
  sms: z.strictObject({ to: z.array(PhoneNumber).min(1).max(10) }),
  webhook: z.strictObject({
    url: z.url({ protocol: /^https?$/, error: 'expected a URL that begins with https:// or http://' }).max(1000),
  }),
} as const;

const secret = (pattern: RegExp, expected: string) => z.string().max(300).regex(pattern, expected);
export const CHANNEL_SECRETS = {
  telegram: z.strictObject({
    token: secret(/^\d{1,20}:[A-Za-z0-9_-]{20,100}$/, 'expected a token as BotFather gives it'),
  }),
  email: z.strictObject({ password: z.string().max(300).default('') }),
  sms: z.strictObject({}),
  webhook: z.strictObject({
    secret: secret(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, 'expected whsec_ and base64 of 24 to 64 octets').optional(),
  }),
} as const;

/** Which alerts go to a channel, and when. */
export const AlertRoute = z.strictObject({
  /** None: all. */
  severities: z.array(Severity).max(3).default([]),
  /** Values of the label `team`; none: all alerts, of whatever team. */
  teams: z.array(freeText(64)).max(20).default([]),
  /** In the installation's time zone; what fires outside of them waits until they begin. Null: always. */
  hours: z
    .strictObject({
      /** 0 is Sunday. */
      days: z.array(z.int().min(0).max(6)).min(1).max(7),
      /** `to` before `from` goes over midnight. */
      from: time,
      to: time,
    })
    .nullable()
    .default(null),
});
export type AlertRoute = z.infer<typeof AlertRoute>;

const kind = z.enum(ALERT_CHANNEL_KINDS, `expected ${ALERT_CHANNEL_KINDS.join(', ')}`);
const loose = z.record(z.string(), z.unknown());

/** `POST /api/v1/alert-channels`; settings and secrets are those of the kind. */
export const NewAlertChannel = z.strictObject({
  name: freeText(64),
  kind,
  settings: loose,
  secrets: loose.default({}),
  route: AlertRoute.prefault({}),
  enabled: z.boolean().default(true),
});
export type NewAlertChannel = z.infer<typeof NewAlertChannel>;

/** `PATCH`: secrets that are left out stay. */
export const AlertChannelChange = z
  .strictObject({ name: freeText(64), settings: loose, secrets: loose, route: AlertRoute, enabled: z.boolean() })
  .partial();
export type AlertChannelChange = z.infer<typeof AlertChannelChange>;

export const AlertChannel = z.object({
  id: z.int(),
  name: z.string(),
  kind,
  settings: loose,
  /** Which secrets are there; never what they are. */
  secrets: z.array(z.string()),
  route: AlertRoute,
  enabled: z.boolean(),
  last_sent_at: Timestamp.nullable(),
  error: z.string().nullable(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type AlertChannel = z.infer<typeof AlertChannel>;

/** The answer to `POST`: a secret that was made for it is in there, once. */
export const MadeAlertChannel = AlertChannel.extend({ made_secret: z.string().nullable() });
export type MadeAlertChannel = z.infer<typeof MadeAlertChannel>;

export const AlertChannelTest = z.object({ ok: z.boolean(), note: z.string().nullable() });

const pattern = z.string().min(1).max(200);
/** `POST /api/v1/silences`: alerts that have all of these labels are told to nobody until it ends. */
export const NewSilence = z.strictObject({
  /** Label and value; `*` at the end stands for anything. */
  matchers: z
    .record(z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]{0,63}$/, 'expected the name of a label'), pattern)
    .refine((given) => Object.keys(given).length >= 1 && Object.keys(given).length <= 10, 'expected 1 to 10 labels'),
  reason: freeText(200),
  starts_at: Timestamp.optional(),
  ends_at: Timestamp,
});
export type NewSilence = z.infer<typeof NewSilence>;

export const SILENCE_STATES = ['waiting', 'active', 'ended'] as const;
export const Silence = z.object({
  id: z.int(),
  matchers: z.record(z.string(), z.string()),
  reason: z.string(),
  state: z.enum(SILENCE_STATES),
  starts_at: Timestamp,
  ends_at: Timestamp,
  by: z.string().nullable(),
  created_at: Timestamp,
});
export type Silence = z.infer<typeof Silence>;
export const SilenceQuery = PageQuery.extend({
  state: z.enum(SILENCE_STATES, `expected ${SILENCE_STATES.join(', ')}`).optional(),
});
export type SilenceQuery = z.infer<typeof SilenceQuery>;
