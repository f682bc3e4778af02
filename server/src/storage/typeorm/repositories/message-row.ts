import type { Direction, Encoding } from '@signalbox/contracts/messages';
import { type MessageStatus, isWaiting } from '@signalbox/contracts/statuses';
import type { Lane, Message } from '../../../messaging/sms/message.js';
import type { StoredMessage } from '../../../messaging/sms/message.repository.js';
import type { SqlValue } from '../tx.js';

/** A row of `messages` as both drivers give it; MySQL's gives 64-bit columns as text when they are large. */
export interface MessageRow {
  seq: number | string;
  id: string;
  direction: Direction;
  status: MessageStatus;
  user_id: number | null;
  channel_id: number | null;
  worker_id: string | null;
  pinned: number;
  flags: number;
  tried: string | null;
  peer: string;
  own_number: string | null;
  text: string;
  encoding: Encoding;
  segments: number;
  lane: Lane;
  client_ref: string | null;
  reason: string | null;
  attempt: number;
  max_attempts: number;
  created_at: number | string;
  updated_at: number | string;
  send_at: number | string | null;
  expires_at: number | string | null;
  due_at: number | string;
  held_at: number | string | null;
  pair_id: string | null;
  program_id: string | null;
  run_id: number | null;
  version: number;
  history: string;
}

/** The bits of `flags`. */
const FAILOVER = 1;
const FLASH = 2;

/** The columns of an insert, in the order of `insertValues`. */
export const INSERT_COLUMNS = [
  'id',
  'direction',
  'status',
  'user_id',
  'channel_id',
  'worker_id',
  'pinned',
  'flags',
  'tried',
  'peer',
  'own_number',
  'text',
  'encoding',
  'segments',
  'lane',
  'client_ref',
  'reason',
  'attempt',
  'max_attempts',
  'created_at',
  'updated_at',
  'send_at',
  'expires_at',
  'queue_lane',
  'due_at',
  'held_at',
  'pair_id',
  'program_id',
  'run_id',
  'history',
] as const;

export const insertValues = (message: Message, history: string): SqlValue[] => [
  message.id,
  message.direction,
  message.status,
  message.userId,
  message.channelId,
  message.workerId,
  message.pinned ? 1 : 0,
  (message.failover ? FAILOVER : 0) | (message.flash ? FLASH : 0),
  message.tried,
  message.peer,
  message.ownNumber,
  message.text,
  message.encoding,
  message.segments,
  message.lane,
  message.clientRef,
  message.reason,
  message.attempt,
  message.maxAttempts,
  message.createdAt,
  message.updatedAt,
  message.sendAt,
  message.expiresAt,
  queueLane(message),
  message.dueAt,
  message.heldAt,
  message.pairId,
  message.programId,
  message.runId,
  history,
];

/** The lane in the queue's index, which holds waiting messages only. */
export const queueLane = (message: Message): number | null => (isWaiting(message.status) ? message.lane : null);

export const numberOrNull = (value: number | string | null): number | null => (value === null ? null : Number(value));

export const toMessage = (row: MessageRow): StoredMessage => ({
  seq: Number(row.seq),
  id: row.id,
  direction: row.direction,
  status: row.status,
  userId: row.user_id,
  channelId: row.channel_id,
  workerId: row.worker_id,
  pinned: row.pinned === 1,
  failover: (row.flags & FAILOVER) !== 0,
  flash: (row.flags & FLASH) !== 0,
  tried: row.tried,
  peer: row.peer,
  ownNumber: row.own_number,
  text: row.text,
  encoding: row.encoding,
  segments: row.segments,
  lane: row.lane,
  clientRef: row.client_ref,
  reason: row.reason,
  attempt: row.attempt,
  maxAttempts: row.max_attempts,
  createdAt: Number(row.created_at),
  updatedAt: Number(row.updated_at),
  sendAt: numberOrNull(row.send_at),
  expiresAt: numberOrNull(row.expires_at),
  dueAt: Number(row.due_at),
  heldAt: numberOrNull(row.held_at),
  pairId: row.pair_id,
  programId: row.program_id,
  runId: row.run_id,
  version: row.version,
  history: row.history,
});
