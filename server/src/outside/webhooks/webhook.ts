import type { WebhookFilter } from '@signalbox/contracts/webhooks';
import type { WebhookEventType, WebhookState } from '@signalbox/contracts/webhook-events';

/** Where an account's events are posted to. Times are epoch milliseconds. */
export interface Webhook {
  id: number;
  /** `callbacks` is one an account: of its messages that name an address of their own. */
  kind: 'endpoint' | 'callbacks';
  /** What its secrets are sealed for. */
  uid: string;
  userId: number;
  username: string;
  /** Null of callbacks. */
  url: string | null;
  description: string | null;
  events: readonly WebhookEventType[];
  filter: WebhookFilter;
  headerNames: readonly string[];
  /** Own headers, sealed; null is none. */
  headers: string | null;
  /** Sealed; null of callbacks before the first delivery. */
  secret: string | null;
  oldSecret: string | null;
  oldSecretUntil: number | null;
  /** Null: as often as fits into the time that a delivery has. */
  maxAttempts: number | null;
  state: WebhookState;
  /** Why it was switched off. */
  reason: string | null;
  /** Since when every attempt has failed. */
  failingSince: number | null;
  /** The receiver asked for no more before that. */
  notBefore: number;
  createdAt: number;
  updatedAt: number;
}

export type NewWebhookRecord = Pick<
  Webhook,
  'uid' | 'userId' | 'url' | 'description' | 'events' | 'filter' | 'headerNames' | 'headers' | 'secret' | 'maxAttempts'
> & { createdAt: number };

export type WebhookPatch = Partial<
  Pick<
    Webhook,
    | 'url'
    | 'description'
    | 'events'
    | 'filter'
    | 'headerNames'
    | 'headers'
    | 'secret'
    | 'oldSecret'
    | 'oldSecretUntil'
    | 'maxAttempts'
    | 'state'
    | 'reason'
    | 'failingSince'
    | 'notBefore'
  >
>;

/** Endpoints of an account. */
export const MOST_WEBHOOKS = 20;

const HOUR = 3_600_000;
/** How long a delivery is tried. */
export const DELIVERY_MS = 48 * HOUR;
/** An endpoint at which everything failed for so long is switched off. */
export const PATIENCE_MS = 48 * HOUR;

/** Whether an endpoint is given up after one more failure: nothing has arrived there for as long as a delivery is tried. */
export const hasFailedForLong = (
  { failingSince }: Pick<Webhook, 'failingSince'>,
  { state, at }: { state: string; at: number },
): boolean => state !== 'delivered' && failingSince !== null && at - failingSince >= PATIENCE_MS;
