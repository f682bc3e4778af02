import type { Delivery, DeliveryFailure, DueDelivery } from '../../outside/webhooks/delivery.js';

type Numeric = number | string;

export interface DeliveryRow {
  seq: Numeric;
  event_id: string;
  webhook_id: number;
  type: string;
  topic: string | null;
  url: string | null;
  body: string;
  state: Delivery['state'];
  attempts: number;
  due_at: Numeric;
  deadline: Numeric;
  status_code: number | null;
  duration_ms: number | null;
  error: string | null;
  response: string | null;
  created_at: Numeric;
  ended_at: Numeric | null;
}

export type DueRow = Pick<
  DeliveryRow,
  | 'seq'
  | 'event_id'
  | 'webhook_id'
  | 'type'
  | 'topic'
  | 'url'
  | 'body'
  | 'attempts'
  | 'due_at'
  | 'deadline'
  | 'created_at'
> & { first: Numeric | null; first_due_at: Numeric | null };

export interface FailureRow {
  attempt: number;
  at: Numeric;
  status_code: number | null;
  duration_ms: number | null;
  error: string;
  response: string | null;
}

/** Lists leave the bodies where they are. */
export const LISTED =
  "seq, event_id, webhook_id, type, topic, url, '' AS body, state, attempts, due_at, deadline, status_code, duration_ms, " +
  'error, NULL AS response, created_at, ended_at';

export const toDelivery = (row: DeliveryRow): Delivery => ({
  seq: Number(row.seq),
  eventId: row.event_id,
  webhookId: row.webhook_id,
  type: row.type,
  topic: row.topic,
  url: row.url,
  body: row.body,
  state: row.state,
  attempts: row.attempts,
  dueAt: Number(row.due_at),
  deadline: Number(row.deadline),
  statusCode: row.status_code,
  durationMs: row.duration_ms,
  error: row.error,
  response: row.response,
  createdAt: Number(row.created_at),
  endedAt: row.ended_at === null ? null : Number(row.ended_at),
});

export const toDue = (row: DueRow): DueDelivery => ({
  seq: Number(row.seq),
  eventId: row.event_id,
  webhookId: row.webhook_id,
  type: row.type,
  topic: row.topic,
  url: row.url,
  body: row.body,
  attempts: row.attempts,
  dueAt: Number(row.due_at),
  deadline: Number(row.deadline),
  createdAt: Number(row.created_at),
  first: Number(row.first ?? row.seq),
  firstDueAt: Number(row.first_due_at ?? row.due_at),
});

export const toFailure = (row: FailureRow): DeliveryFailure => ({
  attempt: row.attempt,
  at: Number(row.at),
  statusCode: row.status_code,
  durationMs: row.duration_ms,
  error: row.error,
  response: row.response,
});
