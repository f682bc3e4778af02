import { type Scope, grants, isInScope, type Role } from '@signalbox/contracts/permissions';
import { WEBHOOK_EVENTS, type WebhookEventType } from '@signalbox/contracts/webhook-events';
import type { WebhookFilter } from '@signalbox/contracts/webhooks';

/** What of an endpoint decides whether it hears of an event. */
export interface Subscription {
  id: number;
  kind: 'endpoint' | 'callbacks';
  userId: number;
  role: Role;
  events: ReadonlySet<string>;
  filter: WebhookFilter;
}

/** What of an event decides who hears of it. */
export interface EventScope {
  type: WebhookEventType;
  /** Whose the message is; undefined where it is about no message, null of one that is nobody's. */
  userId?: number | null;
  apiKeyId?: number | null;
  pairId?: string | null;
  programId?: string | null;
}

/** Whether an endpoint hears of an event: one that it wants, may see, and did not leave out. */
export function wants({ events, userId, role, filter }: Subscription, event: EventScope): boolean {
  if (!events.has(event.type) || !grants(role, WEBHOOK_EVENTS[event.type].needs)) return false;
  const isSomebodys = event.userId !== undefined && event.userId !== userId;
  if (isSomebodys && !grants(role, 'messages.read-all')) return false;
  return (
    passes(filter.user_id, event.userId) &&
    passes(filter.api_key_id, event.apiKeyId) &&
    passes(filter.pair_id, event.pairId) &&
    passes(filter.program_id, event.programId)
  );
}

/** The first of some events that an API key may not see: a webhook would have them told past its scopes. Null: it may all. */
export const unseenBy = (
  scopes: readonly Scope[] | null | undefined,
  events: readonly WebhookEventType[],
): WebhookEventType | null => events.find((type) => !isInScope(scopes, WEBHOOK_EVENTS[type].needs)) ?? null;

/** A filter leaves events alone that have no such field. */
const passes = <T>(wanted: T | undefined, is: T | null | undefined): boolean =>
  wanted === undefined || is === undefined || wanted === is;
