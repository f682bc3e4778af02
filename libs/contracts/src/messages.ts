import { z } from 'zod';
import { Day, IntId, PageQuery, Timestamp, freeText } from './common.js';
import { MAX_TEXT_LENGTH } from './rules.js';
import { MESSAGE_STATUSES } from './statuses.js';
import { WebhookUrl } from './webhook-url.js';

export const MessageStatus = z.enum(MESSAGE_STATUSES);
export type MessageStatus = z.infer<typeof MessageStatus>;

export const Direction = z.enum(['outbound', 'inbound']);
export type Direction = z.infer<typeof Direction>;

/** The lane a message waits in; each channel keeps a share for the lower ones. */
export const Priority = z.enum(['urgent', 'normal', 'bulk']);
export type Priority = z.infer<typeof Priority>;

export const Encoding = z.enum(['gsm7', 'ucs2']);
export type Encoding = z.infer<typeof Encoding>;

export const MessageText = z
  .string()
  .refine((text) => text.length >= 1, 'expected at least 1 character')
  .refine((text) => text.length <= MAX_TEXT_LENGTH, `expected at most ${MAX_TEXT_LENGTH} characters`)
  .refine((text) => text.isWellFormed(), 'expected well-formed text, got half of a surrogate pair')
  .meta({ minLength: 1, maxLength: MAX_TEXT_LENGTH });

/** Digits that a program sends as a number, as text; all else as it is. */
function digitsOf(value: unknown, context: z.RefinementCtx): unknown {
  if (typeof value !== 'number') return value;
  if (Number.isSafeInteger(value) && value > 0) return String(value);
  context.addIssue('expected a phone number as text, or as a whole number of at most 15 digits');
  return z.NEVER;
}

/** A number as people write it, or its digits as a number; the server normalises it to E.164. */
export const PhoneNumber = z.preprocess(digitsOf, z.string().min(3).max(32));

const MAX_AHEAD_MS = 366 * 86_400_000;

/** `POST /api/v1/messages`. */
export const NewMessage = z.strictObject({
  /**
   * Recipient, E.164 or national with the server's default country; a short code or a service's name where the channel's
   * pair or SHORT_CODES allows it.
   */
  to: PhoneNumber,
  text: MessageText,
  /** The number of the SIM card to send from. */
  from: PhoneNumber.optional(),
  /** The SIM card to send from; excludes `from`. */
  sim_card_id: z.int().min(1).max(2_147_483_647).optional(),
  /** The provider to send over; excludes `from` and `sim_card_id`. */
  provider_id: z.int().min(1).max(2_147_483_647).optional(),
  priority: Priority.default('normal'),
  /** How long the message may wait before it leaves, in seconds. */
  validity_seconds: z.int().min(1).max(604_800).optional(),
  /** Not before this time, at most a year ahead. */
  send_at: Timestamp.refine(
    (time) => Date.parse(time) < Date.now() + MAX_AHEAD_MS,
    'expected a time at most 366 days ahead',
  ).optional(),
  /** The caller's own reference, for its look-ups; not unique. */
  client_ref: freeText(64).optional(),
  /** How often it is tried in all: again after a temporary failure, and over other channels with `failover`. */
  max_attempts: z.int().min(1).max(10).default(3),
  /** After a final no it goes over the next channel that it has not tried; of no effect where the channel is named. */
  failover: z.boolean().optional(),
  /** To be shown at once and not kept (class 0, 3GPP TS 23.038 4). */
  flash: z.boolean().optional(),
  /**
   * Whether typographic quotes, dashes, dots and blanks become those of the GSM alphabet where that saves parts; absent: as the
   * server's `SMART_ENCODING` says.
   */
  smart_encoding: z.boolean().optional(),
  /** Sends although the recipient has opted out; only admins may set it. */
  ignore_suppression: z.boolean().optional(),
  /** What becomes of it is posted here, signed with the account's secret; see docs/WEBHOOKS.md. */
  callback_url: WebhookUrl.optional(),
});
export type NewMessage = z.infer<typeof NewMessage>;

/** The 202 answer: the message is stored; what follows is in its history. */
export const AcceptedMessage = z.object({
  id: z.uuid(),
  status: MessageStatus,
  to: z.string(),
  encoding: Encoding,
  segments: z.int(),
  /** Why nothing can carry it for now, so that it waits; absent where something can. */
  reason: z.string().optional(),
});
export type AcceptedMessage = z.infer<typeof AcceptedMessage>;

export const MAX_BATCH = 10_000;

/** `POST /api/v1/messages/batch`; items are checked one by one, so that one bad item does not refuse the rest. */
export const NewMessageBatch = z.strictObject({
  messages: z.array(z.unknown()).min(1).max(MAX_BATCH, `expected at most ${MAX_BATCH} messages`),
});
export type NewMessageBatch = z.infer<typeof NewMessageBatch>;

