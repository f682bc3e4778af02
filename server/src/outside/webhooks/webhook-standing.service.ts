import { Injectable, Logger } from '@nestjs/common';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { EventsService } from '../../platform/events/events.service.js';
import type { DueDelivery, Verdict } from './delivery.js';
import { WebhookRepository } from './webhook.repository.js';
import { type Webhook, hasFailedForLong } from './webhook.js';
import { WebhooksEvents } from './webhooks.events.js';

const OUTCOME = { delivered: 'delivered', waiting: 'again', failed: 'failed' } as const;

/** Remembers how endpoints do, and switches off those that are gone, or where nothing has arrived for long. */
@Injectable()
export class WebhookStandingService {
  private readonly logger = new Logger(WebhookStandingService.name);
  /** Since when an endpoint fails, as this process wrote it last. */
  private readonly written = new Map<number, number | null>();

  constructor(
    private readonly webhooks: WebhookRepository,
    private readonly counted: WebhooksEvents,
    private readonly events: EventsService,
    private readonly log: SystemLogService,
  ) {}

  async note(webhook: Webhook, { attempts, createdAt }: DueDelivery, verdict: Verdict): Promise<void> {
    const isTaken = verdict.state === 'delivered';
    const lagSeconds = isTaken && attempts === 0 ? (verdict.at - createdAt) / 1000 : null;
    this.counted.ended.next({ outcome: OUTCOME[verdict.state], lagSeconds });
    // Callbacks go to many addresses: what one of them says is no reason to leave the others out.
    if (webhook.kind === 'callbacks') return;
    if (verdict.isGone) return this.switchOff(webhook, 'it answered HTTP 410: it is gone');
    if (hasFailedForLong(webhook, verdict)) {
      return this.switchOff(webhook, `nothing has arrived for 48 hours: ${verdict.error ?? 'no answer'}`);
    }
    await this.keep(webhook, isTaken ? null : verdict.at, verdict.notBefore);
  }

  /** Only when it changes: most deliveries arrive, as the one before. */
  private async keep({ id, failingSince }: Webhook, since: number | null, notBefore: number | null): Promise<void> {
    const before = this.written.has(id) ? (this.written.get(id) ?? null) : failingSince;
    const isNews = (before === null) !== (since === null);
    if (!isNews && notBefore === null) return;
    if (isNews) this.written.set(id, since);
    await this.webhooks.note(id, { failingSince: isNews ? since : undefined, notBefore: notBefore ?? undefined });
  }

  private async switchOff({ id, userId, url }: Webhook, reason: string): Promise<void> {
    this.written.delete(id);
    if (!(await this.webhooks.switchOff(id, reason, Date.now()))) return;
    const details = `webhook ${id} to ${url === null ? 'callbacks' : new URL(url).host}: ${reason}`;
    this.logger.warn(`${details}; it is switched off`);
    this.log.record({ action: 'webhook_disabled', details, status: 'failed', userId });
    this.events.tell('webhook.disabled', { webhookId: id, userId, reason });
  }
}
