import { Injectable } from '@nestjs/common';
import type { Stretch } from '../../platform/common/stretch.js';
import type { AttemptEnd, OutboxAttempt, OutboxEntry, OutboxItem } from '../../platform/outbox/outbox.js';
import { type Backlog, type OutboxFilter, OutboxRepository } from '../../platform/outbox/outbox.repository.js';
import { Database } from '../typeorm/database.js';
import { marks } from '../typeorm/marks.js';
import type { Tx } from '../typeorm/tx.js';
import { Where, newest } from '../office/rows.js';
import { putOutbox } from './outbox.js';

type Numeric = number | string;
interface Row extends Pick<OutboxItem, 'id' | 'kind' | 'topic' | 'state' | 'attempts' | 'error' | 'seq'> {
  payload: string;
  due_at: Numeric;
  deadline: Numeric;
  created_at: Numeric;
  ended_at: Numeric | null;
}

const NOTE_LENGTH = 300;
const DROPPED_AT_ONCE = 500;
/** A try is told by its number: what one says that was taken for dead changes nothing. */
const OF_ATTEMPT = "WHERE seq = ? AND state = 'waiting' AND attempts = ?";
const DUE = "SELECT * FROM outbox WHERE state = 'waiting' AND kind = ? AND due_at <= ? ORDER BY due_at LIMIT ?";
const STATE = { delivered: 'delivered', again: 'waiting', refused: 'failed' } as const;

