import { Injectable } from '@nestjs/common';
import type { AttemptEnd, Delivery, DeliveryFailure, DueDelivery } from '../../outside/webhooks/delivery.js';
import {
  type DeliveryFilter,
  DeliveryRepository,
  type Standing,
  type TestDelivery,
} from '../../outside/webhooks/delivery.repository.js';
import type { Postponed } from '../../outside/webhooks/topic-queue.js';
import type { Stretch } from '../../platform/common/stretch.js';
import { uuidv7 } from '../../platform/common/uuid.js';
import { Where, insertedId, newest } from '../office/rows.js';
import { numberOrNull } from '../typeorm/repositories/message-row.js';
import { Database } from '../typeorm/database.js';
import { marks } from '../typeorm/marks.js';
import { DELIVERY_COLUMNS } from './delivery-rows.js';
import {
  type DeliveryRow,
  type DueRow,
  type FailureRow,
  LISTED,
  toDelivery,
  toDue,
  toFailure,
} from './delivery-row.js';
import { endAttempts } from './end-attempts.js';
import { dropRows } from './webhook.repository.js';

type Numeric = number | string;

const COUNTED = 10_000;
const AT_ONCE = 500;
/** The first of its topic that waits, of which there may be many behind one that comes again. */
const FIRST =
  "SELECT MIN(e.seq) FROM webhook_deliveries e WHERE e.webhook_id = d.webhook_id AND e.topic = d.topic AND e.state = 'waiting'";
const DUE =
  'SELECT d.seq, d.event_id, d.webhook_id, d.type, d.topic, d.url, d.body, d.attempts, d.due_at, d.deadline, d.created_at, ' +
  'd.first, f.due_at AS first_due_at FROM (' +
  `SELECT d.*, (${FIRST}) AS first FROM webhook_deliveries d ` +
  "WHERE d.webhook_id = ? AND d.state = 'waiting' AND d.due_at <= ? ORDER BY d.due_at, d.seq LIMIT ?" +
  ') d LEFT JOIN webhook_deliveries f ON f.seq = d.first ORDER BY d.due_at, d.seq';
const READY =
  "SELECT w.id FROM webhooks w JOIN users u ON u.id = w.user_id WHERE w.state = 'active' AND w.not_before <= ? " +
  'AND u.disabled = 0 AND EXISTS (SELECT 1 FROM webhook_deliveries d ' +
  "WHERE d.webhook_id = w.id AND d.state = 'waiting' AND d.due_at <= ?)";
const ACTIVE = "FROM webhooks w WHERE w.state = 'active'";
const STANDING =
  'SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM webhook_deliveries ' +
  `WHERE webhook_id IN (SELECT w.id ${ACTIVE}) AND state = 'waiting' LIMIT ?) some) AS waiting, ` +
  '(SELECT MIN((SELECT d.due_at FROM webhook_deliveries d ' +
  `WHERE d.webhook_id = w.id AND d.state = 'waiting' ORDER BY d.due_at LIMIT 1)) ${ACTIVE}) AS due`;
const AGAIN =
  "UPDATE webhook_deliveries SET state = 'waiting', attempts = 0, due_at = ?, deadline = ?, ended_at = NULL ";

@Injectable()
export class SqlDeliveryRepository extends DeliveryRepository {
  override readonly end: (end: AttemptEnd) => Promise<void>;

  constructor(private readonly db: Database) {
    super();
    this.end = db.grouped((tx, ends: AttemptEnd[]) => endAttempts(tx, ends));
  }

  override async ready(now: number, limit: number, after: number): Promise<number[]> {
    const some = async (side: '>' | '<=', most: number): Promise<number[]> => {
      const sql = `${READY} AND w.id ${side} ? ORDER BY w.id LIMIT ?`;
      return (await this.db.read<{ id: number }>(sql, [now, now, after, most])).map(({ id }) => id);
    };
    const behind = await some('>', limit);
    return behind.length === limit ? behind : [...behind, ...(await some('<=', limit - behind.length))];
  }

  override async due(webhookId: number, now: number, limit: number): Promise<DueDelivery[]> {
    return (await this.db.read<DueRow>(DUE, [webhookId, now, limit])).map(toDue);
  }

  override async postpone(postponed: readonly Postponed[]): Promise<void> {
    if (postponed.length === 0) return;
    const sql = "UPDATE webhook_deliveries SET due_at = ? WHERE seq = ? AND state = 'waiting' AND due_at < ?";
    await this.db.write((tx) =>
      tx.runEach(
        sql,
        postponed.map(({ seq, dueAt }) => [dueAt, seq, dueAt]),
      ),
    );
  }

