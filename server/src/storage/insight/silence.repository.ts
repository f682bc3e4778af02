import { Injectable } from '@nestjs/common';
import type { Silence, SilenceState } from '../../insight/alerts/silences/silence.js';
import { type NewSilenceRecord, SilenceRepository } from '../../insight/alerts/silences/silence.repository.js';
import type { Stretch } from '../../platform/common/stretch.js';
import { Where, insertedId, newest } from '../office/rows.js';
import { Database } from '../typeorm/database.js';

type Numeric = number | string;
interface SilenceRow {
  id: number;
  matchers: string;
  reason: string;
  starts_at: Numeric;
  ends_at: Numeric;
  user_id: number | null;
  by_whom: string | null;
  created_at: Numeric;
}

const COLUMNS = ['matchers', 'reason', 'starts_at', 'ends_at', 'user_id', 'by_whom', 'created_at'];

@Injectable()
export class SqlSilenceRepository extends SilenceRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override create(silence: NewSilenceRecord): Promise<Silence> {
    const { matchers, reason, startsAt, endsAt, userId, by, createdAt } = silence;
    return this.db.write(async (tx) => {
      const row = [JSON.stringify(matchers), reason, startsAt, endsAt, userId, by?.slice(0, 80) ?? null, createdAt];
      await tx.insert('alert_silences', COLUMNS, [row]);
      return { ...silence, id: await insertedId(tx, this.db.isSqlite) };
    });
  }

  override async find(id: number): Promise<Silence | null> {
    const [row] = await this.db.read<SilenceRow>('SELECT * FROM alert_silences WHERE id = ?', [id]);
    return row ? toSilence(row) : null;
  }

  override async active(now: number): Promise<Silence[]> {
    const sql = 'SELECT * FROM alert_silences WHERE ends_at > ? AND starts_at <= ?';
    return (await this.db.read<SilenceRow>(sql, [now, now])).map(toSilence);
  }

  override async list(state: SilenceState | undefined, now: number, stretch: Stretch): Promise<Silence[]> {
    const where = new Where();
    if (state === 'ended') where.and('ends_at <= ?', now);
    if (state === 'waiting') where.and('ends_at > ?', now).and('starts_at > ?', now);
    if (state === 'active') where.and('ends_at > ?', now).and('starts_at <= ?', now);
    const { sql, params } = newest(where, stretch);
    return (await this.db.read<SilenceRow>(`SELECT * FROM alert_silences${sql}`, params)).map(toSilence);
  }

  override async end(id: number, now: number): Promise<boolean> {
    const sql = 'UPDATE alert_silences SET ends_at = ? WHERE id = ? AND ends_at > ?';
    return (await this.db.write((tx) => tx.run(sql, [now, id, now]))) === 1;
  }
}

const toSilence = (row: SilenceRow): Silence => ({
  id: row.id,
  matchers: JSON.parse(row.matchers) as Silence['matchers'],
  reason: row.reason,
  startsAt: Number(row.starts_at),
  endsAt: Number(row.ends_at),
  userId: row.user_id,
  by: row.by_whom,
  createdAt: Number(row.created_at),
});