@Injectable()
export class SqlOutboxRepository extends OutboxRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override put(entry: OutboxEntry): Promise<string> {
    return this.db.write((tx) => putOutbox(tx, entry));
  }

  override async find(id: string): Promise<OutboxItem | null> {
    const [row] = await this.db.read<Row>('SELECT * FROM outbox WHERE id = ?', [id]);
    return row ? toItem(row) : null;
  }

  override async attempts(id: string): Promise<OutboxAttempt[]> {
    const rows = await this.db.read<
      Pick<OutboxAttempt, 'attempt' | 'outcome' | 'note'> & { began_at: Numeric; ended_at: Numeric | null }
    >(
      'SELECT attempt, began_at, ended_at, outcome, note FROM outbox_attempts ' +
        'WHERE seq = (SELECT seq FROM outbox WHERE id = ?) ORDER BY attempt',
      [id],
    );
    return rows.map(({ began_at, ended_at, ...rest }) => {
      return { ...rest, beganAt: Number(began_at), endedAt: ended_at === null ? null : Number(ended_at) };
    });
  }

  override async list({ state, kind }: OutboxFilter, stretch: Stretch): Promise<OutboxItem[]> {
    const where = new Where().and('state = ?', state).and('kind = ?', kind);
    const { sql, params } = newest(where, stretch, 'seq');
    return (await this.db.read<Row>(`SELECT * FROM outbox${sql}`, params)).map(toItem);
  }

  override async due(most: ReadonlyMap<string, number>, now: number): Promise<OutboxItem[]> {
    if (most.size === 0) return [];
    const kinds = [...most];
    const each = kinds.map((_, index) => `SELECT * FROM (${DUE}) AS k${index}`).join(' UNION ALL ');
    const params = kinds.flatMap(([kind, limit]) => [kind, now, limit]);
    return (await this.db.read<Row>(each, params)).map(toItem);
  }

  override async backlog(kind: string, limit: number): Promise<Backlog> {
    const sql =
      'SELECT COUNT(*) AS count, MIN(due_at) AS first_due_at FROM ' +
      "(SELECT due_at FROM outbox WHERE state = 'waiting' AND kind = ? ORDER BY due_at LIMIT ?) AS waiting";
    const [row] = await this.db.read<{ count: Numeric; first_due_at: Numeric | null }>(sql, [kind, limit]);
    const first = row?.first_due_at ?? null;
    return { count: Number(row?.count ?? 0), firstDueAt: first === null ? null : Number(first) };
  }

  override begin(item: OutboxItem, now: number, until: number): Promise<OutboxItem | null> {
    const attempts = item.attempts + 1;
    return this.db.write(async (tx) => {
      const begun = `UPDATE outbox SET attempts = ?, due_at = ? ${OF_ATTEMPT} AND due_at = ? AND deadline >= ?`;
      if ((await tx.run(begun, [attempts, until, item.seq, item.attempts, item.dueAt, now])) === 0) return null;
      await tx.insert('outbox_attempts', ['seq', 'attempt', 'began_at'], [[item.seq, attempts, now]]);
      return { ...item, attempts, dueAt: until };
    });
  }

  override async end({ seq, attempts }: OutboxItem, { outcome, note, dueAt, at }: AttemptEnd): Promise<void> {
    const text = note?.slice(0, NOTE_LENGTH) ?? null;
    const error = outcome === 'delivered' ? null : text;
    const endedAt = outcome === 'again' ? null : at;
    await this.db.write(async (tx) => {
      const changed = await tx.run(`UPDATE outbox SET state = ?, due_at = ?, error = ?, ended_at = ? ${OF_ATTEMPT}`, [
        STATE[outcome],
        dueAt,
        error,
        endedAt,
        seq,
        attempts,
      ]);
      if (changed === 0) return;
      await tx.run('UPDATE outbox_attempts SET ended_at = ?, outcome = ?, note = ? WHERE seq = ? AND attempt = ?', [
        at,
        outcome,
        text,
        seq,
        attempts,
      ]);
    });
  }

  override expire(now: number): Promise<number> {
    // What is at a deliverer now is due later, and has its say.
    const sql =
      "UPDATE outbox SET state = 'failed', ended_at = ?, error = COALESCE(error, 'nobody delivered it by its deadline') " +
      "WHERE state = 'waiting' AND deadline < ? AND due_at <= ?";
    return this.db.write((tx) => tx.run(sql, [now, now, now]));
  }

  override async replay(id: string, now: number, deadline: number): Promise<boolean> {
    const sql =
      "UPDATE outbox SET state = 'waiting', due_at = ?, ended_at = NULL, " +
      "deadline = CASE WHEN deadline < ? THEN ? ELSE deadline END WHERE id = ? AND state <> 'waiting'";
    return (await this.db.write((tx) => tx.run(sql, [now, deadline, deadline, id]))) === 1;
  }

  override async drop(deliveredBefore: number, failedBefore: number): Promise<number> {
    const ended = (state: string, before: number) =>
      this.db.read<{ seq: number }>('SELECT seq FROM outbox WHERE state = ? AND ended_at < ? LIMIT ?', [
        state,
        before,
        DROPPED_AT_ONCE,
      ]);
    const rows = [...(await ended('delivered', deliveredBefore)), ...(await ended('failed', failedBefore))];
    if (rows.length === 0) return 0;
    return this.db.write((tx) =>
      dropped(
        tx,
        rows.map(({ seq }) => seq),
      ),
    );
  }
}

async function dropped(tx: Tx, seqs: readonly number[]): Promise<number> {
  // One that was sent again meanwhile stays.
  const gone = await tx.run(`DELETE FROM outbox WHERE seq IN (${marks(seqs)}) AND state <> 'waiting'`, [...seqs]);
  const orphans = 'AND seq NOT IN (SELECT seq FROM outbox)';
  await tx.run(`DELETE FROM outbox_attempts WHERE seq IN (${marks(seqs)}) ${orphans}`, [...seqs]);
  return gone;
}

const toItem = (row: Row): OutboxItem => ({
  seq: row.seq,
  id: row.id,
  kind: row.kind,
  topic: row.topic,
  payload: JSON.parse(row.payload) as unknown,
  state: row.state,
  attempts: row.attempts,
  dueAt: Number(row.due_at),
  deadline: Number(row.deadline),
  error: row.error,
  createdAt: Number(row.created_at),
  endedAt: row.ended_at === null ? null : Number(row.ended_at),
});
