import { Injectable } from '@nestjs/common';
import { scopeOf } from '@signalbox/contracts/permissions';
import { WEBHOOK_EVENTS, type WebhookEventType } from '@signalbox/contracts/webhook-events';
import type { NewWebhook, WebhookChange } from '@signalbox/contracts/webhooks';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { defined } from '../../platform/common/defined.js';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/common/errors.js';
import { type Principal, may } from '../../platform/common/principal.js';
import type { Stretch } from '../../platform/common/stretch.js';
import { uuidv7 } from '../../platform/common/uuid.js';
import { OutboundGuard } from '../../platform/outbound/outbound-guard.js';
import { newWebhookSecret } from '../../platform/outbound/signature.js';
import { unseenBy } from './subscription.js';
import { WebhookSealService } from './webhook-seal.service.js';
import { type Backlog, type WebhookFilterBy, WebhookRepository } from './webhook.repository.js';
import { MOST_WEBHOOKS, type Webhook, type WebhookPatch } from './webhook.js';

const HOUR = 3_600_000;

/** An endpoint with the secret that is shown this once. */
export interface Shown {
  webhook: Webhook;
  secret: string;
}

/** Endpoints: made, changed, rotated, removed. People have their own; admins see everybody's. */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly webhooks: WebhookRepository,
    private readonly seals: WebhookSealService,
    private readonly guard: OutboundGuard,
    private readonly log: SystemLogService,
  ) {}

  /** @throws NotFound also for somebody else's */
  async get(id: number, caller: Principal): Promise<Webhook> {
    const owner = may(caller, 'webhooks.manage') ? undefined : caller.userId;
    const webhook = await this.webhooks.find(id, owner);
    if (!webhook) throw new NotFound('webhook', id);
    return webhook;
  }

  backlog({ id }: Webhook): Promise<Backlog> {
    return this.webhooks.backlog(id);
  }

  list(filter: WebhookFilterBy, stretch: Stretch, caller: Principal): Promise<Webhook[]> {
    const userId = may(caller, 'webhooks.manage') ? filter.userId : caller.userId;
    return this.webhooks.list({ ...filter, userId }, stretch);
  }

  /** @throws Invalid, Conflict when the account has enough of them; Forbidden to a key that may not see the events */
  async create(request: NewWebhook, caller: Principal): Promise<Shown> {
    requireSeen(caller, request.events);
    this.requirePostable(request.url);
    const uid = uuidv7();
    const secret = newWebhookSecret();
    const { url, events, description = null, filter = {}, headers = {}, max_attempts: maxAttempts = null } = request;
    const webhook = await this.webhooks.create(
      {
        ...{ uid, userId: caller.userId, url, description, events, filter, maxAttempts, createdAt: Date.now() },
        ...this.headersOf(uid, headers),
        secret: this.seals.seal(uid, 'secret', secret),
      },
      MOST_WEBHOOKS,
    );
    this.record('webhook_created', `webhook ${webhook.id} to ${hostOf(url)}`, caller);
    return { webhook, secret };
  }

  /** @throws NotFound, Invalid; Forbidden to a key that may not see the events */
  async change(id: number, request: WebhookChange, caller: Principal): Promise<Webhook> {
    const before = await this.get(id, caller);
    if (before.kind === 'callbacks') requireFew(request);
    if (request.url ?? request.events ?? request.filter) requireSeen(caller, request.events ?? before.events);
    if (request.url !== undefined) this.requirePostable(request.url);
    const { headers, max_attempts: maxAttempts, ...rest } = request;
    const patch: WebhookPatch = defined({
      ...rest,
      maxAttempts,
      ...(headers && this.headersOf(before.uid, headers)),
      // Who switches it on has a reason to: it has all its patience again.
      ...(request.state === 'active' &&
        before.state !== 'active' && { reason: null, failingSince: null, notBefore: 0 }),
    });
    const webhook = await this.webhooks.change(id, patch, Date.now());
    if (!webhook) throw new NotFound('webhook', id);
    this.record('webhook_changed', `webhook ${id}: ${Object.keys(request).join(', ')}`, caller);
    return webhook;
  }

  /** @throws NotFound, Conflict on the one that callbacks go by */
  async remove(id: number, caller: Principal): Promise<void> {
    const { kind } = await this.get(id, caller);
    if (kind === 'callbacks') throw new Conflict('Callbacks can be paused, not removed: messages that wait name them.');
    await this.webhooks.remove(id);
    this.record('webhook_removed', `webhook ${id}`, caller);
  }

  /** A new secret; the one before signs as well for a while. @throws NotFound */
  async rotate(id: number, keepHours: number, caller: Principal): Promise<Shown> {
    const { uid, secret: before } = await this.get(id, caller);
    const secret = newWebhookSecret();
    const now = Date.now();
    const isKept = keepHours > 0 && before !== null;
    const webhook = await this.webhooks.change(
      id,
      {
        secret: this.seals.seal(uid, 'secret', secret),
        oldSecret: isKept ? before : null,
        oldSecretUntil: isKept ? now + keepHours * HOUR : null,
      },
      now,
    );
    if (!webhook) throw new NotFound('webhook', id);
    this.record('webhook_rotated', `webhook ${id}`, caller);
    return { webhook, secret };
  }

  /** The secret that the caller's own callbacks are signed with, anew; the one before signs as well for a while. */
  async rotateCallbacks(keepHours: number, caller: Principal): Promise<Shown> {
    const { id } = await this.webhooks.callbacksOf(caller.userId);
    return this.rotate(id, keepHours, caller);
  }

  private headersOf(uid: string, headers: Record<string, string>) {
    const headerNames = Object.keys(headers);
    const sealed = headerNames.length === 0 ? null : this.seals.seal(uid, 'headers', JSON.stringify(headers));
    return { headerNames, headers: sealed };
  }

  private requirePostable(url: string): void {
    const refusal = this.guard.refusalOfUrl(url);
    if (refusal !== null) throw Invalid.field('url', refusal);
  }

  private record(action: string, details: string, { userId }: Principal): void {
    this.log.record({ action, details, status: 'ok', userId });
  }
}

/** @throws Forbidden */
function requireSeen({ scopes }: Principal, events: readonly WebhookEventType[]): void {
  const unseen = unseenBy(scopes, events);
  if (unseen === null) return;
  const scope = scopeOf(WEBHOOK_EVENTS[unseen].needs);
  throw new Forbidden(`This API key may not have ${unseen} told: it takes the scope ${scope}.`);
}

/** A path may hold a secret of the receiver's. */
const hostOf = (url: string): string => new URL(url).host;

/** What callbacks tell of, and where, is the messages' to say. @throws Invalid */
function requireFew(request: WebhookChange): void {
  const [field] = (['url', 'events', 'filter'] as const).filter((name) => request[name] !== undefined);
  if (field !== undefined) throw Invalid.field(field, 'expected to be left out: messages say it themselves');
}
