import { Injectable } from '@nestjs/common';
import type { Severity } from '@signalbox/contracts/alert-kind';
import type { AlertSummary } from '@signalbox/contracts/alerts';
import { Conflict, NotFound } from '../../platform/common/errors.js';
import type { Stretch } from '../../platform/common/stretch.js';
import { type Alert, type Signal, type TimelineEntry, bounded } from './alert.js';
import { type AlertCount, type AlertFilter, AlertRepository } from './alert.repository.js';
import type { Delivery } from './notify/notice.js';
import { NoticeRepository } from './notify/notice.repository.js';
import { NotifierService } from './notify/notifier.service.js';

export interface AlertWithStory {
  alert: Alert;
  timeline: TimelineEntry[];
  deliveries: Delivery[];
}

/** What is wrong, and what was. */
@Injectable()
export class AlertsService {
  constructor(
    private readonly alerts: AlertRepository,
    private readonly notices: NoticeRepository,
    private readonly notifier: NotifierService,
  ) {}

  list(filter: AlertFilter, stretch: Stretch): Promise<Alert[]> {
    return this.alerts.list(filter, stretch);
  }

  /** @throws NotFound */
  async get(id: number): Promise<AlertWithStory> {
    const alert = await this.alerts.find(id);
    if (!alert) throw new NotFound('alert', id);
    const [timeline, deliveries] = [await this.alerts.timeline(id), await this.notices.ofAlert(id)];
    return { alert, timeline, deliveries };
  }

  async summary(): Promise<AlertSummary> {
    const firing: Record<Severity, number> = { critical: 0, warning: 0, info: 0 };
    const summary: AlertSummary = { firing, silenced: 0, acknowledged: 0, pending: 0 };
    for (const { state, severity, isHeld, count } of await this.alerts.counts()) {
      if (state === 'firing' && isHeld) summary.silenced += count;
      else if (state === 'firing') firing[severity] += count;
      else if (state === 'acknowledged') summary.acknowledged += count;
      else if (state === 'pending') summary.pending += count;
    }
    return summary;
  }

  openCounts(): Promise<AlertCount[]> {
    return this.alerts.counts();
  }

  /** Somebody sees to it: it is not told again. @throws NotFound; Conflict when it does not fire */
  async acknowledge(id: number, by: string, note: string | null): Promise<AlertWithStory> {
    const { alert } = await this.get(id);
    if (!(await this.alerts.acknowledge(id, by, note, Date.now())))
      throw new Conflict(`Alert ${id} is ${alert.state}.`);
    return this.get(id);
  }

  /** Says that it is over; what a rule still finds wrong begins anew. @throws NotFound; Conflict when it is over already */
  async resolve(id: number, by: string, note: string | null): Promise<AlertWithStory> {
    await this.get(id);
    if (!(await this.alerts.resolve(id, by, note, Date.now()))) throw new Conflict(`Alert ${id} is resolved already.`);
    await this.notifier.tell();
    return this.get(id);
  }

  /**
   * Takes what somebody else noticed, and has people told. The same again lives on.
   * @returns the alert's id for each, in their order; null for one that was open already
   */
  async raise(signals: readonly Signal[]): Promise<(number | null)[]> {
    const ids = await this.alerts.raise(signals.map(bounded), Date.now());
    await this.notifier.tell();
    return ids;
  }

  /** What somebody else says is over. @returns how many were open */
  async end(source: Alert['source'], fingerprints: readonly string[]): Promise<number> {
    const ended = await this.alerts.end(source, fingerprints, Date.now());
    if (ended > 0) await this.notifier.tell();
    return ended;
  }

  deliveries(id: number): Promise<Delivery[]> {
    return this.notices.ofAlert(id);
  }
}