  override put({ webhookId, type, body, deadline, at }: TestDelivery): Promise<Delivery> {
    return this.db.write(async (tx) => {
      const row = [uuidv7(at), webhookId, type, null, null, body, 'waiting', at, deadline, at];
      await tx.insert('webhook_deliveries', DELIVERY_COLUMNS, [row]);
      const seq = await insertedId(tx, this.db.isSqlite);
      const [made] = await tx.all<DeliveryRow>('SELECT * FROM webhook_deliveries WHERE seq = ?', [seq]);
      if (!made) throw new Error('a delivery that was made is not there');
      return toDelivery(made);
    });
  }

  override async find(webhookId: number, seq: number): Promise<Delivery | null> {
    const sql = 'SELECT * FROM webhook_deliveries WHERE seq = ? AND webhook_id = ?';
    const [row] = await this.db.read<DeliveryRow>(sql, [seq, webhookId]);
    return row ? toDelivery(row) : null;
  }

  override async failures(seq: number): Promise<DeliveryFailure[]> {
    const sql = 'SELECT * FROM webhook_failures WHERE seq = ? ORDER BY at';
    return (await this.db.read<FailureRow>(sql, [seq])).map(toFailure);
  }

  override async list(filter: DeliveryFilter, stretch: Stretch): Promise<Delivery[]> {
    const { sql, params } = newest(whereOf(filter), stretch, 'seq');
    return (await this.db.read<DeliveryRow>(`SELECT ${LISTED} FROM webhook_deliveries${sql}`, params)).map(toDelivery);
  }

  override async redeliver(webhookId: number, seq: number, now: number, deadline: number): Promise<boolean> {
    const sql = `${AGAIN} WHERE seq = ? AND webhook_id = ? AND state <> 'waiting'`;
    return (await this.db.write((tx) => tx.run(sql, [now, deadline, seq, webhookId]))) === 1;
  }

  override async redeliverSpan(
    { after, ...filter }: DeliveryFilter & { after: number },
    now: number,
    deadline: number,
  ): Promise<{ count: number; after: number | null }> {
    const where = whereOf(filter).and('seq > ?', after);
    const sql = `SELECT seq FROM webhook_deliveries${where.sql} ORDER BY seq LIMIT ?`;
    const rows = await this.db.read<{ seq: Numeric }>(sql, [...where.params, AT_ONCE]);
    if (rows.length === 0) return { count: 0, after: null };
    const seqs = rows.map(({ seq }) => Number(seq));
    const again = `${AGAIN} WHERE seq IN (${marks(seqs)}) AND state <> 'waiting'`;
    const count = await this.db.write((tx) => tx.run(again, [now, deadline, ...seqs]));
    return { count, after: rows.length < AT_ONCE ? null : (seqs.at(-1) ?? null) };
  }

  override async standing(): Promise<Standing> {
    const [row] = await this.db.read<{ waiting: Numeric; due: Numeric | null }>(STANDING, [COUNTED]);
    return { waiting: Number(row?.waiting ?? 0), dueSince: numberOrNull(row?.due ?? null) };
  }

  override expire(now: number): Promise<number> {
    const sql =
      "UPDATE webhook_deliveries SET state = 'failed', ended_at = ?, error = COALESCE(error, 'not delivered by its deadline') ";
    return this.db.write(async (tx) => {
      const rows = await tx.all<{ seq: Numeric }>(
        "SELECT seq FROM webhook_deliveries WHERE webhook_id IN (SELECT id FROM webhooks) AND state = 'waiting' " +
          'AND due_at <= ? AND deadline < ? LIMIT ?',
        [now, now, AT_ONCE],
      );
      if (rows.length === 0) return 0;
      return tx.run(`${sql} WHERE seq IN (${marks(rows)}) AND state = 'waiting'`, [
        now,
        ...rows.map(({ seq }) => Number(seq)),
      ]);
    });
  }

  override async drop(before: number): Promise<number> {
    // They lie in the order in which they happened. What waits has an end, also where its endpoint was removed.
    const oldest = 'SELECT seq, state, created_at, deadline FROM webhook_deliveries ORDER BY seq LIMIT ?';
    const rows = await this.db.read<Pick<DeliveryRow, 'seq' | 'state' | 'created_at' | 'deadline'>>(oldest, [AT_ONCE]);
    const isOver = ({ state, created_at: at, deadline }: (typeof rows)[number]): boolean =>
      Number(at) < before && (state !== 'waiting' || Number(deadline) < before);
    const seqs = rows.filter(isOver).map(({ seq }) => Number(seq));
    return seqs.length === 0 ? 0 : this.db.write((tx) => dropRows(tx, seqs));
  }
}

const whereOf = ({ webhookId, state, type, eventId, from, before }: DeliveryFilter): Where =>
  new Where()
    .and('webhook_id = ?', webhookId)
    .and('state = ?', state)
    .and('type = ?', type)
    .and('event_id = ?', eventId)
    .and('created_at >= ?', from)
    .and('created_at < ?', before);
