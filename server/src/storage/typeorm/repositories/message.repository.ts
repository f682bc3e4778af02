import { Injectable } from '@nestjs/common';
import type { MessageStatus, WaitingStatus } from '@signalbox/contracts/statuses';
import type { Remembered } from '../../../platform/common/idempotency/idempotency.js';
import type { Change } from '../../../messaging/sms/change.js';
import { Conflict } from '../../../platform/common/errors.js';
import { historyLine } from '../../../messaging/sms/history.js';
import type { Lane, Message } from '../../../messaging/sms/message.js';
import {
  type ChunkOptions,
  type Dispatched,
  type MessageFilter,
  MessageRepository,
  type NewRow,
  type QueuePosition,
  type RunAdvance,
  type StoredMessage,
  type WaitingMessage,
} from '../../../messaging/sms/message.repository.js';
import { WebhookRows } from '../../outside/webhook-rows.js';
import { Database } from '../database.js';
import { marks } from '../marks.js';
import type { Tx } from '../tx.js';
import { Counters } from './counters.js';
import { dispatchedRows } from './dispatched-rows.js';
import { type ListBounds, NOT_DELIVERED, OF_RUN, listQuery } from './message-list.js';
import { INSERT_COLUMNS, type MessageRow, insertValues, toMessage } from './message-row.js';
import { UPDATES } from './message-update.js';
import { PeerIndex } from './peer-index.js';
import { remember } from './remembered.js';
import { expiredRows, waitingRows } from './waiting-rows.js';

/** How far rows may lie from the order of time: servers' clocks differ, and a commit takes a while. */
const CLOCK_SLACK_MS = 60_000;

@Injectable()
export class SqlMessageRepository extends MessageRepository {
  override readonly insert: (row: NewRow) => Promise<Remembered | null>;
  override readonly apply: (change: Change) => Promise<boolean>;

  constructor(
    private readonly db: Database,
    private readonly peers: PeerIndex,
    private readonly webhooks: WebhookRows,
  ) {
    super();
    this.insert = db.grouped((tx, rows: NewRow[]) => this.insertRows(tx, rows), { first: true });
    this.apply = db.grouped((tx, changes: Change[]) => this.applyChanges(tx, changes));
  }

  override insertMany(messages: Message[], options: ChunkOptions): Promise<Message[]> {
    return this.db.write(async (tx) => {
      if (options.advance) await moveCursor(tx, options.advance);
      const fresh = options.known && messages.length > 0 ? await withoutKnown(tx, messages) : messages;
      await this.store(tx, fresh);
      return fresh;
    });
  }

  override async find(id: string, owner?: number): Promise<StoredMessage | null> {
    const [row] = await this.db.read<MessageRow>('SELECT * FROM messages WHERE id = ?', [id]);
    if (!row || (owner !== undefined && row.user_id !== owner)) return null;
    return toMessage(row);
  }

  override async findMany(ids: string[]): Promise<StoredMessage[]> {
    if (ids.length === 0) return [];
    const rows = await this.db.read<MessageRow>(`SELECT * FROM messages WHERE id IN (${marks(ids)})`, ids);
    return rows.map(toMessage);
  }

  override async list(filter: MessageFilter, limit: number, before?: number): Promise<StoredMessage[]> {
    const bounded = await this.withBounds(filter);
    const read = async (within: MessageFilter, most: number, after?: number) => {
      const { sql, params } = listQuery(within, most, after);
      return (await this.db.read<MessageRow>(sql, params)).map(toMessage);
    };
    if (filter.dispatchedOn === undefined) return read(bounded, limit, before);
    return dispatchedRows(this.db, read, bounded, limit, before);
  }

  override waiting(lane: Lane, after: QueuePosition, until: number, limit: number): Promise<WaitingMessage[]> {
    return waitingRows(this.db, lane, after, until, limit);
  }

  override expired(by: number, limit: number): Promise<StoredMessage[]> {
    return expiredRows(this.db, by, limit);
  }

  override async waitingByLane(): Promise<{ lane: Lane; count: number }[]> {
    const rows = await this.db.read<{ lane: Lane; count: number | string }>(
      'SELECT queue_lane AS lane, COUNT(*) AS count FROM messages WHERE queue_lane IS NOT NULL GROUP BY queue_lane',
    );
    return rows.map(({ lane, count }) => ({ lane, count: Number(count) }));
  }

  override async waitingOfRun(
    runId: number,
    status: WaitingStatus,
    afterSeq: number,
    limit: number,
  ): Promise<StoredMessage[]> {
    const rows = await this.db.read<MessageRow>(
      `SELECT * FROM messages WHERE run_id = ? AND status = ? AND ${OF_RUN} AND seq > ? ORDER BY seq LIMIT ?`,
      [runId, status, afterSeq, limit],
    );
    return rows.map(toMessage);
  }

  override async dispatched(afterSeq: number, limit: number): Promise<StoredMessage[]> {
    const rows = await this.db.read<MessageRow>(
      `SELECT * FROM messages WHERE status = 'dispatched' AND ${NOT_DELIVERED} AND seq > ? ORDER BY seq LIMIT ?`,
      [afterSeq, limit],
    );
    return rows.map(toMessage);
  }

