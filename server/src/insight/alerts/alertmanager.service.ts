import { Injectable } from '@nestjs/common';
import type { AlertmanagerWebhook } from '@signalbox/contracts/alerts';
import { alertmanagerKey, alertmanagerSignal } from './alertmanager.js';
import { AlertsService } from './alerts.service.js';

/** Alerts of Prometheus, so that one list shows both. */
@Injectable()
export class AlertmanagerService {
  constructor(private readonly alerts: AlertsService) {}

  async take({ alerts }: AlertmanagerWebhook): Promise<{ taken: number }> {
    const now = Date.now();
    const firing = new Map(
      alerts
        .filter(({ status }) => status === 'firing')
        .map((told) => alertmanagerSignal(told, now))
        .map((signal) => [signal.fingerprint, signal]),
    );
    const over = alerts.filter(({ status }) => status === 'resolved').map(alertmanagerKey);
    if (over.length > 0) await this.alerts.end('alertmanager', over);
    if (firing.size > 0) await this.alerts.raise([...firing.values()]);
    return { taken: alerts.length };
  }
}
