import { z } from 'zod';
import { Role } from './auth.js';
import { Timestamp } from './common.js';
import { MessageStatus, MessageText, PhoneNumber } from './messages.js';
import { SimCardStatus } from './sim-cards.js';

/*
 * The gateway API: its own unversioned URLs and shapes, for clients written against the earlier gateway. Unlike in the
 * canonical API, fields that it does not know are ignored. An error is `{"error": "<field>: <what was expected>"}`, and the
 * same as `message`: clients read one or the other.
 */

export const GatewayError = z.object({ message: z.string(), error: z.string() });
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
export const GatewaySavedSimCard = GatewaySimCard.extend({ message: z.string(), sim_card: GatewaySimCard });
export type GatewaySavedSimCard = z.infer<typeof GatewaySavedSimCard>;

/** The answer to a SIM card that was deleted. */
export const GatewayRemoved = z.object({ message: z.string() });

/** As forms send a field that nobody filled in: null or an empty text, as if it were not there. */
const filledIn = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(
    (value) => (value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value),
    schema.optional(),
  );

/** `POST /api/sim-cards`. */
export const GatewayNewSimCard = z.object({ number: PhoneNumber, status: filledIn(GatewaySimStatus).optional() });
export type GatewayNewSimCard = z.infer<typeof GatewayNewSimCard>;

/** `PUT /api/sim-cards/{id}`: what is left out stays as it is. */
export const GatewaySimCardChange = z
  .object({ number: filledIn(PhoneNumber).optional(), status: filledIn(GatewaySimStatus).optional() })
  .refine(({ number, status }) => number !== undefined || status !== undefined, 'expected number, status or both');
export type GatewaySimCardChange = z.infer<typeof GatewaySimCardChange>;

/** As forms send it: a number, its digits as text; 0, null or nothing at all for any SIM card. */
const GatewaySimCardId = z.preprocess((value) => {
  const id = typeof value === 'string' && /^\d{1,10}$/.test(value.trim()) ? Number(value) : value;
  return id === null || id === 0 || (typeof id === 'string' && id.trim() === '') ? undefined : id;
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
  /** For people: that it is sent, or that it waits, and why. */
  message: z.string(),
  message_id: z.string(),
  sender_sim: z.string().nullable(),
  status: MessageStatus,
  /** Why it waits; null where nothing keeps it. */
  reason: z.string().nullable(),
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

/**
 * The query of the lists, newest first. With neither, everything; with a limit, the header `Link` with `rel="next"` says
 * where they go on. A cursor alone means a limit of 100.
 */
export const GatewayListQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1000).optional(),
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

/** An entry of `GET /api/sms-status`: an outgoing message, as it is now. */
export const GatewaySmsStatus = z.object({
  /** The message's. */
  id: z.string(),
  message_id: z.string(),
  sender_number: z.string().nullable(),
  receiver_number: z.string().nullable(),
  message: z.string(),
  status: MessageStatus,
  /** When it got this status. */
  timestamp: Timestamp,
});
export type GatewaySmsStatus = z.infer<typeof GatewaySmsStatus>;

/** With `GATEWAY_API_ENVELOPES=true` a list is a field of an object, and a log entry's `timestamp` is in Unix seconds. */
export const GatewaySimCards = z.union([z.array(GatewaySimCard), z.object({ sim_cards: z.array(GatewaySimCard) })]);
export const GatewayMessages = z.union([z.array(GatewayMessage), z.object({ messages: z.array(GatewayMessage) })]);
export const GatewayLogs = z.union([
  z.array(GatewayLogEntry),
  z.object({ logs: z.array(GatewayLogEntry.extend({ timestamp: z.int() })) }),
]);
/** Always so. */
export const GatewaySmsStatuses = z.object({ statuses: z.array(GatewaySmsStatus) });

const bytes = z.int().min(0);

/** Messages taken in on one day (UTC): accepted for sending, or received. */
export const GatewayDay = z.object({ date: z.iso.date(), total: z.int(), incoming: z.int(), outgoing: z.int() });
export type GatewayDay = z.infer<typeof GatewayDay>;

const GatewayUsedSim = z.object({ number: z.string().nullable(), message_count: z.int() });

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

  /** From here on the same under the names that the earlier gateway gave it. */
  memory: z.object({ total: bytes, used: bytes, free: bytes, percent: z.number().min(0).max(100) }),
  /** The parts of the server process's memory, and how much of it each is, 0 to 100. */
  components: z.array(
    z.object({ name: z.string(), memory_usage: bytes, percentage: z.number().min(0), last_updated: Timestamp }),
  ),
  database: z.object({ name: z.string(), size_bytes: bytes, size_mb: z.number().min(0), last_updated: Timestamp }),
  messages: z.object({
    total_messages: z.int(),
    incoming_messages: z.int(),
    outgoing_messages: z.int(),
    messages_today: z.int(),
    /** The last seven days, today last. */
    messages_per_day: z.array(z.object({ date: z.iso.date(), count: z.int() })),
  }),
  sim_cards: z.object({
    total_sims: z.int(),
    active_sims: z.int(),
    inactive_sims: z.int(),
    /** The one with most messages, both ways; null before there are any. */
    most_used_sim: GatewayUsedSim.nullable(),
    most_used_sims: z.array(GatewayUsedSim),
  }),
});
export type GatewayStatistics = z.infer<typeof GatewayStatistics>;
