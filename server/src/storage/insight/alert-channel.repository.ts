import { Injectable } from '@nestjs/common';
import type { AlertChannel, ChannelPatch, NewChannelRecord } from '../../insight/alerts/channels/alert-channel.js';
import { AlertChannelRepository } from '../../insight/alerts/channels/alert-channel.repository.js';
import { Conflict } from '../../platform/common/errors.js';
import type { Stretch } from '../../platform/common/stretch.js';
import { Where, assignments, insertedId, newest } from '../office/rows.js';
import { Database } from '../typeorm/database.js';
import { unlessDuplicate } from '../typeorm/duplicate.js';
import type { SqlValue } from '../typeorm/tx.js';

const NOTE_LENGTH = 300;

type Numeric = number | string;
interface ChannelRow {
  id: number;
  name: string;
  kind: AlertChannel['kind'];
  settings: string;
  sealed: string;
  secret_names: string;
  route: string;
  enabled: number;
  user_id: number | null;
  last_sent_at: Numeric | null;
  error: string | null;
  unheard: string | null;
  created_at: Numeric;
  updated_at: Numeric;
}

@Injectable()
export class SqlAlertChannelRepository extends AlertChannelRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override create(channel: NewChannelRecord, seal: (id: number) => string): Promise<AlertChannel> {
    return unlessTaken(channel.name, () =>
      this.db.write(async (tx) => {
        const { createdAt } = channel;
        const row = {
          ...columnsOf(channel),
          kind: channel.kind,
          sealed: '',
          created_at: createdAt,
          updated_at: createdAt,
        };
        await tx.insert('alert_channels', Object.keys(row), [Object.values(row)]);
        const id = await insertedId(tx, this.db.isSqlite);
        const sealed = seal(id);
        await tx.run('UPDATE alert_channels SET sealed = ? WHERE id = ?', [sealed, id]);
        return { ...channel, id, sealed, lastSentAt: null, error: null, unheard: null, updatedAt: createdAt };
      }),
    );
  }

  override async find(id: number): Promise<AlertChannel | null> {
    const [row] = await this.db.read<ChannelRow>('SELECT * FROM alert_channels WHERE id = ?', [id]);
    return row ? toChannel(row) : null;
  }

  override async list(stretch: Stretch): Promise<AlertChannel[]> {
    const { sql, params } = newest(new Where(), stretch);
    return (await this.db.read<ChannelRow>(`SELECT * FROM alert_channels${sql}`, params)).map(toChannel);
  }

  override async enabled(): Promise<AlertChannel[]> {
    return (await this.db.read<ChannelRow>('SELECT * FROM alert_channels WHERE enabled = 1')).map(toChannel);
  }

  override async change(id: number, patch: ChannelPatch, at: number): Promise<AlertChannel | null> {
    const { sql, params } = assignments({ ...columnsOf(patch), sealed: patch.sealed, updated_at: at });
    await unlessTaken(patch.name, () =>
      this.db.write((tx) => tx.run(`UPDATE alert_channels SET ${sql} WHERE id = ?`, [...params, id])),
    );
    return this.find(id);
  }

  override async noteUnheard(ids: readonly number[], why: string | null): Promise<void> {
    const text = why?.slice(0, NOTE_LENGTH) ?? null;
    const isOther = text === null ? 'unheard IS NOT NULL' : '(unheard IS NULL OR unheard <> ?)';
    const sql = `UPDATE alert_channels SET unheard = ? WHERE id = ? AND ${isOther}`;
    const rows = ids.map((id): SqlValue[] => (text === null ? [null, id] : [text, id, text]));
    await this.db.write((tx) => tx.runEach(sql, rows));
  }

  override async remove(id: number): Promise<boolean> {
    return (await this.db.write((tx) => tx.run('DELETE FROM alert_channels WHERE id = ?', [id]))) === 1;
  }
}

async function unlessTaken<T>(name: string | undefined, write: () => Promise<T>): Promise<T> {
  const taken = Symbol('taken');
  const done = await unlessDuplicate(taken, write);
  if (done !== taken) return done;
  throw new Conflict('Another channel has this name.', [
    { field: 'name', message: `expected a name that no other channel has, got ${name}` },
  ]);
}

const json = (value: unknown): string | undefined => (value === undefined ? undefined : JSON.stringify(value));

const columnsOf = (patch: ChannelPatch): Record<string, SqlValue | undefined> => ({
  name: patch.name,
  settings: json(patch.settings),
  secret_names: json(patch.secretNames),
  route: json(patch.route),
  enabled: patch.enabled === undefined ? undefined : Number(patch.enabled),
  user_id: patch.userId,
});

const toChannel = (row: ChannelRow): AlertChannel => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  settings: JSON.parse(row.settings) as AlertChannel['settings'],
  sealed: row.sealed,
  secretNames: JSON.parse(row.secret_names) as string[],
  route: JSON.parse(row.route) as AlertChannel['route'],
  enabled: row.enabled === 1,
  userId: row.user_id,
  lastSentAt: row.last_sent_at === null ? null : Number(row.last_sent_at),
  error: row.error,
  unheard: row.unheard,
  createdAt: Number(row.created_at),
  updatedAt: Number(row.updated_at),
});
