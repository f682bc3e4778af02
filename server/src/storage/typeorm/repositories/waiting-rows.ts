import type { Lane } from '../../../messaging/sms/message.js';
import { LANES } from '../../../messaging/sms/message.js';
import type { QueuePosition, StoredMessage, WaitingMessage } from '../../../messaging/sms/message.repository.js';
import type { Database } from '../database.js';
import { type ColumnOf, type MessageRow, numberOrNull, toMessage } from './message-row.js';

type WaitingRow = Pick<MessageRow, ColumnOf<keyof WaitingMessage>>;

/** Named so that the compiler misses none. */
const COLUMNS: Record<keyof WaitingRow, true> = {
  seq: true,
  id: true,
  status: true,
  lane: true,
  due_at: true,
  expires_at: true,
  pinned: true,
  channel_id: true,
  pair_id: true,
  tried: true,
  run_id: true,
};
const LIGHT = `SELECT ${Object.keys(COLUMNS).join(', ')} FROM messages WHERE queue_lane = ? AND `;

/**
 * Waiting in a lane, due by `until`, in the order they became due. What became due in the same millisecond as the last
 * row of the page before is asked for apart: so both queries begin where they have to in the index, on every database,
 * however many became due together.
 */
export async function waitingRows(
  db: Database,
  lane: Lane,
  after: QueuePosition,
  until: number,
  limit: number,
): Promise<WaitingMessage[]> {
  const same =
    after.dueAt > until
      ? []
      : await db.read<WaitingRow>(`${LIGHT}due_at = ? AND seq > ? ORDER BY seq LIMIT ?`, [
          lane,
          after.dueAt,
          after.seq,
          limit,
        ]);
  const later =
    same.length >= limit
      ? []
      : await db.read<WaitingRow>(`${LIGHT}due_at > ? AND due_at <= ? ORDER BY due_at, seq LIMIT ?`, [
          lane,
          after.dueAt,
          until,
          limit - same.length,
        ]);
  return [...same, ...later].map(toWaiting);
}

/** Waiting, with a validity that ended by a time; what is not due yet as well. */
export async function expiredRows(db: Database, by: number, limit: number): Promise<StoredMessage[]> {
  const rows: MessageRow[] = [];
  for (const lane of LANES) {
    if (rows.length >= limit) break;
    rows.push(
      ...(await db.read<MessageRow>(
        'SELECT * FROM messages WHERE queue_lane = ? AND expires_at <= ? ORDER BY expires_at LIMIT ?',
        [lane, by, limit - rows.length],
      )),
    );
  }
  return rows.map(toMessage);
}

const toWaiting = (row: WaitingRow): WaitingMessage => ({
  seq: Number(row.seq),
  id: row.id,
  status: row.status,
  lane: row.lane,
  dueAt: Number(row.due_at),
  expiresAt: numberOrNull(row.expires_at),
  pinned: row.pinned === 1,
  channelId: row.channel_id,
  pairId: row.pair_id,
  tried: row.tried,
  runId: row.run_id,
});
