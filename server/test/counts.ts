import type { Cell, Totals } from '../src/messaging/counts/totals.js';
import type { Database } from '../src/storage/typeorm/database.js';
import { MINUTE_COLUMNS } from '../src/storage/typeorm/repositories/counters.js';

/** Counts in a minute, as the transactions of messages do. */
export const countIn = (
  database: Database,
  minute: number,
  { channelId, pairId, programId }: Cell,
  totals: Partial<Totals>,
): Promise<void> =>
  database.write(async (tx) => {
    const counts = Object.entries(totals).filter(([, count]) => count > 0);
    const rows = counts.map(([status, count]) => [minute, channelId, pairId, programId, status, count]);
    await tx.increment('message_minutes', MINUTE_COLUMNS, 5, rows);
  });
