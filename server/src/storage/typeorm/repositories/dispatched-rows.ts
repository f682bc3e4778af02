import { timesDispatched } from '../../../messaging/sms/history.js';
import type { MessageFilter, StoredMessage } from '../../../messaging/sms/message.repository.js';
import type { Database } from '../database.js';

/** The most rows that are looked at in one go. */
const MOST_ROWS = 500;

type Read = (filter: MessageFilter, limit: number, before?: number) => Promise<StoredMessage[]>;

/**
 * A page of what the channel that has it, or had it last, was given on a day, newest first. The row does not say when
 * that was, its history does; so rows are read and looked at until the page is full, or as many attempts are found as the
 * counter of that day knows: else the days before would be searched for more.
 */
export async function dispatchedRows(
  db: Database,
  read: Read,
  { dispatchedOn: day = 0, ...filter }: MessageFilter,
  limit: number,
  before?: number,
): Promise<StoredMessage[]> {
  const found: StoredMessage[] = [];
  let left = await attempts(db, day, filter.channelId);
  let last = before;
  for (let size = 0; left > 0 && found.length <= limit;) {
    // More each time: what is passed over was only reported on that day.
    size = Math.min(MOST_ROWS, Math.max(Math.min(left, limit + 1 - found.length), 2 * size));
    const rows = await read(filter, size - 1, last);
    for (const row of rows) {
      const times = timesDispatched(row, day);
      left -= times;
      if (times > 0) found.push(row);
    }
    if (rows.length < size) break;
    last = rows.at(-1)?.seq;
  }
  return found.slice(0, limit + 1);
}

/** How many attempts began on a day, over a channel or all. */
async function attempts(db: Database, day: number, channelId: number | undefined): Promise<number> {
  const [sum] = await db.read<{ attempts: number | string | null }>(
    "SELECT SUM(entered) AS attempts FROM message_days WHERE day = ? AND status = 'dispatched'" +
      (channelId === undefined ? '' : ' AND channel_id = ?'),
    channelId === undefined ? [day] : [day, channelId],
  );
  return Number(sum?.attempts ?? 0);
}
