import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { InjectMetric, makeCounterProvider, makeGaugeProvider } from '@willsoto/nestjs-prometheus';
import type { Counter, Gauge } from 'prom-client';
import type { Subscription } from 'rxjs';
import { AlertsEvents } from '../alerts/alerts.events.js';
import { AlertsService } from '../alerts/alerts.service.js';

/** Of alerts. */
export const alertMetrics = [
  makeGaugeProvider({ name: 'alerts_open', help: 'Alerts that are not resolved', labelNames: ['severity', 'state'] }),
  makeCounterProvider({
    name: 'alert_notifications_total',
    help: 'Attempts to tell people of alerts',
    labelNames: ['channel', 'result'],
  }),
];

/** Counts what is wrong, and how people are told. */
@Injectable()
export class AlertMetricsService implements OnModuleInit, OnModuleDestroy {
  private subscription: Subscription | undefined;

  constructor(
    private readonly events: AlertsEvents,
    private readonly alerts: AlertsService,
    @InjectMetric('alerts_open') private readonly open: Gauge,
    @InjectMetric('alert_notifications_total') private readonly notifications: Counter,
  ) {}

  onModuleInit(): void {
    this.subscription = this.events.sent.subscribe((labels) => this.notifications.inc(labels));
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  /** While the database is away nobody knows. */
  async measure(): Promise<void> {
    const counts = await this.alerts.openCounts().catch(() => null);
    this.open.reset();
    for (const { severity, state, count } of counts ?? []) this.open.inc({ severity, state }, count);
  }
}
