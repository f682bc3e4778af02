import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Counter, Gauge, Histogram, register } from 'prom-client';
import type { Subscription } from 'rxjs';
import { DeliveryRepository } from './delivery.repository.js';
import { WebhooksEvents } from './webhooks.events.js';

/** Names and labels are an interface: dashboards and alert rules are built on them. */
const NAMES = {
  deliveries: 'webhook_deliveries_total',
  lag: 'webhook_delivery_lag_seconds',
  depth: 'webhook_queue_depth',
  oldest: 'webhook_queue_oldest_age_seconds',
};

/** Counts attempts to deliver, and tells how it stands with what waits. */
@Injectable()
export class WebhookMetricsService implements OnModuleInit, OnModuleDestroy {
  private subscription: Subscription | undefined;

  constructor(
    private readonly events: WebhooksEvents,
    private readonly deliveries: DeliveryRepository,
  ) {}

  onModuleInit(): void {
    // Another server of this process, as in tests, has left its own.
    for (const name of Object.values(NAMES)) register.removeSingleMetric(name);
    const counter = new Counter({
      name: NAMES.deliveries,
      help: 'Attempts to deliver an event to a webhook, by what they came to',
      labelNames: ['outcome'],
    });
    for (const outcome of ['delivered', 'again', 'failed']) counter.inc({ outcome }, 0);
    const lag = new Histogram({
      name: NAMES.lag,
      help: 'From what happened to the answer of the webhook that took it at the first attempt',
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800],
    });
    this.addGauges();
    this.subscription = this.events.ended.subscribe(({ outcome, lagSeconds }) => {
      counter.inc({ outcome });
      if (lagSeconds !== null) lag.observe(Math.max(0, lagSeconds));
    });
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  private addGauges(): void {
    const standing = async (): Promise<{ waiting: number; age: number }> => {
      try {
        const { waiting, dueSince } = await this.deliveries.standing();
        return { waiting, age: dueSince === null ? 0 : Math.max(0, Date.now() - dueSince) / 1000 };
      } catch {
        // While the database is away nobody knows; the rest is told all the same.
        return { waiting: NaN, age: NaN };
      }
    };
    new Gauge({
      name: NAMES.depth,
      help: 'Deliveries that wait at webhooks which are active, counted up to 10,000',
      async collect() {
        this.set((await standing()).waiting);
      },
    });
    new Gauge({
      name: NAMES.oldest,
      help: 'How long the first delivery that waits has been due',
      async collect() {
        this.set((await standing()).age);
      },
    });
  }
}
