import type { WebhookState } from '@signalbox/contracts/webhook-events';
import type { Stretch } from '../../platform/common/stretch.js';
import type { NewWebhookRecord, Webhook, WebhookPatch } from './webhook.js';

export interface WebhookFilterBy {
  /** Whose; undefined is everybody's. */
  userId?: number;
  state?: WebhookState;
}

/** What waits for an endpoint. */
export interface Backlog {
  /** Counted up to 10,000. */
  waiting: number;
  /** When the oldest of it happened. */
  since: number | null;
}

/** Where endpoints are kept. Each change is one transaction, and heard by every server within two seconds. */
export abstract class WebhookRepository {
  /** @throws Conflict when the account has as many as it may; Invalid when a filter names what is not the account's to name */
  abstract create(webhook: NewWebhookRecord, most: number): Promise<Webhook>;
  /** The one for an account's messages with addresses of their own; made when there is none. */
  abstract callbacksOf(userId: number): Promise<Webhook>;
  abstract find(id: number, owner?: number): Promise<Webhook | null>;
  /** Newest first. */
  abstract list(filter: WebhookFilterBy, stretch: Stretch): Promise<Webhook[]>;
  /** @returns it then; null where there is none. @throws Invalid as `create` */
  abstract change(id: number, patch: WebhookPatch, at: number): Promise<Webhook | null>;
  /** What it said of itself; nobody need hear of that. */
  abstract note(id: number, patch: Pick<WebhookPatch, 'failingSince' | 'notBefore'>): Promise<void>;
  /** @returns whether it was active */
  abstract switchOff(id: number, reason: string, at: number): Promise<boolean>;
  /** With its deliveries, those that wait too. */
  abstract remove(id: number): Promise<void>;
  abstract backlog(id: number): Promise<Backlog>;
}
