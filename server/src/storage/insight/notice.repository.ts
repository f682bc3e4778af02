import { Injectable } from '@nestjs/common';
import { type AlertChannel, outboxKind } from '../../insight/alerts/channels/alert-channel.js';
import type { Delivery, Notice, NoticeKind, Waiting } from '../../insight/alerts/notify/notice.js';
import { NoticeRepository } from '../../insight/alerts/notify/notice.repository.js';
import { DAY } from '../../platform/common/clock.js';
import { uuidv7 } from '../../platform/common/uuid.js';
import { putOutbox } from '../platform/outbox.js';
import { chunks } from '../../platform/common/chunks.js';
import { Database } from '../typeorm/database.js';
import type { SqlValue, Tx } from '../typeorm/tx.js';
import { type AlertRow, addEvents, toAlert } from './alert-row.js';

type Numeric = number | string;
interface ChannelState {
  kind: AlertChannel['kind'];
  open_topic: string | null;
}

interface Item {
  state: Delivery['status'];
  attempts: number;
  error: string | null;
}
interface NoticeRow {
  id: Numeric;
  name: string | null;
  kind: AlertChannel['kind'] | null;
  what: NoticeKind;
  state: Delivery['status'];
  note: string | null;
  went_with: string | null;
  created_at: Numeric;
  ended_at: Numeric | null;
}

const AT_ONCE = 200;
/** Long enough for a weekend outside of a channel's hours. */
const DEADLINE_MS = 4 * DAY;
const NOTE_LENGTH = 300;
const COLUMNS = ['channel_id', 'alert_id', 'what', 'state', 'created_at'];

@Injectable()
export class SqlNoticeRepository extends NoticeRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async put(notices: readonly Notice[], channels: readonly AlertChannel[], now: number): Promise<number> {
    const names = new Map(channels.map(({ id, name }) => [id, name]));
    let put = 0;
    for (const some of chunks(notices, AT_ONCE)) {
      put += await this.db.write((tx) => putSome(tx, some, names, now));
    }
    return put;
  }

  override async waiting(channelId: number, most: number): Promise<Waiting> {
    const of = "FROM alert_notices n WHERE n.channel_id = ? AND n.state = 'waiting'";
    const [sum] = await this.db.read<{ count: Numeric; last: Numeric | null }>(
      `SELECT COUNT(*) AS count, MAX(n.id) AS last ${of}`,
      [channelId],
    );
    const upTo = Number(sum?.last ?? 0);
    const rows = await this.db.read<AlertRow & { told: NoticeKind }>(
      'SELECT a.*, n.what AS told FROM alert_notices n JOIN alerts a ON a.id = n.alert_id ' +
        "WHERE n.channel_id = ? AND n.state = 'waiting' AND n.id <= ? ORDER BY n.id LIMIT ?",
      [channelId, upTo, most],
    );
    return { count: Number(sum?.count ?? 0), upTo, rows: rows.map((row) => ({ what: row.told, alert: toAlert(row) })) };
  }

  override delivered(channelId: number, upTo: number, now: number): Promise<void> {
    return this.db.write(async (tx) => {
      const channel = await locked(tx, channelId);
      await tx.run(
        "UPDATE alert_notices SET state = 'delivered', ended_at = ?, topic = ?, note = NULL " +
          "WHERE channel_id = ? AND state = 'waiting' AND id <= ?",
        [now, channel?.open_topic ?? null, channelId, upTo],
      );
      await tx.run('UPDATE alert_channels SET last_sent_at = ?, error = NULL, open_topic = NULL WHERE id = ?', [
        now,
        channelId,
      ]);
      const [more] = await tx.all("SELECT id FROM alert_notices WHERE channel_id = ? AND state = 'waiting' LIMIT 1", [
        channelId,
      ]);
      if (more && channel) await leave(tx, channelId, channel.kind, now);
    });
  }

  override failed(channelId: number, error: string, now: number): Promise<void> {
    const text = error.slice(0, NOTE_LENGTH);
    return this.db.write(async (tx) => {
      const channel = await locked(tx, channelId);
      await tx.run(
        "UPDATE alert_notices SET state = 'failed', ended_at = ?, topic = ?, note = ? WHERE channel_id = ? AND state = 'waiting'",
        [now, channel?.open_topic ?? null, text, channelId],
      );
      await tx.run('UPDATE alert_channels SET error = ?, open_topic = NULL WHERE id = ?', [text, channelId]);
    });
  }

  override async note(channelId: number, error: string): Promise<void> {
    const sql = 'UPDATE alert_channels SET error = ? WHERE id = ?';
    await this.db.write((tx) => tx.run(sql, [error.slice(0, NOTE_LENGTH), channelId]));
  }

  override async heal(now: number): Promise<number> {
    const open = await this.db.read<{ id: number; kind: AlertChannel['kind']; open_topic: string }>(
      'SELECT id, kind, open_topic FROM alert_channels WHERE open_topic IS NOT NULL',
    );
    let healed = 0;
    for (const { id, kind, open_topic: topic } of open) {
      const item = await this.item(kind, topic);
      if (item && item.state !== 'failed') continue;
      await this.failed(id, item?.error ?? 'it was given up', now);
      healed += 1;
    }
    const gone = await this.db.read<{ channel_id: number }>(
      "SELECT DISTINCT n.channel_id FROM alert_notices n WHERE n.state = 'waiting' " +
        'AND NOT EXISTS (SELECT 1 FROM alert_channels c WHERE c.id = n.channel_id)',
    );
    for (const { channel_id: id } of gone) await this.failed(id, 'its channel was removed', now);
    return healed + gone.length;
  }

  override async ofAlert(alertId: number): Promise<Delivery[]> {
    const rows = await this.db.read<NoticeRow>(
      'SELECT n.*, c.name, c.kind, COALESCE(n.topic, c.open_topic) AS went_with FROM alert_notices n ' +
        'LEFT JOIN alert_channels c ON c.id = n.channel_id WHERE n.alert_id = ? ORDER BY n.id DESC LIMIT 200',
      [alertId],
    );
    const items = new Map<string, Item | undefined>();
    for (const { kind, went_with: topic } of rows) {
      if (kind !== null && topic !== null && !items.has(topic)) items.set(topic, await this.item(kind, topic));
    }
    return rows.map((row) => toDelivery(row, items.get(row.went_with ?? '')));
  }

  private async item(kind: AlertChannel['kind'], topic: string): Promise<Item | undefined> {
    const sql = 'SELECT state, attempts, error FROM outbox WHERE kind = ? AND topic = ?';
    return (await this.db.read<Item>(sql, [outboxKind(kind), topic]))[0];
  }
}

