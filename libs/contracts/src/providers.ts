import { z } from 'zod';
import { ChannelQuery, Timestamp, freeText } from './common.js';
import { proxied } from './http-kinds.js';
import { place } from './http-places.js';
import { headerTemplates, isJsonTemplate, template, urlTemplate } from './http-templates.js';
import { Words, shapeOf } from './kind-schema.js';
import { MessageText, PhoneNumber } from './messages.js';
import { type HttpProfile, PROVIDER_KINDS } from './provider-kinds.js';
import { EXPECTED_SENDER, PRICE, SENDER } from './rules.js';
import { WORKER_ID } from './topics.js';

const secret = z.string().min(1).max(500);

/** An account at an SMSC, SMPP 3.4. */
export const SmppSettings = z.strictObject(shapeOf(PROVIDER_KINDS.smpp.fields));
export type SmppSettings = z.infer<typeof SmppSettings>;
export const SmppSecrets = z.strictObject({ password: z.string().max(9, 'expected at most 9 characters').default('') });

const words = Words.default([]);

/** Any other provider: how its request is written and its answer read. */
export const GenericHttpSettings = z
  .strictObject({
    profile: z.literal('generic'),
    ...shapeOf(proxied),
    method: z.enum(['GET', 'POST', 'PUT']).default('POST'),
    url: urlTemplate,
    headers: headerTemplates.default({}),
    /** What the body is: it decides how values are escaped in it. */
    body_type: z.enum(['none', 'json', 'form', 'text']).default('json'),
    body: template(4000).default(''),
    answer: z
      .strictObject({
        /** The provider's id of the message. */
        id: place.optional(),
        /** Its word for how it went; absent: the HTTP status is. */
        code: place.optional(),
        error: place.optional(),
        /** Codes that mean taken; empty: HTTP 200 to 299. */
        success: words,
        /** Codes that mean try again later. */
        temporary: words,
      })
      .default({ success: [], temporary: [] }),
    /** How a delivery report that comes over HTTP is read. */
    report: z.strictObject({ id: place, status: place, delivered: words, undelivered: words }).optional(),
    /** The same for messages that came in. */
    inbound: z.strictObject({ from: place, text: place, id: place.optional() }).optional(),
    /** How the balance is asked for. */
    balance: z.strictObject({ url: urlTemplate, value: place }).optional(),
    /** Whether `{{id}}` makes the provider drop a repeated request: then one without an answer is tried again. */
    deduplicates: z.boolean().default(false),
  })
  .refine(({ body_type, body }) => body_type !== 'json' || body === '' || isJsonTemplate(body), {
    path: ['body'],
    error: 'expected JSON, with placeholders inside quotes ({{to_digits}} may stand for a number)',
  });
export type GenericHttpSettings = z.infer<typeof GenericHttpSettings>;

const profile = <Name extends Exclude<HttpProfile, 'generic'>>(name: Name) =>
  z.strictObject({
    profile: z.literal(name),
    ...shapeOf<(typeof PROVIDER_KINDS)[Name]['fields']>(PROVIDER_KINDS[name].fields),
  });

/** The settings of each profile; the compiler asks for those of one that is added to the kinds. */
const PROFILES = {
  advanta: profile('advanta'),
  africas_talking: profile('africas_talking'),
  twilio: profile('twilio'),
  android: profile('android'),
  generic: GenericHttpSettings,
} satisfies Record<HttpProfile, z.ZodType>;
type ProfileSettings = (typeof PROFILES)[HttpProfile];

export const HttpSettings = z.discriminatedUnion(
  'profile',
  Object.values(PROFILES) as [ProfileSettings, ...ProfileSettings[]],
);
export type HttpSettings = z.infer<typeof HttpSettings>;

/** What each profile keeps secret: the names that its kind has, or any. */
export const HttpSecrets = z.record(
  z.string().regex(/^[a-z0-9_]{1,32}$/, 'expected names of small letters, digits and _'),
  secret,
);
export type HttpSecrets = z.infer<typeof HttpSecrets>;

/** An account of either kind, with more fields beside it. */
const accountWith = <T extends z.ZodRawShape>(more: T) =>
  z.discriminatedUnion('driver', [
    z.strictObject({
      driver: z.literal('smpp'),
      settings: SmppSettings,
      secrets: SmppSecrets.prefault({}),
      ...more,
    }),
    z.strictObject({ driver: z.literal('http'), settings: HttpSettings, secrets: HttpSecrets.default({}), ...more }),
  ]);

/** A number, a short code or a name. */
export const Sender = z.string().regex(SENDER, EXPECTED_SENDER);
/** One that was stored while names might have 20 characters (SMPP 3.4, 5.2.8) goes on as it does. */
export const HeldSender = z.string().regex(/^(\+?\d{3,15}|[A-Za-z0-9 ._&-]{1,20})$/, EXPECTED_SENDER);

/** A provider account as a worker holds it, by its own configuration file or by the server's word. */
export const ProviderChannel = accountWith({
  /** The channel's key: the driver's name, a colon and a name. */
  key: z.string().regex(/^(smpp|http):[A-Za-z0-9_-]{1,48}$/, 'expected smpp: or http: and a name'),
  sender: HeldSender.nullable().default(null),
  rate_per_minute: z.int().min(1).max(1_000_000).nullable().default(null),
  daily_cap: z.int().min(1).max(100_000_000).nullable().default(null),
  /** Messages at the worker at once. */
  window: z.int().min(1).max(10_000).default(500),
});
export type ProviderChannel = z.infer<typeof ProviderChannel>;
export type SmppChannel = Extract<ProviderChannel, { driver: 'smpp' }>;
export type HttpChannel = Extract<ProviderChannel, { driver: 'http' }>;

