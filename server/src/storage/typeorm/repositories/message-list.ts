import type { MessageFilter } from '../../../messaging/sms/message.repository.js';
import type { SqlValue } from '../tx.js';

/** SQLite's index of statuses leaves the delivered out, and is taken only by a query that says so in these words. */
export const NOT_DELIVERED = "status <> 'delivered'";

/** What a list knows besides its filter. */
export interface ListBounds {
  /** The rows between two times, as row numbers. */
  fromSeq?: number;
  toSeq?: number;
  /** Where there is a PeerIndex: up to which row it is complete. */
  peersUpTo?: number;
}

/**
 * The query of a page, newest first. Each index ends in `seq`, so any one equality is read in the order of the answer
 * and stops after `limit` rows. With several, the most selective gets the index: `+column` hides the others' from
 * SQLite's planner, which without statistics takes them for equals (and means nothing to MySQL, which has them).
 */
export function listQuery(
  filter: MessageFilter & ListBounds,
  limit: number,
  before?: number,
): { sql: string; params: SqlValue[] } {
  // Everything inbound is received, and that has an index.
  const status = filter.status ?? (filter.direction === 'inbound' ? 'received' : undefined);
  const equalities: [column: string, value: SqlValue | undefined][] = [
    ['client_ref', filter.clientRef],
    ['peer', filter.peer],
    // Most of what a SIM card sent is delivered; the other statuses are rarer than the SIM card's messages.
    ['status', status === 'delivered' ? undefined : status],
    ['channel_id', filter.channelId],
    ['status', status === 'delivered' ? status : undefined],
    ['user_id', filter.owner],
  ];
  const where: string[] = [];
  const params: SqlValue[] = [];
  for (const [column, value] of equalities) {
    if (value === undefined) continue;
    where.push(`${where.length === 0 ? '' : '+'}${column} = ?`);
    params.push(value);
    if (column === 'status' && value !== 'delivered') where.push(NOT_DELIVERED);
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
  const order = 'ORDER BY seq DESC LIMIT ?';
  const clause = where.length > 0 ? `WHERE ${where.join(' AND ')} ` : '';
  if (filter.peer === undefined || filter.peersUpTo === undefined) {
    return { sql: `SELECT * FROM messages ${clause}${order}`, params: [...params, limit + 1] };
  }
  // The newest from the rows that are not indexed yet, the others through the index; both in the order of the answer.
  const both = [...params, filter.peersUpTo, limit + 1];
  const indexed =
    'SELECT messages.* FROM (SELECT seq AS indexed FROM message_peers WHERE peer = ? AND seq <= ? ORDER BY seq DESC) ' +
    `JOIN messages ON seq = indexed ${clause}${order}`;
  return {
    sql:
      `SELECT * FROM (SELECT * FROM messages ${clause}AND seq > ? ${order}) ` +
      `UNION ALL SELECT * FROM (${indexed}) ${order}`,
    params: [...both, filter.peer, filter.peersUpTo, ...params, limit + 1, limit + 1],
  };
}
