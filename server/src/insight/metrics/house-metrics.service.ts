import { statfs } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { getToken } from '@willsoto/nestjs-prometheus';
import type { Gauge } from 'prom-client';
import { RunsService } from '../../campaigns/programs/runs/runs.service.js';
import { Config } from '../../platform/config/config.js';
import { HealthService } from '../../platform/health/health.service.js';
import { OutboxService } from '../../platform/outbox/outbox.service.js';

/** Counting stops there: a heap of what could not leave must not make each scrape slow. */
const MOST_COUNTED = 10_000;

/** Reads how the house stands when Prometheus asks. */
@Injectable()
export class HouseMetricsService {
  constructor(
    private readonly module: ModuleRef,
    private readonly config: Config,
    private readonly health: HealthService,
    private readonly outbox: OutboxService,
    private readonly runs: RunsService,
  ) {}

  /** What cannot be read now is left out, and the rest is told all the same. */
  async measure(): Promise<void> {
    await Promise.allSettled([this.measureHealth(), this.measureDisk(), this.measureOutbox(), this.measureRuns()]);
  }

  private async measureHealth(): Promise<void> {
    const { checks } = await this.health.check();
    const gauge = this.gauge('app_healthy');
    for (const [check, state] of Object.entries(checks)) gauge.set({ check }, state === 'ok' ? 1 : 0);
  }

  private async measureDisk(): Promise<void> {
    const { bavail, blocks, bsize } = await statfs(this.config.env.DATA_DIR);
    this.gauge('disk_free_bytes').set(bavail * bsize);
    this.gauge('disk_size_bytes').set(blocks * bsize);
  }

  private async measureOutbox(): Promise<void> {
    const [waiting, overdue] = [this.gauge('outbox_waiting'), this.gauge('outbox_overdue_seconds')];
    const now = Date.now();
    for (const [kind, { count, firstDueAt }] of await this.outbox.backlogs(MOST_COUNTED)) {
      waiting.set({ kind }, count);
      overdue.set({ kind }, firstDueAt === null ? 0 : Math.max(0, now - firstDueAt) / 1000);
    }
  }

  private async measureRuns(): Promise<void> {
    const gauge = this.gauge('sms_runs');
    for (const [status, count] of Object.entries(await this.runs.goingCounts())) gauge.set({ status }, count);
  }

  private gauge(name: string): Gauge {
    return this.module.get<Gauge>(getToken(name), { strict: false });
  }
}
