import { Injectable } from '@nestjs/common';
import type { Health, NewRouterRecord, Router, RouterPatch } from '../../office/routers/router.js';
import { RouterRepository } from '../../office/routers/router.repository.js';
import { Conflict } from '../../platform/common/errors.js';
import type { Stretch } from '../../platform/common/stretch.js';
import { Database } from '../typeorm/database.js';
import { unlessDuplicate } from '../typeorm/duplicate.js';
import type { SqlValue, Tx } from '../typeorm/tx.js';
import { Where, assignments, insertedId, newest } from './rows.js';

type Numeric = number | string;
interface RouterRow {
  id: number;
  name: string;
  address: string;
  port: number | null;
  kind: Router['kind'];
  tls: number;
  fingerprint: string | null;
  authority: string | null;
  username: string;
  sealed: string;
  default_key: number | null;
  checked_at: Numeric | null;
  last_seen_at: Numeric | null;
  version: string | null;
  board: string | null;
  uptime: Numeric | null;
  error: string | null;
  created_at: Numeric;
  updated_at: Numeric;
}

const SELECT = 'SELECT * FROM routers';
const UNSEEN: Health = { checkedAt: null, lastSeenAt: null, version: null, board: null, uptime: null, error: null };

@Injectable()
export class SqlRouterRepository extends RouterRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override create(router: NewRouterRecord, seal: (id: number) => string): Promise<Router> {
    return this.unlessTaken(router.name, async (tx) => {
      const isDefault = router.isDefault ?? (await tx.all(`${SELECT} LIMIT 1`, [])).length === 0;
      if (isDefault) await leaveDefault(tx);
      const row = columnsOf({ ...router, isDefault, sealed: '' });
      const times = { created_at: router.createdAt, updated_at: router.createdAt };
      await tx.insert(
        'routers',
        [...Object.keys(row), ...Object.keys(times)],
        [[...Object.values(row), ...Object.values(times)]],
      );
      const id = await insertedId(tx, this.db.isSqlite);
      const sealed = seal(id);
      await tx.run('UPDATE routers SET sealed = ? WHERE id = ?', [sealed, id]);
      return { ...router, ...UNSEEN, id, sealed, isDefault, updatedAt: router.createdAt };
    });
  }

  override async find(id: number): Promise<Router | null> {
    const [row] = await this.db.read<RouterRow>(`${SELECT} WHERE id = ?`, [id]);
    return row ? toRouter(row) : null;
  }

  override async findDefault(): Promise<Router | null> {
    const [row] = await this.db.read<RouterRow>(`${SELECT} WHERE default_key = 1`);
    return row ? toRouter(row) : null;
  }

  override async list(stretch: Stretch): Promise<Router[]> {
    const { sql, params } = newest(new Where(), stretch);
    return (await this.db.read<RouterRow>(`${SELECT}${sql}`, params)).map(toRouter);
  }

  override change(
    id: number,
    patch: RouterPatch,
    at: number,
    check: (before: Router, after: Router) => void,
  ): Promise<Router | null> {
    return this.unlessTaken(patch.name, async (tx) => {
      const [row] = await tx.all<RouterRow>(`${SELECT} WHERE id = ?`, [id]);
      if (!row) return null;
      const before = toRouter(row);
      const after: Router = { ...before, ...patch, updatedAt: at };
      check(before, after);
      if (after.isDefault && !before.isDefault) await leaveDefault(tx);
      const { sql, params } = assignments({ ...columnsOf(after), updated_at: at });
      await tx.run(`UPDATE routers SET ${sql} WHERE id = ?`, [...params, id]);
      return after;
    });
  }

  override async note(id: number, health: Health): Promise<void> {
    const { sql, params } = assignments(healthOf(health));
    await this.db.write((tx) => tx.run(`UPDATE routers SET ${sql} WHERE id = ?`, [...params, id]));
  }

  override async remove(id: number): Promise<boolean> {
    return (await this.db.write((tx) => tx.run('DELETE FROM routers WHERE id = ?', [id]))) === 1;
  }

  private async unlessTaken<T>(name: string | undefined, work: (tx: Tx) => Promise<T>): Promise<T> {
    const taken = Symbol('taken');
    const done = await unlessDuplicate(taken, () => this.db.write(work));
    if (done !== taken) return done;
    throw new Conflict('Another router has this name.', [
      { field: 'name', message: `expected a name that no other router has, got ${name}` },
    ]);
  }
}

const leaveDefault = (tx: Tx) => tx.run('UPDATE routers SET default_key = NULL WHERE default_key = 1', []);

type Kept = Omit<Router, keyof Health | 'id' | 'createdAt' | 'updatedAt'>;

const columnsOf = (router: Kept): Record<string, SqlValue> => ({
  name: router.name,
  address: router.address,
  port: router.port,
  kind: router.kind,
  tls: Number(router.tls),
  fingerprint: router.fingerprint,
  authority: router.authority,
  username: router.username,
  sealed: router.sealed,
  default_key: router.isDefault ? 1 : null,
});

const healthOf = (health: Health): Record<string, SqlValue> => ({
  checked_at: health.checkedAt,
  last_seen_at: health.lastSeenAt,
  version: health.version,
  board: health.board,
  uptime: health.uptime,
  error: health.error?.slice(0, 255) ?? null,
});

const numberOrNull = (value: Numeric | null): number | null => (value === null ? null : Number(value));

const toRouter = (row: RouterRow): Router => ({
  id: row.id,
  name: row.name,
  address: row.address,
  port: row.port,
  kind: row.kind,
  tls: row.tls === 1,
  fingerprint: row.fingerprint,
  authority: row.authority,
  username: row.username,
  sealed: row.sealed,
  isDefault: row.default_key === 1,
  checkedAt: numberOrNull(row.checked_at),
  lastSeenAt: numberOrNull(row.last_seen_at),
  version: row.version,
  board: row.board,
  uptime: numberOrNull(row.uptime),
  error: row.error,
  createdAt: Number(row.created_at),
  updatedAt: Number(row.updated_at),
});
