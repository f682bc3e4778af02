import type { WebhookEventType } from '@signalbox/contracts/webhook-events';
import type { Webhook, WebhookPatch } from '../../outside/webhooks/webhook.js';
import type { SqlValue } from '../typeorm/tx.js';

type Numeric = number | string;

export interface WebhookRow {
  id: number;
  uid: string;
  user_id: number;
  username: string;
  callbacks_of: number | null;
  url: string | null;
  description: string | null;
  events: string;
  filter: string;
  header_names: string;
  headers: string | null;
  secret: string | null;
  old_secret: string | null;
  old_secret_until: Numeric | null;
  max_attempts: number | null;
  state: Webhook['state'];
  reason: string | null;
  failing_since: Numeric | null;
  not_before: Numeric;
  created_at: Numeric;
  updated_at: Numeric;
}

export const SELECT_WEBHOOK = 'SELECT w.*, u.username FROM webhooks w JOIN users u ON u.id = w.user_id';

const numberOrNull = (value: Numeric | null): number | null => (value === null ? null : Number(value));
const MOST_REASON = 300;

export const toWebhook = (row: WebhookRow): Webhook => ({
  id: row.id,
  kind: row.callbacks_of === null ? 'endpoint' : 'callbacks',
  uid: row.uid,
  userId: row.user_id,
  username: row.username,
  url: row.url,
  description: row.description,
  events: JSON.parse(row.events) as WebhookEventType[],
  filter: JSON.parse(row.filter) as Webhook['filter'],
  headerNames: JSON.parse(row.header_names) as string[],
  headers: row.headers,
  secret: row.secret,
  oldSecret: row.old_secret,
  oldSecretUntil: numberOrNull(row.old_secret_until),
  maxAttempts: row.max_attempts,
  state: row.state,
  reason: row.reason,
  failingSince: numberOrNull(row.failing_since),
  notBefore: Number(row.not_before),
  createdAt: Number(row.created_at),
  updatedAt: Number(row.updated_at),
});

const json = (value: unknown): string | undefined => (value === undefined ? undefined : JSON.stringify(value));

export const columnsOf = (patch: WebhookPatch): Record<string, SqlValue | undefined> => ({
  url: patch.url,
  description: patch.description,
  events: json(patch.events),
  filter: json(patch.filter),
  header_names: json(patch.headerNames),
  headers: patch.headers,
  secret: patch.secret,
  old_secret: patch.oldSecret,
  old_secret_until: patch.oldSecretUntil,
  max_attempts: patch.maxAttempts,
  state: patch.state,
  reason: typeof patch.reason === 'string' ? patch.reason.slice(0, MOST_REASON) : patch.reason,
  failing_since: patch.failingSince,
  not_before: patch.notBefore,
});
