import { z } from 'zod';
import { Encoding } from './messages.js';
import { ProviderChannel } from './providers.js';

/** The version of the packets below; a peer with another one is not understood. */
export const BUS_VERSION = 1;
const version = z.literal(BUS_VERSION);
/** The end of the year 9999: a time beyond has no ISO 8601 form of four digits, and soon after none at all. */
const LAST_MILLIS = 253_402_300_799_999;
/** Milliseconds since 1970, UTC. */
const millis = z.int().min(0).max(LAST_MILLIS);
const sequence = z.int().min(1);

/** One message for one channel. `id` and `attempt` together are what a worker never sends twice. */
export const Job = z.object({
  id: z.uuid(),
  attempt: z.int().min(1),
  /** The channel's key as its worker announced it. */
  channel: z.string().min(1).max(64),
  /** E.164; or a short code, or the name of a service, as it is. */
  to: z.string().min(1).max(32),
  text: z.string().min(1),
  encoding: Encoding,
  segments: z.int().min(1),
  /** Not to be sent after this time; null is never too late. */
  expires_at: millis.nullable(),
  /** To be shown at once and not kept (class 0, 3GPP TS 23.038 4); absent is an ordinary message. */
  flash: z.literal(true).optional(),
  /** A proxy that an HTTP provider is reached through, in place of its own. */
  proxy: z.string().max(300).optional(),
  /** The worker accepted this job before: if it does not know it, its outcome is uncertain, and it is not sent. */
  held: z.literal(true).optional(),
});
export type Job = z.infer<typeof Job>;

/** `jobs`, server to worker. A packet whose fence is older than one seen before is refused. */
export const JobsPacket = z.object({
  v: version,
  fence: z.int().min(0),
  issued_at: millis,
  jobs: z.array(Job).min(1),
});
export type JobsPacket = z.infer<typeof JobsPacket>;

const jobEvent = { seq: sequence, id: z.uuid(), attempt: z.int().min(1), at: millis };

export const WorkerEvent = z.discriminatedUnion('type', [
  /** In the worker's journal. */
  z.object({ type: z.literal('accepted'), ...jobEvent }),
  /** The network took it. With `note` it said something since of what it has, which is no end. */
  z.object({
    type: z.literal('sent'),
    ...jobEvent,
    ref: z.string().max(1000).nullable(),
    note: z.string().max(200).optional(),
  }),
  z.object({ type: z.literal('delivered'), ...jobEvent }),
  z.object({ type: z.literal('undelivered'), ...jobEvent, reason: z.string().max(200) }),
  /**
   * Not sent. `temporary` may be tried again; `returned` was never tried, because its channel went away before: that
   * does not count as an attempt.
   */
  z.object({
    type: z.literal('failed'),
    ...jobEvent,
    temporary: z.boolean(),
    returned: z.literal(true).optional(),
    reason: z.string().max(200),
  }),
  /** In flight when something died, and the channel cannot say. */
  z.object({ type: z.literal('uncertain'), ...jobEvent, reason: z.string().max(200) }),
  /** Its validity passed at the worker, before it left. */
  z.object({ type: z.literal('expired'), ...jobEvent }),
  /** A message came in; `id` is the worker's, so that a repeated event is known. */
  z.object({
    type: z.literal('inbound'),
    seq: sequence,
    id: z.uuid(),
    channel: z.string().min(1).max(64),
    from: z.string().min(1).max(32),
    text: z.string(),
    at: millis,
  }),
]);
export type WorkerEvent = z.infer<typeof WorkerEvent>;
/** An event about one job, which is every event but `inbound`. */
export type JobEvent = Exclude<WorkerEvent, { type: 'inbound' }>;
export type InboundEvent = Extract<WorkerEvent, { type: 'inbound' }>;

/**
 * `events`, worker to server: in ascending `seq`, kept by the worker until confirmed. `after` is the last number of the
 * packet that was sent before this one, 0 when everything before this one is confirmed: a broker may lose packets, and a
 * confirm, being cumulative, must not pass over a gap.
 */
export const EventsPacket = z.object({
  v: version,
  session: z.uuid(),
  after: z.int().min(0),
  events: z.array(WorkerEvent).min(1),
});
export type EventsPacket = z.infer<typeof EventsPacket>;

/** `confirms`, server to worker: every event up to `upto` is committed. */
export const ConfirmPacket = z.object({ v: version, upto: sequence, fence: z.int().min(0) });
export type ConfirmPacket = z.infer<typeof ConfirmPacket>;

/** Where a SIM card stands with its network, +CREG of 3GPP TS 27.007 7.2. */
export const Registration = z.enum(['home', 'roaming', 'searching', 'denied', 'not_registered']);
export type Registration = z.infer<typeof Registration>;

