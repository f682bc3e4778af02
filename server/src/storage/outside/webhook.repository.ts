import { Injectable } from '@nestjs/common';
import type { WebhookFilter } from '@signalbox/contracts/webhooks';
import { may } from '../../platform/common/principal.js';
import type { Role } from '@signalbox/contracts/permissions';
import { type Backlog, type WebhookFilterBy, WebhookRepository } from '../../outside/webhooks/webhook.repository.js';
import type { NewWebhookRecord, Webhook, WebhookPatch } from '../../outside/webhooks/webhook.js';
import { Conflict, Invalid } from '../../platform/common/errors.js';
import type { Stretch } from '../../platform/common/stretch.js';
import { Where, assignments, insertedId, newest } from '../office/rows.js';
import { numberOrNull } from '../typeorm/repositories/message-row.js';
import { Database } from '../typeorm/database.js';
import { marks } from '../typeorm/marks.js';
import type { Tx } from '../typeorm/tx.js';
import { callbacksIn } from './callbacks.js';
import { bumpVersion } from './version.js';
import { SELECT_WEBHOOK, type WebhookRow, columnsOf, toWebhook } from './webhook-row.js';
import { WebhookRows } from './webhook-rows.js';

type Numeric = number | string;

const COUNTED = 10_000;
const DROPPED_AT_ONCE = 500;

@Injectable()
export class SqlWebhookRepository extends WebhookRepository {
  constructor(
    private readonly db: Database,
    private readonly rows: WebhookRows,
  ) {
    super();
  }

  override create(webhook: NewWebhookRecord, most: number): Promise<Webhook> {
    return this.changing(async (tx) => {
      const { uid, userId, createdAt } = webhook;
      await requireRoom(tx, userId, most);
      await requireOwn(tx, userId, webhook.filter);
      const row = {
        ...assignable({ ...webhook, state: 'active' }),
        ...{ uid, user_id: userId, created_at: createdAt, updated_at: createdAt },
      };
      await tx.insert('webhooks', Object.keys(row), [Object.values(row)]);
      return required(await webhookIn(tx, await insertedId(tx, this.db.isSqlite)));
    });
  }

  override callbacksOf(userId: number): Promise<Webhook> {
    return this.changing(async (tx) => {
      await callbacksIn(tx, userId);
      const [row] = await tx.all<WebhookRow>(`${SELECT_WEBHOOK} WHERE w.callbacks_of = ?`, [userId]);
      return required(row ? toWebhook(row) : null);
    });
  }

  override async find(id: number, owner?: number): Promise<Webhook | null> {
    const [row] = await this.db.read<WebhookRow>(`${SELECT_WEBHOOK} WHERE w.id = ?`, [id]);
    return row && (owner === undefined || row.user_id === owner) ? toWebhook(row) : null;
  }

  override async list({ userId, state }: WebhookFilterBy, stretch: Stretch): Promise<Webhook[]> {
    const where = new Where().and('w.user_id = ?', userId).and('w.state = ?', state);
    const { sql, params } = newest(where, stretch, 'w.id');
    return (await this.db.read<WebhookRow>(`${SELECT_WEBHOOK}${sql}`, params)).map(toWebhook);
  }

  override change(id: number, patch: WebhookPatch, at: number): Promise<Webhook | null> {
    return this.changing(async (tx) => {
      const before = await webhookIn(tx, id);
      if (!before) return null;
      if (patch.filter) await requireOwn(tx, before.userId, patch.filter);
      const { sql, params } = assignments({ ...columnsOf(patch), updated_at: at });
      await tx.run(`UPDATE webhooks SET ${sql} WHERE id = ?`, [...params, id]);
      return { ...before, ...patch, updatedAt: at };
    });
  }

  override async note(id: number, patch: Pick<WebhookPatch, 'failingSince' | 'notBefore'>): Promise<void> {
    const { sql, params } = assignments(columnsOf(patch));
    if (sql !== '') await this.db.write((tx) => tx.run(`UPDATE webhooks SET ${sql} WHERE id = ?`, [...params, id]));
  }

  override switchOff(id: number, reason: string, at: number): Promise<boolean> {
    const sql = "UPDATE webhooks SET state = 'disabled', reason = ?, updated_at = ? WHERE id = ? AND state = 'active'";
    return this.changing(async (tx) => (await tx.run(sql, [reason.slice(0, 300), at, id])) === 1);
  }