const toDelivery = (row: NoticeRow, item: Item | undefined): Delivery => ({
  id: Number(row.id),
  channel: row.name ?? 'removed',
  channelKind: row.kind ?? 'none',
  what: row.what,
  status: row.state,
  attempts: item?.attempts ?? 0,
  note: row.note ?? (row.state === 'waiting' ? (item?.error ?? null) : null),
  createdAt: Number(row.created_at),
  deliveredAt: row.state === 'delivered' && row.ended_at !== null ? Number(row.ended_at) : null,
});

/** Locks the channel's row: who writes of it next waits. */
async function locked(tx: Tx, channelId: number): Promise<ChannelState | undefined> {
  await tx.run('UPDATE alert_channels SET version = version + 1 WHERE id = ?', [channelId]);
  const [row] = await tx.all<ChannelState>('SELECT kind, open_topic FROM alert_channels WHERE id = ?', [channelId]);
  return row;
}

async function leave(tx: Tx, channelId: number, kind: AlertChannel['kind'], now: number): Promise<void> {
  const topic = `channel ${channelId} ${uuidv7()}`;
  const payload = { channel_id: channelId };
  await putOutbox(tx, { kind: outboxKind(kind), topic, payload, deadline: now + DEADLINE_MS });
  await tx.run('UPDATE alert_channels SET open_topic = ? WHERE id = ?', [topic, channelId]);
}

async function putSome(
  tx: Tx,
  notices: readonly Notice[],
  names: ReadonlyMap<number, string>,
  now: number,
): Promise<number> {
  const changes = await tx.runEach(
    'UPDATE alerts SET notified_at = ?, owed = 0, version = version + 1 WHERE id = ? AND version = ?',
    notices.map(({ alert }): SqlValue[] => [now, alert.id, alert.version]),
  );
  const ours = notices.filter((_, index) => changes[index] === 1);
  const rows = ours.flatMap(({ alert, what, channelIds }) =>
    channelIds.map((channelId): SqlValue[] => [channelId, alert.id, what, 'waiting', now]),
  );
  if (rows.length === 0) return 0;
  // In one order, so that two servers do not wait for each other.
  const ids = [...new Set(ours.flatMap(({ channelIds }) => channelIds))].sort((one, other) => one - other);
  for (const id of ids) {
    const channel = await locked(tx, id);
    if (channel?.open_topic === null) await leave(tx, id, channel.kind, now);
  }
  await tx.insert('alert_notices', COLUMNS, rows);
  const events = ours.map(({ alert: { id }, what, channelIds }) => ({
    id,
    what: 'told' as const,
    note: `${what} to ${channelIds.map((channelId) => names.get(channelId) ?? channelId).join(', ')}`,
  }));
  await addEvents(
    tx,
    events.filter((_, index) => (ours[index]?.channelIds.length ?? 0) > 0),
    now,
  );
  return rows.length;
}
