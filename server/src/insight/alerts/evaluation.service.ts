import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DAY } from '../../platform/common/clock.js';
import { ScheduleService } from '../../platform/schedule/schedule.service.js';
import { type Signal, bounded } from './alert.js';
import { AlertRepository } from './alert.repository.js';
import { AlertsEvents } from './alerts.events.js';
import { signalOf } from './look/finding.js';
import { WatchersService } from './look/watchers.service.js';
import { NotifierService } from './notify/notifier.service.js';
import { expiredOf, planOf } from './plan.js';
import type { AlertRule } from './rules/alert-rule.js';
import { AlertRulesService } from './rules/alert-rules.service.js';

const EVERY_MS = 15_000;
const KEPT_DAYS = 90;

/** What all rules find wrong. */
export interface Look {
  signals: Signal[];
  /** Rules of which nobody can say what is wrong. */
  unknown: Set<number>;
}

/** Evaluates the rules, on one server at a time, and keeps what they find; of two that would, one makes an alert. */
@Injectable()
export class EvaluationService implements OnApplicationBootstrap {
  private readonly logger = new Logger(EvaluationService.name);
  /** Kinds that failed the last time: said once. */
  private readonly failing = new Set<string>();

  constructor(
    private readonly rules: AlertRulesService,
    private readonly alerts: AlertRepository,
    private readonly watchers: WatchersService,
    private readonly notifier: NotifierService,
    private readonly events: AlertsEvents,
  ) {}

  /** To be called by the module: what is done by the clock. */
  schedule(schedule: ScheduleService): void {
    schedule.add({ name: 'alerts.evaluate', when: { every: EVERY_MS }, run: (signal) => this.evaluate(signal) });
    schedule.add({ name: 'alerts.retention', when: { dailyAt: 4 }, run: (signal) => this.drop(signal) });
  }

  onApplicationBootstrap(): Promise<void> {
    return this.rules.seed();
  }

  async evaluate(signal?: AbortSignal): Promise<void> {
    const began = performance.now();
    const now = Date.now();
    const rules = await this.rules.enabled();
    const { signals, unknown } = await this.look(rules, now);
    if (signal?.aborted) return;
    const open = await this.alerts.open();
    const steps = [...planOf(open, signals, unknown, now), ...expiredOf(open, now)];
    if (steps.length > 0) await this.alerts.apply(steps, now);
    await this.notifier.tell();
    this.events.evaluated.next({
      rules: rules.length,
      unknown: unknown.size,
      seconds: (performance.now() - began) / 1000,
    });
  }

  /** What rules find now, without keeping it. */
  async look(rules: readonly AlertRule[], now: number): Promise<Look> {
    const look: Look = { signals: [], unknown: new Set() };
    for (const watcher of this.watchers.all) {
      const its = rules.filter(({ kind }) => watcher.kinds.includes(kind));
      if (its.length === 0) continue;
      const name = watcher.kinds.join();
      try {
        const find = await watcher.look(its, now);
        for (const rule of its) look.signals.push(...find(rule).map((found) => bounded(signalOf(rule, found))));
        this.failing.delete(name);
      } catch (error) {
        for (const { id } of its) look.unknown.add(id);
        if (!this.failing.has(name)) this.logger.warn({ error }, `rules about ${name} cannot be evaluated`);
        this.failing.add(name);
      }
    }
    return look;
  }

  private async drop(signal: AbortSignal): Promise<void> {
    const before = Date.now() - KEPT_DAYS * DAY;
    while (!signal.aborted && (await this.alerts.drop(before)) > 0);
  }
}
