import { isWaiting } from '@signalbox/contracts/statuses';
import type { Change, Patch } from '../../../messaging/sms/change.js';
import type { Message } from '../../../messaging/sms/message.js';
import type { SqlValue } from '../tx.js';
import { type ColumnOf, SAMPLE, flagsOf, queueLane } from './message-row.js';

/** The columns that a change may write. */
type Written = ColumnOf<Exclude<keyof Patch, 'regardless'>> | 'flags' | 'status' | 'updated_at' | 'queue_lane';

/** What every change writes. */
const touched = (to: Message) =>
  ({
    status: to.status,
    reason: to.reason,
    updated_at: to.updatedAt,
    held_at: to.heldAt,
    max_attempts: to.maxAttempts,
  }) satisfies Partial<Record<Written, SqlValue>>;

/** All else, which stands in indexes of the queue, its validities and the channels: most changes leave it as it is. */
const moved = (to: Message): Record<Exclude<Written, keyof ReturnType<typeof touched>>, SqlValue> => ({
  attempt: to.attempt,
  channel_id: to.channelId,
  worker_id: to.workerId,
  own_number: to.ownNumber,
  queue_lane: queueLane(to),
  due_at: to.dueAt,
  expires_at: to.expiresAt,
  tried: to.tried,
  flags: flagsOf(to),
});

const settingOf = (values: object): string =>
  Object.keys(values)
    .map((column) => `${column} = ?`)
    .join(', ');

/** It applies only while the message is as it was when the change was made. */
const GUARD = 'WHERE id = ? AND status = ? AND attempt = ? AND version = ?';
/**
 * A history ends where MySQL's column has no room for one more change, of 64 kB: some hundreds of changes. One that did not
 * fit would fail with all that share its transaction, again and again, and nothing would be sent any more.
 */
const LONGEST_HISTORY = 56_000;
const HISTORY = `history = CASE WHEN LENGTH(history) > ${LONGEST_HISTORY} THEN history ELSE CONCAT(history, ?) END`;
const SET = `UPDATE messages SET version = version + 1, ${settingOf(touched(SAMPLE))}, ${HISTORY}`;

const guardOf = ({ message, from }: Change): SqlValue[] => [message.id, from.status, from.attempt, from.version];

/** One kind of UPDATE, and what it gives to its marks. */
export interface Update {
  sql: string;
  isFor: (change: Change) => boolean;
  valuesOf: (change: Change) => SqlValue[];
}

/** Whether the indexes of the queue and the channels are touched; most changes move a status only. */
const moves = ({ from, to, message }: Change): boolean =>
  isWaiting(from.status) ||
  isWaiting(to.status) ||
  to.attempt !== from.attempt ||
  to.channelId !== from.channelId ||
  to.expiresAt !== message.expiresAt;

export const UPDATES: readonly Update[] = [
  {
    sql: `${SET} ${GUARD}`,
    isFor: (change) => !moves(change),
    valuesOf: (change) => [...Object.values(touched(change.to)), change.history, ...guardOf(change)],
  },
  {
    sql: `${SET}, ${settingOf(moved(SAMPLE))} ${GUARD}`,
    isFor: moves,
    valuesOf: (change) => [
      ...Object.values(touched(change.to)),
      change.history,
      ...Object.values(moved(change.to)),
      ...guardOf(change),
    ],
  },
];
