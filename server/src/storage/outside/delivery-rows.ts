import { bodyOf, type WebhookEvent } from '../../outside/webhooks/webhook-event.js';
import { DELIVERY_MS } from '../../outside/webhooks/webhook.js';
import { uuidv7 } from '../../platform/common/uuid.js';
import { chunks } from '../../platform/common/chunks.js';
import type { SqlValue, Tx } from '../typeorm/tx.js';
import { subscriptionsIn } from './subscriptions.js';
import { wants } from '../../outside/webhooks/subscription.js';

export const DELIVERY_COLUMNS = [
  'event_id',
  'webhook_id',
  'type',
  'topic',
  'url',
  'body',
  'state',
  'due_at',
  'deadline',
  'created_at',
] as const;

/** What MySQL's column takes, and receivers read. */
const MOST_BYTES = 60_000;
const AT_ONCE = 500;

/** Where an event goes: an endpoint, and the address of one that has none of its own. */
export interface Target {
  id: number;
  url?: string;
}

/** The rows of an event, one a target: all with the same id and body. */
export function rowsOf(event: WebhookEvent, targets: readonly Target[], now: number): SqlValue[][] {
  const id = uuidv7(now);
  const body = bodyOf(event);
  // Nothing that happens is so long: what is would be refused by the database, with all that shares its transaction.
  if (body.length > MOST_BYTES / 3 && Buffer.byteLength(body) > MOST_BYTES) return [];
  return targets.map((target) => [
    id,
    target.id,
    event.type,
    event.topic,
    target.url ?? null,
    body,
    'waiting',
    now,
    now + DELIVERY_MS,
    event.at,
  ]);
}

export async function insertRows(tx: Tx, rows: SqlValue[][]): Promise<void> {
  for (const some of chunks(rows, AT_ONCE)) await tx.insert('webhook_deliveries', DELIVERY_COLUMNS, some);
}

/** Has those hear of an event who subscribed to it, if the transaction that brings it about is committed. */
export async function putEvent(tx: Tx, event: WebhookEvent): Promise<void> {
  const targets = (await subscriptionsIn(tx, event.type)).filter(
    (each) => each.kind === 'endpoint' && wants(each, event),
  );
  if (targets.length > 0) await insertRows(tx, rowsOf(event, targets, Date.now()));
}