export const FieldError = z.object({ field: z.string(), message: z.string() });
export type FieldError = z.infer<typeof FieldError>;

export const BatchItemResult = z.union([
  z.object({ index: z.int(), id: z.uuid(), segments: z.int(), encoding: Encoding, reason: z.string().optional() }),
  z.object({ index: z.int(), error: z.object({ status: z.int(), errors: z.array(FieldError) }) }),
]);
export type BatchItemResult = z.infer<typeof BatchItemResult>;
export const BatchResult = z.object({ data: z.array(BatchItemResult) });
export type BatchResult = z.infer<typeof BatchResult>;

/** One message as the API shows it. */
export const Message = z.object({
  id: z.uuid(),
  direction: Direction,
  status: MessageStatus,
  from: z.string().nullable(),
  to: z.string().nullable(),
  text: z.string(),
  encoding: Encoding,
  segments: z.int(),
  priority: Priority,
  /** The SIM card that carries it, or carried it last. */
  sim_card_id: z.int().nullable(),
  /** The provider that does, where it is none of our SIM cards. */
  provider_id: z.int().nullable(),
  failover: z.boolean(),
  flash: z.boolean(),
  /** It is sent although its recipient has opted out. */
  ignore_suppression: z.boolean(),
  client_ref: z.string().nullable(),
  /** Why it waits, failed or is uncertain; of one that was sent, what the network says that is no end. */
  reason: z.string().nullable(),
  /** Whether it came in and can be answered: not where a service's short code or name sent it that nothing may write to. */
  can_reply: z.boolean(),
  attempts: z.int(),
  max_attempts: z.int(),
  created_at: Timestamp,
  updated_at: Timestamp,
  send_at: Timestamp.nullable(),
  expires_at: Timestamp.nullable(),
});
export type Message = z.infer<typeof Message>;

export const StatusChange = z.object({
  status: z.union([MessageStatus, z.literal('accepted')]),
  at: Timestamp,
  detail: z.string().nullable(),
  /** With `dispatched`, what this attempt went over: one of the two, as in a message. */
  sim_card_id: z.int().nullable().optional(),
  provider_id: z.int().nullable().optional(),
});
export type StatusChange = z.infer<typeof StatusChange>;

/** `GET /api/v1/messages/{id}`: with every status it had, oldest first. */
export const MessageDetail = Message.extend({
  /** Where what becomes of it is posted. */
  callback_url: z.string().nullable(),
  history: z.array(StatusChange),
});
export type MessageDetail = z.infer<typeof MessageDetail>;

const anyStatus = MESSAGE_STATUSES.join('|');

/** One status or several, with commas between, as a query has them. */
export const MessageStatuses = z
  .string()
  .regex(
    new RegExp(`^(?:${anyStatus})(?:,(?:${anyStatus}))*$`),
    `expected one of ${MESSAGE_STATUSES.join(', ')}, or several with commas between`,
  )
  .transform((text) => [...new Set(text.split(','))] as MessageStatus[]);

/** How long before `changed_since` and `dispatched_on` a message may have been created: nobody looks further back. */
export const CHANGED_SINCE_DAYS = 8;

/** `GET /api/v1/messages`. */
export const MessageQuery = PageQuery.extend({
  direction: Direction.optional(),
  status: MessageStatuses.optional(),
  /** Either side's number, E.164 or national. */
  number: PhoneNumber.optional(),
  sim_card_id: z.coerce.number().int().min(1).optional(),
  provider_id: z.coerce.number().int().min(1).optional(),
  /** The run of a program that it was made for. */
  run_id: IntId.optional(),
  client_ref: freeText(64).optional(),
  /** Created at or after. */
  since: Timestamp.optional(),
  /** Created before. */
  until: Timestamp.optional(),
  /** Changed at or after: since then it has the status that it has. Of the messages of the 8 days before. */
  changed_since: Timestamp.optional(),
  /** Given to the channel that has it, or had it last, on a day (UTC), as daily caps count. Of the messages of the 8 days before. */
  dispatched_on: Day.optional(),
});
export type MessageQuery = z.infer<typeof MessageQuery>;

/** `GET /api/v1/inbox`. */
export const InboxQuery = PageQuery.extend({
  number: PhoneNumber.optional(),
  sim_card_id: z.coerce.number().int().min(1).optional(),
  provider_id: z.coerce.number().int().min(1).optional(),
  since: Timestamp.optional(),
  until: Timestamp.optional(),
});
export type InboxQuery = z.infer<typeof InboxQuery>;