  /** The endpoint first, so that nothing new comes; then what there is, some at a time. */
  override async remove(id: number): Promise<void> {
    await this.changing((tx) => tx.run('DELETE FROM webhooks WHERE id = ?', [id]));
    const some = 'SELECT seq FROM webhook_deliveries WHERE webhook_id = ? LIMIT ?';
    for (let rows = [{ seq: 0 }]; rows.length > 0;) {
      rows = await this.db.read<{ seq: number }>(some, [id, DROPPED_AT_ONCE]);
      if (rows.length > 0)
        await this.db.write((tx) =>
          dropRows(
            tx,
            rows.map(({ seq }) => seq),
          ),
        );
    }
  }

  override async backlog(id: number): Promise<Backlog> {
    const waiting = "FROM webhook_deliveries WHERE webhook_id = ? AND state = 'waiting'";
    const [row] = await this.db.read<{ waiting: Numeric; since: Numeric | null }>(
      `SELECT COUNT(*) AS waiting, MIN(created_at) AS since FROM (SELECT created_at ${waiting} ORDER BY due_at LIMIT ?) some`,
      [id, COUNTED],
    );
    return { waiting: Number(row?.waiting ?? 0), since: numberOrNull(row?.since ?? null) };
  }

  /** Every server hears of it within two seconds, this one at once. */
  private async changing<T>(work: (tx: Tx) => Promise<T> | T): Promise<T> {
    const done = await this.db.write(async (tx) => {
      const result = await work(tx);
      await bumpVersion(tx);
      return result;
    });
    this.rows.forget();
    return done;
  }
}

/** Deliveries with their failures. @returns how many */
export async function dropRows(tx: Tx, seqs: readonly number[]): Promise<number> {
  await tx.run(`DELETE FROM webhook_failures WHERE seq IN (${marks(seqs)})`, [...seqs]);
  return tx.run(`DELETE FROM webhook_deliveries WHERE seq IN (${marks(seqs)})`, [...seqs]);
}

const assignable = (patch: WebhookPatch) =>
  Object.fromEntries(
    Object.entries(columnsOf(patch)).filter(
      (entry): entry is [string, string | number | null] => entry[1] !== undefined,
    ),
  );

async function webhookIn(tx: Tx, id: number): Promise<Webhook | null> {
  const [row] = await tx.all<WebhookRow>(`${SELECT_WEBHOOK} WHERE w.id = ?`, [id]);
  return row ? toWebhook(row) : null;
}

function required(webhook: Webhook | null): Webhook {
  if (!webhook) throw new Error('a webhook that was made is not there');
  return webhook;
}

/** @throws Conflict */
async function requireRoom(tx: Tx, userId: number, most: number): Promise<void> {
  const sql = 'SELECT COUNT(*) AS many FROM webhooks WHERE user_id = ? AND callbacks_of IS NULL';
  const [row] = await tx.all<{ many: Numeric }>(sql, [userId]);
  if (Number(row?.many ?? 0) >= most) throw new Conflict(`An account has at most ${most} webhooks.`);
}

/** @throws Invalid on a key or an account that the endpoint's account has nothing to do with */
async function requireOwn(tx: Tx, userId: number, filter: WebhookFilter): Promise<void> {
  const [owner] = await tx.all<{ role: Role }>('SELECT role FROM users WHERE id = ?', [userId]);
  const seesAll = owner !== undefined && may(owner, 'messages.read-all');
  if (filter.user_id !== undefined && filter.user_id !== userId) {
    const known = seesAll && (await tx.all('SELECT id FROM users WHERE id = ?', [filter.user_id])).length > 0;
    if (!known) throw Invalid.field('filter.user_id', 'expected an account whose messages the webhook may see');
  }
  if (filter.api_key_id === undefined) return;
  const [key] = await tx.all<{ user_id: number }>('SELECT user_id FROM api_keys WHERE id = ? AND revoked_at IS NULL', [
    filter.api_key_id,
  ]);
  if (!key || (key.user_id !== userId && !seesAll)) {
    throw Invalid.field('filter.api_key_id', 'expected an API key of the account');
  }
}
