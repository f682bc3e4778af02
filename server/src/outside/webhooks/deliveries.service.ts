import { Injectable } from '@nestjs/common';
import { TEST_EVENT } from '@signalbox/contracts/webhook-events';
import type { Redelivery } from '@signalbox/contracts/webhooks';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { Conflict, NotFound } from '../../platform/common/errors.js';
import type { Principal } from '../../platform/common/principal.js';
import { spanOf, type Stretch } from '../../platform/common/stretch.js';
import type { Delivery, DeliveryFailure } from './delivery.js';
import { type DeliveryFilter, DeliveryRepository } from './delivery.repository.js';
import { bodyOf } from './webhook-event.js';
import { DELIVERY_MS, type Webhook } from './webhook.js';
import { WebhooksService } from './webhooks.service.js';

export interface DeliveryWithLog {
  delivery: Delivery;
  failures: DeliveryFailure[];
  webhook: Webhook;
}

/** What was delivered to an endpoint, and what is to be delivered again. */
@Injectable()
export class DeliveriesService {
  constructor(
    private readonly deliveries: DeliveryRepository,
    private readonly webhooks: WebhooksService,
    private readonly log: SystemLogService,
  ) {}

  /** @throws NotFound */
  async list(filter: DeliveryFilter, stretch: Stretch, caller: Principal): Promise<Delivery[]> {
    await this.webhooks.get(filter.webhookId, caller);
    return this.deliveries.list(filter, stretch);
  }

  /** @throws NotFound */
  async get(webhookId: number, id: number, caller: Principal): Promise<DeliveryWithLog> {
    const webhook = await this.webhooks.get(webhookId, caller);
    const delivery = await this.deliveries.find(webhookId, id);
    if (!delivery) throw new NotFound('delivery', id);
    return { delivery, failures: await this.deliveries.failures(id), webhook };
  }

  /** Has an endpoint told of something that did not happen. @throws NotFound, Conflict when it is not active */
  async test(webhookId: number, caller: Principal): Promise<Delivery> {
    const webhook = await this.requireActive(webhookId, caller);
    if (webhook.kind === 'callbacks') throw new Conflict('Callbacks have no address of their own to be tried.');
    const at = Date.now();
    const body = bodyOf({ type: TEST_EVENT, at, data: { webhook_id: webhookId } });
    return this.deliveries.put({ webhookId, type: TEST_EVENT, body, deadline: at + DELIVERY_MS, at });
  }

  /** Delivers again, under the same id. @returns how many. @throws NotFound, Conflict when it waits anyway */
  async redeliver(webhookId: number, request: Redelivery, caller: Principal): Promise<number> {
    await this.requireActive(webhookId, caller);
    const now = Date.now();
    const { delivery_id: one, state = 'failed', since, until } = request;
    const count =
      one === undefined
        ? await this.redeliverSpan({ webhookId, state, ...spanOf(since, until) }, now)
        : await this.redeliverOne(webhookId, one, now);
    const details = `webhook ${webhookId}: ${one === undefined ? `${count} deliveries` : `delivery ${one}`}`;
    this.log.record({ action: 'webhook_redelivered', details, status: 'ok', userId: caller.userId });
    return count;
  }

  private async redeliverOne(webhookId: number, id: number, now: number): Promise<number> {
    if (!(await this.deliveries.find(webhookId, id))) throw new NotFound('delivery', id);
    const isDone = await this.deliveries.redeliver(webhookId, id, now, now + DELIVERY_MS);
    if (!isDone) throw new Conflict('It waits to be delivered already.');
    return 1;
  }

  private async redeliverSpan(filter: DeliveryFilter, now: number): Promise<number> {
    let count = 0;
    for (let after: number | null = 0; after !== null;) {
      const some = await this.deliveries.redeliverSpan({ ...filter, after }, now, now + DELIVERY_MS);
      count += some.count;
      after = some.after;
    }
    return count;
  }

  private async requireActive(webhookId: number, caller: Principal): Promise<Webhook> {
    const webhook = await this.webhooks.get(webhookId, caller);
    if (webhook.state !== 'active') throw new Conflict(`The webhook is ${webhook.state}: switch it on first.`);
    return webhook;
  }
}
