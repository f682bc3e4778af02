import { type MessageStatus, statusesWith } from '@signalbox/contracts/statuses';
import type { MessageFilter } from '../../../messaging/sms/message.repository.js';
import type { SqlValue } from '../tx.js';

/** SQLite's index of statuses leaves the delivered out, and is taken only by a query that says so in these words. */
export const NOT_DELIVERED = "status <> 'delivered'";

/** And that of runs leaves out what is at workers, which is never much: each message would go in and out once more. */
export const OF_RUN = "status <> 'dispatched'";
/** What a run's messages may be. */
const OUTBOUND = statusesWith(({ phase }) => phase !== 'inbox');

/** What a list knows besides its filter. */
export interface ListBounds {
  /** The rows between two times, as row numbers. */
  fromSeq?: number;
  toSeq?: number;
  /** Where there is a PeerIndex: up to which row it is complete. */
  peersUpTo?: number;
}

type Query = { sql: string; params: SqlValue[] };
type OfOneStatus = Omit<MessageFilter, 'status'> & { status?: MessageStatus } & ListBounds;

const ORDER = 'ORDER BY seq DESC LIMIT ?';

/**
 * The query of a page, newest first; of several statuses, each is read by the index on its own and they are merged. What is merged
 * is the rows' numbers, which most indexes hold, so that no row is read but those of the page.
 */
export function listQuery(filter: MessageFilter & ListBounds, limit: number, before?: number): Query {
  const statuses = statusesOf(filter);
  if (statuses.length < 2) return pageQuery({ ...filter, status: statuses[0] }, limit, before);
  const each = statuses.map((status) => pageQuery({ ...filter, status }, limit, before, 'seq'));
  const merged = each.map(({ sql }, index) => `SELECT seq FROM (${sql}) AS s${index}`).join(' UNION ALL ');
  return {
    sql: `SELECT m.* FROM (${merged} ${ORDER}) AS page CROSS JOIN messages m ON m.seq = page.seq ORDER BY m.seq DESC`,
    params: [...each.flatMap(({ params }) => params), limit + 1],
  };
}

/** Those that are asked for; none is any. A run's messages lie in its index by their statuses, so that each is asked for. */
function statusesOf({ status, direction, runId }: MessageFilter): readonly MessageStatus[] {
  const all = runId === undefined || direction === 'inbound' ? [] : OUTBOUND;
  return status === undefined ? all : [status].flat();
}

/**
 * The query of a page of one status, or of any. Each index ends in `seq`, so any one equality is read in the order of the answer
 * and stops after `limit` rows. With several, the most selective gets the index: `+column` hides the others' from
 * SQLite's planner, which without statistics takes them for equals (and means nothing to MySQL, which has them).
 */
function pageQuery(filter: OfOneStatus, limit: number, before?: number, columns: '*' | 'seq' = '*'): Query {
  // Everything inbound is received, and that has an index.
  const status = filter.status ?? (filter.direction === 'inbound' ? 'received' : undefined);
  const runIndex = filter.runId !== undefined && status !== undefined && status !== 'dispatched';
  const equalities: [column: string, value: SqlValue | undefined][] = [
    ['client_ref', filter.clientRef],
    ['peer', filter.peer],
    ['run_id', runIndex ? filter.runId : undefined],
    // Most of what a SIM card sent is delivered; the other statuses are rarer than the SIM card's messages.
    ['status', status === 'delivered' && !runIndex ? undefined : status],
    ['channel_id', filter.channelId],
    ['status', status === 'delivered' && !runIndex ? status : undefined],
    ['run_id', runIndex ? undefined : filter.runId],
    ['user_id', filter.owner],
  ];
  const where: string[] = [];
  const params: SqlValue[] = [];
  for (const [column, value] of equalities) {
    if (value === undefined) continue;
    // The index of runs is the only one of two columns.
    const isOfRun = column === 'status' && where.at(-1) === 'run_id = ?';
    where.push(`${where.length === 0 || isOfRun ? '' : '+'}${column} = ?`);
    params.push(value);
    if (isOfRun) where.push(OF_RUN);
    else if (column === 'status' && value !== 'delivered') where.push(NOT_DELIVERED);
  }
  const rest: [condition: string, value: SqlValue | undefined][] = [
    ['direction = ?', filter.direction],
    ['created_at >= ?', filter.since],
    ['created_at < ?', filter.until],
    ['updated_at >= ?', filter.changedSince],
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
  if (filter.peer === undefined || filter.peersUpTo === undefined) {
    return { sql: `SELECT ${columns} FROM messages ${clause}${ORDER}`, params: [...params, limit + 1] };
  }
  // The newest from the rows that are not indexed yet, the others through the index; both in the order of the answer.
  const both = [...params, filter.peersUpTo, limit + 1];
  const indexed =
    `SELECT messages.${columns} FROM (SELECT seq AS indexed FROM message_peers WHERE peer = ? AND seq <= ? ORDER BY seq DESC) ` +
    `JOIN messages ON seq = indexed ${clause}${ORDER}`;
  return {
    sql:
      `SELECT ${columns} FROM (SELECT ${columns} FROM messages ${clause}AND seq > ? ${ORDER}) ` +
      `UNION ALL SELECT ${columns} FROM (${indexed}) ${ORDER}`,
    params: [...both, filter.peer, filter.peersUpTo, ...params, limit + 1, limit + 1],
  };
}
