import { Injectable } from '@nestjs/common';
import { OutboundService } from '../../platform/outbound/outbound.service.js';
import { newWebhookSecret } from '../../platform/outbound/signature.js';
import type { Answer, DueDelivery } from './delivery.js';
import { WebhookSealService } from './webhook-seal.service.js';
import { WebhookRepository } from './webhook.repository.js';
import type { Webhook } from './webhook.js';

/** An endpoint with what its deliveries are signed with, in clear. */
export interface OpenedWebhook {
  webhook: Webhook;
  secrets: readonly string[];
  headers: Readonly<Record<string, string>>;
}

/** Posts deliveries, signed. */
@Injectable()
export class WebhookSenderService {
  constructor(
    private readonly webhooks: WebhookRepository,
    private readonly seals: WebhookSealService,
    private readonly outbound: OutboundService,
  ) {}

  /** An endpoint that works, as it is now; null where it is not active. Callbacks get their secret here, the first time. */
  async open(id: number): Promise<OpenedWebhook | null> {
    const webhook = await this.webhooks.find(id);
    if (webhook?.state !== 'active') return null;
    const { uid } = webhook;
    const now = Date.now();
    const sealed = [webhook.secret, (webhook.oldSecretUntil ?? 0) > now ? webhook.oldSecret : null];
    const secrets = sealed.flatMap((each) => (each === null ? [] : (this.seals.open(uid, 'secret', each) ?? [])));
    if (webhook.secret === null) secrets.push(await this.firstSecret(webhook));
    const headers = webhook.headers === null ? null : this.seals.open(uid, 'headers', webhook.headers);
    return { webhook, secrets, headers: headers === null ? {} : (JSON.parse(headers) as Record<string, string>) };
  }

  async post(
    { webhook, secrets, headers }: OpenedWebhook,
    delivery: DueDelivery,
    signal: AbortSignal,
  ): Promise<Answer> {
    const url = delivery.url ?? webhook.url ?? '';
    const began = performance.now();
    try {
      if (secrets.length === 0) throw new Error('its secret cannot be read: rotate it');
      const { eventId: id, body } = delivery;
      const answer = await this.outbound.post({ url, body, id, headers }, secrets, signal);
      return { status: answer.status, body: answer.body, ms: answer.ms, retryAfter: answer.headers['retry-after'] };
    } catch (error) {
      return { error: wordsOf(error), ms: Math.round(performance.now() - began) };
    }
  }

  private async firstSecret({ id, uid }: Webhook): Promise<string> {
    const secret = newWebhookSecret();
    await this.webhooks.change(id, { secret: this.seals.seal(uid, 'secret', secret) }, Date.now());
    return secret;
  }
}

/** An error of a connection to several addresses has its words in each of them. */
function wordsOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(wordsOf).join('; ');
  return error instanceof Error ? error.message || error.name : String(error);
}
