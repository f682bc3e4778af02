import { z } from 'zod';
import { Direction, MessageStatus } from './messages.js';
import { Registration } from './bus.js';
import { Timestamp } from './common.js';

/**
 * What a Socket.IO client sends in `auth` at its handshake. With `batch`, updates come as `{updates: [...]}`;
 * without, one update a packet, as the clients of the gateway expect.
 */
export const LiveHandshake = z.object({
  token: z.string().max(4096).optional(),
  api_key: z.string().max(256).optional(),
  batch: z.boolean().optional(),
});
export type LiveHandshake = z.infer<typeof LiveHandshake>;

/** Event `sms_status_update`; the names are those of the gateway's SmsStatus table. */
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
  timestamp: Timestamp,
});
export type SmsStatusUpdate = z.infer<typeof SmsStatusUpdate>;
export const SmsStatusUpdates = z.object({ updates: z.array(SmsStatusUpdate) });
export type SmsStatusUpdates = z.infer<typeof SmsStatusUpdates>;

/** Event `mqtt_status`: a worker came or went, or the server lost or found its broker (`worker` is null). */
export const MqttStatus = z.object({
  status: z.enum(['online', 'offline']),
  worker: z.string().nullable(),
  channels: z.int(),
  timestamp: Timestamp,
});
export type MqttStatus = z.infer<typeof MqttStatus>;

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

export const LIVE_EVENTS = {
  smsStatus: 'sms_status_update',
  mqttStatus: 'mqtt_status',
  /** To staff; see `ChannelStatus`. */
  channelStatus: 'channel_status',
  /** To staff; see `NumberListProgress`. */
  numberListProgress: 'number_list_progress',
  /** To staff; see `ProgramProgress`. */
  programProgress: 'program_progress',
} as const;
/** Packets a second and socket, at most. */
export const LIVE_PACKETS_PER_SECOND = 20;
