import { z } from 'zod';
import { IntId, PageQuery, Timestamp, freeText } from './common.js';
import {
  DELIVERY_STATES,
  MAX_WEBHOOK_HEADERS,
  WEBHOOK_EVENT_TYPES,
  WEBHOOK_STATES,
  isHeaderValue,
  isOwnHeader,
} from './webhook-events.js';
import { WebhookUrl } from './webhook-url.js';

export const WebhookEvent = z.enum(WEBHOOK_EVENT_TYPES, `expected one of ${WEBHOOK_EVENT_TYPES.join(', ')}`);

const Events = z
  .array(WebhookEvent)
  .min(1, 'expected at least one event')
  .max(100)
  .transform((events) => [...new Set(events)]);

/** Which of the events are told of: those with a field that is named here only where it is this one. */
export const WebhookFilter = z.strictObject({
  /** Messages of a program, and its ends. */
  program_id: freeText(64).optional(),
  /** Messages to a pair. */
  pair_id: freeText(64).optional(),
  /** Messages that an account sent. */
  user_id: z.int().min(1).optional(),
  /** Messages that were sent with an API key of the account's. */
  api_key_id: z.int().min(1).optional(),
});
export type WebhookFilter = z.infer<typeof WebhookFilter>;

const Headers = z
  .record(
    z.string().refine(isOwnHeader, 'expected the name of a header that is none of ours'),
    z.string().refine(isHeaderValue, 'expected 1 to 1000 printable ASCII characters, without blanks around them'),
  )
  .refine((headers) => Object.keys(headers).length <= MAX_WEBHOOK_HEADERS, {
    message: `expected at most ${MAX_WEBHOOK_HEADERS} headers`,
  });

const details = {
  description: freeText(120).nullable().optional(),
  filter: WebhookFilter.optional(),
  /** Headers of the receiver's own, such as Authorization; their values are never shown again. */
  headers: Headers.optional(),
  /** How often a delivery is tried; null: until 48 hours are over. */
  max_attempts: z.int().min(1).max(100).nullable().optional(),
};

/** `POST /api/v1/webhooks`. */
export const NewWebhook = z.strictObject({ url: WebhookUrl, events: Events, ...details });
export type NewWebhook = z.infer<typeof NewWebhook>;

/** `PATCH /api/v1/webhooks/{id}`: what is left out stays. `active` has one that was switched off begin again. */
export const WebhookChange = z.strictObject({
  url: WebhookUrl.optional(),
  events: Events.optional(),
  state: z.enum(['active', 'paused'], 'expected active or paused').optional(),
  ...details,
});
export type WebhookChange = z.infer<typeof WebhookChange>;

export const WebhookState = z.enum(WEBHOOK_STATES);

/** `GET /api/v1/webhooks`: newest first. */
export const WebhookQuery = PageQuery.extend({
  state: WebhookState.optional(),
  /** Admins: of one account. */
  user_id: IntId.optional(),
});
export type WebhookQuery = z.infer<typeof WebhookQuery>;

export const Webhook = z.object({
  id: z.int(),
  /** `callbacks`: of the messages of an account that name a callback_url, each at its own address. */
  kind: z.enum(['endpoint', 'callbacks']),
  user_id: z.int(),
  username: z.string(),
  url: z.string().nullable(),
  description: z.string().nullable(),
  events: z.array(z.string()),
  filter: WebhookFilter,
  /** Names only. */
  headers: z.array(z.string()),
  max_attempts: z.int().nullable(),
  state: WebhookState,
  /** Why it was switched off. */
  reason: z.string().nullable(),
  /** Since when nothing has arrived, while deliveries fail. */
  failing_since: Timestamp.nullable(),
  /** Until when the secret before the last rotation signs as well. */
  old_secret_until: Timestamp.nullable(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type Webhook = z.infer<typeof Webhook>;

/** `GET /api/v1/webhooks/{id}`: with how much waits, counted up to 10,000, and since when. */
export const WebhookDetail = Webhook.extend({
  waiting: z.int(),
  waiting_since: Timestamp.nullable(),
});
export type WebhookDetail = z.infer<typeof WebhookDetail>;

/** The only answers that hold the secret. */
export const WebhookWithSecret = Webhook.extend({ secret: z.string() });
export type WebhookWithSecret = z.infer<typeof WebhookWithSecret>;

/** `POST /api/v1/webhooks/{id}/rotate`: how long the secret before signs as well. */
export const WebhookRotation = z.strictObject({ keep_hours: z.int().min(0).max(168).default(24) }).prefault({});
export type WebhookRotation = z.infer<typeof WebhookRotation>;

export const DeliveryState = z.enum(DELIVERY_STATES, `expected ${DELIVERY_STATES.join(', ')}`);

/** There are more of them than of anything else. */
export const DeliveryId = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

/** `GET /api/v1/webhooks/{id}/deliveries`: newest first. */
export const DeliveryQuery = PageQuery.extend({
  state: DeliveryState.optional(),
  type: z.string().max(64).optional(),
  /** The webhook-id that the receiver saw. */
  event_id: z.uuid('expected a UUID').optional(),
  since: Timestamp.optional(),
  until: Timestamp.optional(),
});
export type DeliveryQuery = z.infer<typeof DeliveryQuery>;

export const WebhookDelivery = z.object({
  id: z.int(),
  /** The header webhook-id: the same over all deliveries of an event. */
  event_id: z.string(),
  type: z.string(),
  /** What it is about: those of one topic arrive one after another. */
  topic: z.string().nullable(),
  state: DeliveryState,
  attempts: z.int(),
  /** When the next attempt begins, while it waits. */
  due_at: Timestamp,
  /** What the last attempt was answered with. */
  status_code: z.int().nullable(),
  duration_ms: z.int().nullable(),
  error: z.string().nullable(),
  created_at: Timestamp,
  ended_at: Timestamp.nullable(),
});
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

/** `GET /api/v1/webhooks/{id}/deliveries/{delivery_id}`: with the bodies, and the attempts that failed. */
export const WebhookDeliveryDetail = WebhookDelivery.extend({
  url: z.string(),
  /** What is posted, as it is signed. */
  body: z.string(),
  /** What the last attempt was answered, cut after 2,000 characters. */
  response: z.string().nullable(),
  failures: z.array(
    z.object({
      attempt: z.int(),
      at: Timestamp,
      status_code: z.int().nullable(),
      duration_ms: z.int().nullable(),
      error: z.string(),
      response: z.string().nullable(),
    }),
  ),
});
export type WebhookDeliveryDetail = z.infer<typeof WebhookDeliveryDetail>;

/** `POST /api/v1/webhooks/{id}/redeliver`: one, or those of a span; those that failed unless said otherwise. */
export const Redelivery = z
  .strictObject({
    delivery_id: z.int().min(1).optional(),
    since: Timestamp.optional(),
    until: Timestamp.optional(),
    state: z.enum(['delivered', 'failed'], 'expected delivered or failed').optional(),
  })
  .refine(({ delivery_id: one, since }) => (one === undefined) !== (since === undefined), {
    path: ['delivery_id'],
    message: 'expected delivery_id, or since',
  });
export type Redelivery = z.infer<typeof Redelivery>;

/** How many wait again now. */
export const Redelivered = z.object({ count: z.int() });
export type Redelivered = z.infer<typeof Redelivered>;
