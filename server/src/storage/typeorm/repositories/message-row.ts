import { isWaiting } from '@signalbox/contracts/statuses';
import { type Message, blankMessage } from '../../../messaging/sms/message.js';
import type { StoredMessage } from '../../../messaging/sms/message.repository.js';
import type { SqlValue } from '../tx.js';

/** The name of a field's column: `createdAt` is `created_at`. */
export type ColumnOf<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}${ColumnOf<Rest>}`
  : '';

/** Fields that share the column `flags`, a bit each. */
const FAILOVER = 1;
const FLASH = 2;
const REGARDLESS = 4;
type Flag = 'failover' | 'flash' | 'regardless';
type Own = Exclude<keyof Message, Flag>;

export const flagsOf = ({ failover, flash, regardless }: Pick<Message, Flag>): number =>
  (failover ? FAILOVER : 0) | (flash ? FLASH : 0) | (regardless ? REGARDLESS : 0);

/** What a field is in its column. MySQL gives 64-bit columns, which times are, as text when they are large. */
type Cell<Field extends Own> = Message[Field] extends boolean
  ? number
  : Field extends `${string}At`
    ? number | string | Extract<Message[Field], null>
    : Message[Field];

/** A row of `messages` as both drivers give it. */
export type MessageRow = { [Field in Own as ColumnOf<Field>]: Cell<Field> } & {
  seq: number | string;
  flags: number;
  history: string;
};

/** All columns but the number that the database gives. */
type NewMessageRow = Record<Exclude<keyof MessageRow, 'seq'> | 'queue_lane', SqlValue>;

/** The only list of the columns: what an INSERT names and gives follows from it, and the compiler misses none. */
const toRow = (message: Message, history: string): NewMessageRow => ({
  id: message.id,
  direction: message.direction,
  status: message.status,
  user_id: message.userId,
  api_key_id: message.apiKeyId,
  channel_id: message.channelId,
  worker_id: message.workerId,
  pinned: message.pinned ? 1 : 0,
  flags: flagsOf(message),
  tried: message.tried,
  peer: message.peer,
  own_number: message.ownNumber,
  text: message.text,
  encoding: message.encoding,
  segments: message.segments,
  lane: message.lane,
  client_ref: message.clientRef,
  callback_url: message.callbackUrl,
  reason: message.reason,
  attempt: message.attempt,
  max_attempts: message.maxAttempts,
  created_at: message.createdAt,
  updated_at: message.updatedAt,
  send_at: message.sendAt,
  expires_at: message.expiresAt,
  queue_lane: queueLane(message),
  due_at: message.dueAt,
  held_at: message.heldAt,
  pair_id: message.pairId,
  program_id: message.programId,
  run_id: message.runId,
  version: message.version,
  history,
});

/** The way back. */
export const toMessage = (row: MessageRow): StoredMessage => ({
  seq: Number(row.seq),
  id: row.id,
  direction: row.direction,
  status: row.status,
  userId: row.user_id,
  apiKeyId: row.api_key_id,
  channelId: row.channel_id,
  workerId: row.worker_id,
  pinned: row.pinned === 1,
  failover: (row.flags & FAILOVER) !== 0,
  flash: (row.flags & FLASH) !== 0,
  regardless: (row.flags & REGARDLESS) !== 0,
  tried: row.tried,
  peer: row.peer,
  ownNumber: row.own_number,
  text: row.text,
  encoding: row.encoding,
  segments: row.segments,
  lane: row.lane,
  clientRef: row.client_ref,
  callbackUrl: row.callback_url,
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

/** The lane in the queue's index, which holds waiting messages only. */
export function queueLane({ status, lane }: Pick<Message, 'status' | 'lane'>): number | null {
  return isWaiting(status) ? lane : null;
}

export function numberOrNull(value: number | string | null): number | null {
  return value === null ? null : Number(value);
}

/** A message of which only the fields are of interest. */
export const SAMPLE = blankMessage({
  id: '',
  direction: 'outbound',
  status: 'queued',
  peer: '',
  text: '',
  encoding: 'gsm7',
  segments: 1,
  lane: 1,
  createdAt: 0,
});

/** The columns of an insert, in the order of `insertValues`. */
export const INSERT_COLUMNS: readonly string[] = Object.keys(toRow(SAMPLE, ''));

export const insertValues = (message: Message, history: string): SqlValue[] => Object.values(toRow(message, history));
