import { z } from 'zod';
import { Role } from './auth.js';
import { Timestamp } from './common.js';
import { MessageStatus, MessageText, PhoneNumber } from './messages.js';
import { SimCardStatus } from './sim-cards.js';

/*
 * The gateway API: its own unversioned URLs and shapes, for clients written against the earlier gateway. Unlike in the
 * canonical API, fields that it does not know are ignored. An error is `{"error": "<field>: <what was expected>"}`.
 */

export const GatewayError = z.object({ error: z.string() });
export type GatewayError = z.infer<typeof GatewayError>;

/** `POST /api/auth`. */
export const GatewaySignIn = z.object({ username: z.string().min(1).max(254), password: z.string().min(1).max(128) });
export type GatewaySignIn = z.infer<typeof GatewaySignIn>;

/** A token for 24 hours, and the user's newest API key. */
export const GatewaySession = z.object({ token: z.string(), username: z.string(), role: Role, api_key: z.string() });
export type GatewaySession = z.infer<typeof GatewaySession>;

/** `POST /api/generate-api-key`: the key that replaces the one made here or at the first sign-in. */
export const GatewayApiKey = z.object({ api_key: z.string() });
export type GatewayApiKey = z.infer<typeof GatewayApiKey>;

const STATUS_WORDS: Record<SimCardStatus, readonly string[]> = {
  active: ['active', 'available', 'connected', 'enabled', 'online', 'ready'],
  inactive: ['inactive', 'blocked', 'disabled', 'disconnected', 'offline', 'unavailable'],
};

/** A SIM card's status as clients may write it, in any case; answers say `active` or `inactive`. */
export const GatewaySimStatus = z.string().transform((text, context): SimCardStatus => {
  const word = text.trim().toLowerCase();
  const status = SimCardStatus.options.find((option) => STATUS_WORDS[option].includes(word));
  if (status !== undefined) return status;
  const expected = SimCardStatus.options.map((option) => STATUS_WORDS[option].join(', ')).join(', or ');
  context.addIssue({ code: 'custom', message: `expected one of ${expected}` });
  return z.NEVER;
});

/** An entry of `GET /api/sim-cards`; `number` is null where a modem does not know its own. */
export const GatewaySimCard = z.object({ id: z.int(), number: z.string().nullable(), status: SimCardStatus });
export type GatewaySimCard = z.infer<typeof GatewaySimCard>;

/** The answer to a SIM card that was added or updated; `message` is for people. */
export const GatewaySavedSimCard = GatewaySimCard.extend({ message: z.string() });
export type GatewaySavedSimCard = z.infer<typeof GatewaySavedSimCard>;

/** The answer to a SIM card that was deleted. */
export const GatewayRemoved = z.object({ message: z.string() });

/** `POST /api/sim-cards`. */
export const GatewayNewSimCard = z.object({ number: PhoneNumber, status: GatewaySimStatus.optional() });
export type GatewayNewSimCard = z.infer<typeof GatewayNewSimCard>;

/** `PUT /api/sim-cards/{id}`: what is left out stays as it is. */
export const GatewaySimCardChange = z
  .object({ number: PhoneNumber.optional(), status: GatewaySimStatus.optional() })
  .refine(({ number, status }) => number !== undefined || status !== undefined, 'expected number, status or both');
export type GatewaySimCardChange = z.infer<typeof GatewaySimCardChange>;

/** As forms send it: a number, its digits as text, or null or nothing at all for any SIM card. */
const GatewaySimCardId = z.preprocess((value) => {
  if (value === null || value === '') return undefined;
  return typeof value === 'string' && /^\d{1,10}$/.test(value.trim()) ? Number(value) : value;
}, z.int().min(1).max(2_147_483_647).optional());

/** `POST /api/sms`. */
export const GatewayNewSms = z.object({
  recipient: PhoneNumber,
  message: MessageText,
  sim_card_id: GatewaySimCardId.optional(),
});
export type GatewayNewSms = z.infer<typeof GatewayNewSms>;

