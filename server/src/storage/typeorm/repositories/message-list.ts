import type { MessageFilter } from '../../../sms/message.repository.js';
import type { SqlValue } from '../tx.js';

/** The rows between two times, as row numbers. */
export interface SeqBounds {
  fromSeq?: number;
  toSeq?: number;
}

/**
 * The query of a page, newest first. Each index ends in `seq`, so any one equality is read in the order of the answer
 * and stops after `limit` rows. With several, the most selective gets the index: `+column` hides the others' from
 * SQLite's planner, which without statistics takes them for equals (and means nothing to MySQL, which has them).
 */
export function listQuery(
  filter: MessageFilter & SeqBounds,
  limit: number,
  before?: number,
): { sql: string; params: SqlValue[] } {
  const equalities: [column: string, value: SqlValue | undefined][] = [
    ['client_ref', filter.clientRef],
    ['peer', filter.peer],
    ['channel_id', filter.channelId],
    // Everything inbound is received, and that has an index.
    ['status', filter.status ?? (filter.direction === 'inbound' ? 'received' : undefined)],
    ['user_id', filter.owner],
  ];
  const where: string[] = [];
  const params: SqlValue[] = [];
  for (const [column, value] of equalities) {
    if (value === undefined) continue;
    where.push(`${where.length === 0 ? '' : '+'}${column} = ?`);
    params.push(value);
  }
  const rest: [condition: string, value: SqlValue | undefined][] = [
    ['direction = ?', filter.direction],
    ['created_at >= ?', filter.since],
    ['created_at < ?', filter.until],
    ['seq >= ?', filter.fromSeq],
    ['seq < ?', filter.toSeq],
    ['seq < ?', before],
  ];
  for (const [condition, value] of rest) {
    if (value === undefined) continue;
    where.push(condition);
    params.push(value);
  }
  const clause = where.length > 0 ? `WHERE ${where.join(' AND ')} ` : '';
  return { sql: `SELECT * FROM messages ${clause}ORDER BY seq DESC LIMIT ?`, params: [...params, limit + 1] };
}
