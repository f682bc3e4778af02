import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { getToken } from '@willsoto/nestjs-prometheus';
import type { Counter, Histogram } from 'prom-client';
import type { Subscription } from 'rxjs';
import { DatabaseLoad } from '../../platform/health/database-load.js';
import { OutboxService } from '../../platform/outbox/outbox.service.js';
import { ScheduleService } from '../../platform/schedule/schedule.service.js';

/** Counts what is done behind the requests: commits, deliveries, jobs by the clock. */
@Injectable()
export class WorkMetricsService implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  private subscriptions: Subscription[] = [];

  constructor(
    private readonly module: ModuleRef,
    private readonly database: DatabaseLoad,
    private readonly outbox: OutboxService,
    private readonly schedule: ScheduleService,
  ) {}

  onModuleInit(): void {
    const [units, lost] = [this.counter('db_commit_units_total'), this.counter('db_transactions_lost_total')];
    const [commits, reads] = [this.histogram('db_commit_duration_seconds'), this.histogram('db_read_duration_seconds')];
    const attempts = this.counter('outbox_attempts_total');
    const [runs, time] = [this.counter('job_runs_total'), this.counter('job_seconds_total')];
    this.subscriptions = [
      this.database.commits.subscribe((commit) => {
        commits.observe(commit.seconds);
        units.inc(commit.units);
      }),
      this.database.reads.subscribe((seconds) => reads.observe(seconds)),
      this.database.lost.subscribe(() => lost.inc()),
      this.outbox.ended.subscribe(({ kind, outcome }) => attempts.inc({ kind, outcome })),
      this.schedule.ended.subscribe(({ name, seconds, ok }) => {
        runs.inc({ job: name, result: ok ? 'ok' : 'failed' });
        time.inc({ job: name }, seconds);
      }),
    ];
  }

  /** By now every feature has said what it does: a series that begins with its first failure would hide that from its rate. */
  onApplicationBootstrap(): void {
    const [attempts, runs] = [this.counter('outbox_attempts_total'), this.counter('job_runs_total')];
    for (const kind of this.outbox.kinds) {
      for (const outcome of ['delivered', 'again', 'refused']) attempts.inc({ kind, outcome }, 0);
    }
    for (const job of this.schedule.names) for (const result of ['ok', 'failed']) runs.inc({ job, result }, 0);
  }

  onModuleDestroy(): void {
    for (const subscription of this.subscriptions) subscription.unsubscribe();
  }

  private counter(name: string): Counter {
    return this.module.get<Counter>(getToken(name), { strict: false });
  }

  private histogram(name: string): Histogram {
    return this.module.get<Histogram>(getToken(name), { strict: false });
  }
}