/** The message is stored; `sender_sim` is the number it leaves from, null while it waits for a SIM card. */
export const GatewaySentSms = z.object({
  message_id: z.string(),
  sender_sim: z.string().nullable(),
  status: MessageStatus,
});
export type GatewaySentSms = z.infer<typeof GatewaySentSms>;

/** An entry of `GET /api/sms/inbox` and `GET /api/sms/outbox`. */
export const GatewayMessage = z.object({
  id: z.string(),
  /** Null while an outgoing message waits for a SIM card. */
  sender: z.string().nullable(),
  recipient: z.string().nullable(),
  message: z.string(),
  direction: z.enum(['incoming', 'outgoing']),
  status: MessageStatus,
  /** When it was accepted or received. */
  timestamp: Timestamp,
  /** The number of the SIM card that carried it. */
  sender_sim: z.string().nullable(),
});
export type GatewayMessage = z.infer<typeof GatewayMessage>;

/** The query of the lists: arrays, newest first; the header `Link` with `rel="next"` says where they go on. */
export const GatewayListQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().min(1).max(200).optional(),
});
export type GatewayListQuery = z.infer<typeof GatewayListQuery>;

/** An entry of `GET /api/logs`. */
export const GatewayLogEntry = z.object({
  id: z.int(),
  action: z.string(),
  details: z.string(),
  status: z.enum(['ok', 'failed']),
  timestamp: Timestamp,
  /** The number of the SIM card it is about. */
  sender_sim: z.string().nullable(),
});
export type GatewayLogEntry = z.infer<typeof GatewayLogEntry>;

const bytes = z.int().min(0);

/** Messages taken in on one day (UTC): accepted for sending, or received. */
export const GatewayDay = z.object({ date: z.iso.date(), total: z.int(), incoming: z.int(), outgoing: z.int() });
export type GatewayDay = z.infer<typeof GatewayDay>;

/** `GET /api/statistics`. Sizes are bytes; counts come from counters that are kept with the messages. */
export const GatewayStatistics = z.object({
  /** The machine's memory, and what the server process has of it; the workers are processes of their own. */
  memory_usage: z.object({
    total: bytes,
    used: bytes,
    /** What programs could still be given without swapping. */
    available: bytes,
    /** `used` of `total`, 0 to 100. */
    percent: z.number().min(0).max(100),
    /** The server process's resident set. */
    process_rss: bytes,
  }),
  /** The parts of the server process's memory. */
  component_memory: z.object({
    /** JavaScript objects in use, what is reserved for them, and the most it may grow to. */
    heap_used: bytes,
    heap_total: bytes,
    heap_limit: bytes,
    /** Of the heap: objects that are new, that have lived for a while, that are big, and compiled code. */
    young_objects: bytes,
    old_objects: bytes,
    large_objects: bytes,
    code: bytes,
    /** Native memory held by objects, buffers included; and the buffers alone. */
    external: bytes,
    array_buffers: bytes,
  }),
  /** The SQL database. */
  database_size: bytes,
  message_stats: z.object({
    total: z.int(),
    incoming: z.int(),
    outgoing: z.int(),
    today: GatewayDay,
    /** The last seven days, today first. */
    daily: z.array(GatewayDay),
  }),
  sim_card_stats: z.object({
    total: z.int(),
    active: z.int(),
    usage: z.array(
      z.object({
        id: z.int(),
        number: z.string().nullable(),
        status: SimCardStatus,
        /** Messages that the network took, whatever became of them then. */
        sent: z.int(),
        delivered: z.int(),
        failed: z.int(),
        received: z.int(),
        /** Handed to this SIM card today (UTC), what its daily cap is held against. */
        sent_today: z.int(),
      }),
    ),
  }),
});
export type GatewayStatistics = z.infer<typeof GatewayStatistics>;
