import type {
  Webhook as WebhookView,
  WebhookDelivery,
  WebhookDeliveryDetail,
  WebhookDetail,
} from '@signalbox/contracts/webhooks';
import { isoTime, isoTimeOrNull } from '../../platform/common/clock.js';
import type { Delivery, DeliveryFailure } from './delivery.js';
import type { Backlog } from './webhook.repository.js';
import type { Webhook } from './webhook.js';

export const toView = (webhook: Webhook): WebhookView => ({
  id: webhook.id,
  kind: webhook.kind,
  user_id: webhook.userId,
  username: webhook.username,
  url: webhook.url,
  description: webhook.description,
  events: [...webhook.events],
  filter: webhook.filter,
  headers: [...webhook.headerNames],
  max_attempts: webhook.maxAttempts,
  state: webhook.state,
  reason: webhook.reason,
  failing_since: isoTimeOrNull(webhook.failingSince),
  old_secret_until: isoTimeOrNull(webhook.oldSecretUntil),
  created_at: isoTime(webhook.createdAt),
  updated_at: isoTime(webhook.updatedAt),
});

export const toDetail = (webhook: Webhook, { waiting, since }: Backlog): WebhookDetail => ({
  ...toView(webhook),
  waiting,
  waiting_since: isoTimeOrNull(since),
});

export const toDeliveryView = (delivery: Delivery): WebhookDelivery => ({
  id: delivery.seq,
  event_id: delivery.eventId,
  type: delivery.type,
  topic: delivery.topic,
  state: delivery.state,
  attempts: delivery.attempts,
  due_at: isoTime(delivery.dueAt),
  status_code: delivery.statusCode,
  duration_ms: delivery.durationMs,
  error: delivery.error,
  created_at: isoTime(delivery.createdAt),
  ended_at: isoTimeOrNull(delivery.endedAt),
});

export const toDeliveryDetail = (
  delivery: Delivery,
  failures: readonly DeliveryFailure[],
  { url }: Pick<Webhook, 'url'>,
): WebhookDeliveryDetail => ({
  ...toDeliveryView(delivery),
  url: delivery.url ?? url ?? '',
  body: delivery.body,
  response: delivery.response,
  failures: failures.map(({ attempt, at, statusCode, durationMs, error, response }) => ({
    attempt,
    at: isoTime(at),
    status_code: statusCode,
    duration_ms: durationMs,
    error,
    response,
  })),
});
