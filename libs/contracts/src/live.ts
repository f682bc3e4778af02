import { z } from 'zod';
import { Direction, MessageStatus } from './messages.js';
import { Registration } from './bus.js';
import { Timestamp } from './common.js';

/** As some clients send what they do not have. */
const given = (most: number) =>
  z.preprocess((value) => (value === null || value === '' ? undefined : value), z.string().max(most).optional());

/**
 * What a Socket.IO client sends in `auth` at its handshake, or in its query. With `batch`, updates come as
 * `{updates: [...]}`; without, one update a packet, as the clients of the gateway expect.
 */
export const LiveHandshake = z.object({
  /** With or without `Bearer` before it. */
  token: given(4096),
  api_key: given(256),
  batch: z.boolean().optional(),
});
export type LiveHandshake = z.infer<typeof LiveHandshake>;

/** Event `sms_status_update`; the names are those of the gateway's SmsStatus table. An id says nothing of the time. */
export const SmsStatusUpdate = z.object({
  message_id: z.string(),
  direction: Direction,
  sender_number: z.string().nullable(),
  receiver_number: z.string().nullable(),
  message: z.string(),
  status: MessageStatus,
  sim_card_id: z.int().nullable(),
  /** The provider that has the message; one of the two at the most. */
  provider_id: z.int().nullable(),
  reason: z.string().nullable(),
  /** Whether it came in and can be answered. */
  can_reply: z.boolean(),
  created_at: Timestamp,
  /** When it got this status. */
  timestamp: Timestamp,
});
export type SmsStatusUpdate = z.infer<typeof SmsStatusUpdate>;
export const SmsStatusUpdates = z.object({ updates: z.array(SmsStatusUpdate) });
export type SmsStatusUpdates = z.infer<typeof SmsStatusUpdates>;

/**
 * The same to a client that does not take batches, which is one of the earlier gateway: with its names for both sides, and
 * the number of the SIM card.
 */
export const GatewayStatusUpdate = SmsStatusUpdate.extend({
  sender: z.string().nullable(),
  recipient: z.string().nullable(),
  /** Our side's number, once it is known. */
  sim_card: z.string().nullable(),
});
export type GatewayStatusUpdate = z.infer<typeof GatewayStatusUpdate>;

/**
 * Event `mqtt_status`, as JSON text, to the same clients: what a worker reported of a message over MQTT, in the fields of the
 * gateway's SmsStatus table. It comes with the update, for every status that a worker brings.
 */
export const MqttStatus = z.object({
  id: z.string(),
  message_id: z.string(),
  sender_number: z.string().nullable(),
  receiver_number: z.string().nullable(),
  message: z.string(),
  status: MessageStatus,
  timestamp: Timestamp,
});
export type MqttStatus = z.infer<typeof MqttStatus>;

/**
 * Event `worker_status`, to staff: a worker came or went, or the server lost or found its broker (`worker` is null). All as
 * they are when the socket opens, then what changes.
 */
export const WorkerStatus = z.object({
  status: z.enum(['online', 'offline']),
  worker: z.string().nullable(),
  channels: z.int(),
  timestamp: Timestamp,
});
export type WorkerStatus = z.infer<typeof WorkerStatus>;

/** Event `channel_status`, to staff: a SIM card or a provider as it is now, at most one a second and channel. */
export const ChannelStatus = z.object({
  id: z.int(),
  kind: z.enum(['sim', 'provider']),
  number: z.string().nullable(),
  label: z.string().nullable(),
  online: z.boolean(),
  /** Why it is offline, or what does not work although it is online, in words. */
  trouble: z.string().nullable(),
  /** 0 to 31, 3GPP TS 27.007 8.5; null when unknown. */
  signal: z.int().nullable(),
  registration: Registration.nullable(),
  operator: z.string().nullable(),
  timestamp: Timestamp,
});
export type ChannelStatus = z.infer<typeof ChannelStatus>;

/**
 * Event `live_behind`: so many updates or other events were not shown, because the client did not take them in time.
 * What it is shown from here on is the newest; what it has from before is to be read anew.
 */
export const LiveBehind = z.object({ dropped: z.int().min(1), timestamp: Timestamp });
export type LiveBehind = z.infer<typeof LiveBehind>;

export const LIVE_EVENTS = {
  smsStatus: 'sms_status_update',
  /** To clients of the gateway; see `MqttStatus`. */
  mqttStatus: 'mqtt_status',
  /** To staff; see `WorkerStatus`. */
  workerStatus: 'worker_status',
  /** To staff; see `ChannelStatus`. */
  channelStatus: 'channel_status',
  /** To staff; see `NumberListProgress`. */
  numberListProgress: 'number_list_progress',
  /** To staff; see `ProgramProgress`. */
  programProgress: 'program_progress',
  /** See `LiveBehind`. */
  behind: 'live_behind',
} as const;
/** So often a second a socket is shown what is new, at most. */
export const LIVE_FLUSHES_PER_SECOND = 20;
/** Messages whose update may wait for one socket; of more, the newest. */
export const LIVE_UPDATES_KEPT = 5_000;
/** Sockets at once, by the same account. */
export const LIVE_SOCKETS = 100;
/** Sockets at once that show nothing, from the same address (of IPv6, the same /64), and in all. */
export const LIVE_ANONYMOUS_SOCKETS = { anAddress: 10, all: 200 };