/** What a message of one part costs: up to six decimals, in the installation's currency. */
export const Price = z.string().regex(PRICE, 'expected a price like "0.80", with at most six decimals');

/** Keys that the server gives, behind the colon; a worker's own file has others. */
const GIVEN = 'api-';
export const givenKey = (driver: ProviderChannel['driver'], name: string): string => `${driver}:${GIVEN}${name}`;
export const isGivenKey = (key: string): boolean => key.split(':')[1]?.startsWith(GIVEN) === true;

const PairId = z.string().regex(/^[0-9a-f]{24}$/, 'expected the id of a pair');

const shared = {
  label: freeText(64),
  sender: Sender.nullable(),
  status: z.enum(['active', 'inactive']),
  rate_per_minute: z.int().min(1).max(1_000_000).nullable(),
  daily_cap: z.int().min(1).max(100_000_000).nullable(),
  window: z.int().min(1).max(10_000),
  pair_ids: z.array(PairId).max(100),
  price: Price.nullable(),
  /** Prices that differ for some pairs, by the pair's id. */
  prices: z
    .record(PairId, Price)
    .refine((prices) => Object.keys(prices).length <= 100, 'expected prices for at most 100 pairs')
    .meta({ maxProperties: 100 }),
};
const WorkerId = z.string().regex(WORKER_ID, 'expected 1 to 64 letters, digits, dashes or underscores');

/** `POST /api/v1/providers`. */
export const NewProvider = accountWith({
  label: shared.label,
  /** The worker that holds the account. */
  worker_id: WorkerId.default('local'),
  sender: shared.sender.default(null),
  status: shared.status.default('active'),
  rate_per_minute: shared.rate_per_minute.default(null),
  daily_cap: shared.daily_cap.default(null),
  window: shared.window.default(500),
  pair_ids: shared.pair_ids.default([]),
  price: shared.price.default(null),
  prices: shared.prices.default({}),
});
export type NewProvider = z.infer<typeof NewProvider>;

/**
 * `PATCH /api/v1/providers/{id}`: what is left out stays; `settings` is replaced whole, `secrets` name by name, where an
 * empty text takes one away.
 */
export const ProviderChange = z.strictObject({
  label: shared.label.optional(),
  worker_id: WorkerId.optional(),
  sender: shared.sender.optional(),
  status: shared.status.optional(),
  rate_per_minute: shared.rate_per_minute.optional(),
  daily_cap: shared.daily_cap.optional(),
  window: shared.window.optional(),
  pair_ids: shared.pair_ids.optional(),
  price: shared.price.optional(),
  prices: shared.prices.optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
  secrets: z.record(z.string(), z.string().max(500)).optional(),
});
export type ProviderChange = z.infer<typeof ProviderChange>;

/** A provider as the API shows it: without its secrets. */
export const Provider = z.object({
  id: z.int(),
  label: z.string().nullable(),
  driver: z.enum(['smpp', 'http']),
  worker_id: z.string().nullable(),
  status: z.enum(['active', 'inactive']),
  online: z.boolean(),
  /** Why it is offline, or what does not work although it is online, in words. */
  trouble: z.string().nullable(),
  sender: z.string().nullable(),
  rate_per_minute: z.int().nullable(),
  daily_cap: z.int().nullable(),
  window: z.int(),
  pair_ids: z.array(z.string()),
  price: z.string().nullable(),
  prices: z.record(z.string(), z.string()),
  settings: z.record(z.string(), z.unknown()).nullable(),
  /** The names of the secrets that are set. */
  secrets_set: z.array(z.string()),
  /** Where the provider sends its delivery reports, and the messages that came in; null for SMPP, which has its own way. */
  report_path: z.string().nullable(),
  /** Whether the worker's own configuration file holds it: then settings and secrets are changed there. */
  from_worker_file: z.boolean(),
  /** Whether it carries only what names it; so do the accounts of clients who bring their own with each request. */
  reserved: z.boolean(),
  sent_today: z.int(),
  in_flight: z.int(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type Provider = z.infer<typeof Provider>;

/** `GET /api/v1/providers`. */
export const ProviderQuery = ChannelQuery;
export type ProviderQuery = z.infer<typeof ProviderQuery>;

/** `POST /api/v1/providers/{id}/test`, `/balance` and `/restart`: what the provider or the worker answered, in words. */
export const ProviderAnswer = z.object({ answer: z.string() });
export type ProviderAnswer = z.infer<typeof ProviderAnswer>;

/** `POST /api/v1/providers/{id}/send-test`: a message that only this provider may carry. */
export const ProviderTest = z.strictObject({ to: PhoneNumber, text: MessageText.default('A test message.') });
export type ProviderTest = z.infer<typeof ProviderTest>;

/** The answer to the provider's delivery report: the worker has it on disk. */
export const ReportTaken = z.object({ received: z.literal(true) });
export type ReportTaken = z.infer<typeof ReportTaken>;