/** A channel as its worker announces it. Null limits mean none. */
export const ChannelState = z.object({
  key: z.string().min(1).max(64),
  kind: z.enum(['sim', 'provider']),
  /** The driver that holds it: simulator, gsm, mqtt-modem, smpp or http. */
  driver: z.string().min(1).max(16),
  online: z.boolean(),
  number: z.string().max(32).nullable(),
  /** What a provider's messages come from; a SIM card's come from its number. */
  sender: z.string().max(32).nullable().optional(),
  iccid: z.string().max(32).nullable(),
  operator: z.string().max(64).nullable(),
  signal: z.int().min(0).max(31).nullable(),
  registration: Registration.nullable().default(null),
  imei: z.string().max(32).nullable().default(null),
  imsi: z.string().max(32).nullable().default(null),
  /** Why it is offline, or what does not work although it is online, in words; null when nothing is known to be wrong. */
  trouble: z.string().max(200).nullable().default(null),
  rate_per_minute: z.int().min(1).nullable(),
  daily_cap: z.int().min(1).nullable(),
  window: z.int().min(1),
});
export type ChannelState = z.infer<typeof ChannelState>;

/**
 * `hello`, server to worker, QoS 0: a server is here, and asks the worker to say its state at once, with `ask` in it. Only
 * that proves that the worker is here: a state may have lain in a broker, which may also hand out none that it kept.
 */
export const HelloPacket = z.object({ v: version, fence: z.int().min(0), ask: z.uuid() });
export type HelloPacket = z.infer<typeof HelloPacket>;

/** `state`, retained, repeated each 30 s, and said when a server asks (`hello`): the worker's own word while it lives, the broker's (its will) once it does not. */
export const StatePacket = z.discriminatedUnion('status', [
  z.object({
    v: version,
    status: z.literal('online'),
    /** New at every start of the worker's process. */
    session: z.uuid(),
    version: z.string().max(32),
    at: millis,
    /** How long its process had run, by a clock that nobody sets, ms; absent from workers that are older than this, which repeat nothing and do not know `hello`. */
    uptime_ms: millis.optional(),
    /** The `ask` of the `hello` that this answers. */
    answers: z.uuid().optional(),
    /** Messages that came in of which parts are missing for more than a minute; absent is none. */
    waiting_parts: z.int().min(1).optional(),
    channels: z.array(ChannelState),
  }),
  z.object({
    v: version,
    status: z.literal('offline'),
    session: z.uuid(),
    /** Of a worker that said goodbye: when it did. The broker's word was written when the worker connected. */
    at: millis,
    /** The broker's word: the worker went without one of its own. */
    lost: z.literal(true).optional(),
  }),
]);
export type StatePacket = z.infer<typeof StatePacket>;

/**
 * `providers`, server to worker, not retained: every provider account that the worker holds by the server's word; those
 * that it held so before and are not listed are gone. Told when a session begins and when one changes.
 */
export const ProvidersPacket = z.object({ v: version, fence: z.int().min(0), providers: z.array(ProviderChannel) });
export type ProvidersPacket = z.infer<typeof ProvidersPacket>;

/**
 * What a call of a provider looked like that came to the server over HTTP, a delivery report or a message that came in; the
 * argument of a `report` request, as JSON. The last three, by which a signature is checked, are absent from older servers.
 */
export const ReportCall = z.object({
  method: z.enum(['GET', 'POST']),
  query: z.record(z.string(), z.string()),
  content_type: z.string(),
  body: z.string(),
  /** The address without scheme and host, with the query as it was written. */
  path: z.string().optional(),
  /** What the caller may have called our host, with a port where one was named. */
  hosts: z.array(z.string()).optional(),
  /** Those headers that sign a call, by their names in small letters. */
  headers: z.record(z.string(), z.string()).optional(),
});
export type ReportCall = z.infer<typeof ReportCall>;

/**
 * What a worker finds the age of a request by, without trusting that two clocks agree: it said `at` and `uptime_ms` in a
 * state of its session, and the server had that state for `ago_ms` when it asked. What has passed on the worker's own
 * clocks since it said so, less `ago_ms`, is the request's age and the time the state took, so never less than the age.
 */
export const RequestSince = z.object({ session: z.uuid(), at: millis, uptime_ms: millis, ago_ms: millis });
export type RequestSince = z.infer<typeof RequestSince>;

/**
 * `requests`, server to worker, QoS 0, so that no broker keeps one for a worker that is away; answered once on `replies`
 * with the same `id`. The three fields that tell its age are absent from servers that are older than them, and `since`
 * also where the worker is.
 */
export const RequestPacket = z.object({
  v: version,
  /** One that is older than one seen before: the server was replaced. */
  fence: z.int().min(0).optional(),
  since: RequestSince.optional(),
  /** How long the server waits for the reply, from when it asked. */
  within_ms: millis.optional(),
  id: z.uuid(),
  /**
   * `test` tries a channel without sending; `report` hands over what a provider called for over HTTP; `parts` has what
   * came of messages that miss parts told as it is, of all channels.
   */
  type: z.enum(['ping', 'restart', 'signal', 'balance', 'ussd', 'test', 'report', 'parts']),
  channel: z.string().max(64).nullable(),
  argument: z.string().max(100_000).nullable(),
});
export type RequestPacket = z.infer<typeof RequestPacket>;

export const ReplyPacket = z.object({
  v: version,
  id: z.uuid(),
  ok: z.boolean(),
  result: z.string().max(1000),
  /** Of what is not ok: it was asked wrongly, or this channel has no such thing. Absent where it may go well another time. */
  mistake: z.enum(['request', 'channel']).optional(),
});
export type ReplyPacket = z.infer<typeof ReplyPacket>;