  override async dispatchedIds(afterSeq: number, limit: number): Promise<Dispatched[]> {
    const rows = await this.db.read<Pick<MessageRow, 'seq' | 'id' | 'updated_at'>>(
      `SELECT seq, id, updated_at FROM messages WHERE status = 'dispatched' AND ${NOT_DELIVERED} AND seq > ? ` +
        'ORDER BY seq LIMIT ?',
      [afterSeq, limit],
    );
    return rows.map(({ seq, id, updated_at }) => ({ seq: Number(seq), id, updatedAt: Number(updated_at) }));
  }

  /** Times become row numbers: rows are stored in the order of time, give or take the slack, and time has no index. */
  private async withBounds(filter: MessageFilter): Promise<MessageFilter & ListBounds> {
    return {
      ...filter,
      fromSeq: filter.since === undefined ? undefined : await this.seqAt(filter.since - CLOCK_SLACK_MS),
      toSeq: filter.until === undefined ? undefined : await this.seqAt(filter.until + CLOCK_SLACK_MS),
      peersUpTo: filter.peer !== undefined && this.db.isSqlite ? await this.peers.indexedUpTo() : undefined,
    };
  }

  /** The first row created at or after a time, by halving; one past the last row where there is none. */
  private async seqAt(time: number): Promise<number> {
    const [ends] = await this.db.read<{ low: number | null; high: number | null }>(
      // Asked for together in one SELECT, SQLite would read the whole table for them.
      'SELECT (SELECT MIN(seq) FROM messages) AS low, (SELECT MAX(seq) FROM messages) AS high',
    );
    let low = Number(ends?.low ?? 0);
    let high = Number(ends?.high ?? 0) + 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const [row] = await this.db.read<{ seq: number; created_at: number }>(
        'SELECT seq, created_at FROM messages WHERE seq >= ? ORDER BY seq LIMIT 1',
        [middle],
      );
      if (row && Number(row.created_at) < time) low = Number(row.seq) + 1;
      else high = middle;
    }
    return low;
  }

  private async insertRows(tx: Tx, rows: NewRow[]): Promise<(Remembered | null)[]> {
    const earlier = await remember(
      tx,
      rows.map((row) => row.remember),
    );
    await this.store(
      tx,
      rows.filter((_, index) => !earlier[index]).map((row) => row.message),
    );
    return earlier;
  }

  private async store(tx: Tx, messages: Message[]): Promise<void> {
    const counters = new Counters();
    const rows = messages.map((message) => {
      const path = firstSteps(message);
      counters.inserted(message, path);
      return insertValues(
        message,
        path.map((status) => historyLine(message.createdAt, status, message.reason, message.channelId)).join(''),
      );
    });
    await tx.insert('messages', INSERT_COLUMNS, rows);
    await counters.write(tx);
    if (messages.length === 0 || !(await this.webhooks.isHeard(tx, messages))) return;
    const steps = messages.map((message) => ({ message, path: firstSteps(message) }));
    await this.webhooks.messages(tx, steps);
  }

  /** A change that leaves the status as it is has no path, and tells nothing. */
  private async tell(tx: Tx, changes: readonly Change[]): Promise<void> {
    if (changes.length === 0) return;
    const messages = changes.map(({ to }) => to);
    if (!(await this.webhooks.isHeard(tx, messages))) return;
    const steps = changes.map(({ to, path }) => ({ message: to, path }));
    await this.webhooks.messages(tx, steps);
  }

  private async applyChanges(tx: Tx, changes: Change[]): Promise<boolean[]> {
    const applied = new Map<Change, boolean>();
    for (const { sql, isFor, valuesOf } of UPDATES) {
      const some = changes.filter(isFor);
      const counts = await tx.runEach(sql, some.map(valuesOf));
      some.forEach((change, index) => applied.set(change, (counts[index] ?? 0) > 0));
    }
    const counters = new Counters();
    const moved = changes.filter((change) => applied.get(change));
    for (const { from, to, path } of moved) counters.moved(from, to, path);
    await counters.write(tx);
    await this.tell(tx, moved);
    return changes.map((change) => applied.get(change) ?? false);
  }
}

/** The statuses a new message has been through: one stored as dispatched was queued for no time at all. */
const firstSteps = (message: Message): MessageStatus[] =>
  message.status === 'dispatched' ? ['queued', 'dispatched'] : [message.status];

async function moveCursor(tx: Tx, { runId, from, to, skipped }: RunAdvance): Promise<void> {
  const moved = await tx.run(
    "UPDATE runs SET cursor_row = ?, skipped = skipped + ? WHERE id = ? AND cursor_row = ? AND status = 'running'",
    [to, skipped, runId, from],
  );
  if (moved === 0) throw new Conflict(`Run ${runId} does not stand at row ${from} any more, or does not run.`);
}

async function withoutKnown(tx: Tx, messages: Message[]): Promise<Message[]> {
  const rows = await tx.all<{ id: string }>(
    `SELECT id FROM messages WHERE id IN (${marks(messages)})`,
    messages.map((message) => message.id),
  );
  const known = new Set(rows.map((row) => row.id));
  // Within the chunk too: a worker may repeat an event in one packet.
  return messages.filter(({ id }) => !known.has(id) && known.add(id));
}
