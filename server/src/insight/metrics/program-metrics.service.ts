import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { ENDED } from '@signalbox/contracts/run-statuses';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter } from 'prom-client';
import type { Subscription } from 'rxjs';
import { NumberListsEvents } from '../../campaigns/number-lists/number-lists.events.js';
import { EventsService } from '../../platform/events/events.service.js';

/** Counts the runs and the imports that came to their end. */
@Injectable()
export class ProgramMetricsService implements OnModuleInit, OnModuleDestroy {
  private subscriptions: Subscription[] = [];

  constructor(
    private readonly lists: NumberListsEvents,
    private readonly events: EventsService,
    @InjectMetric('number_list_imports_total') private readonly imports: Counter,
    @InjectMetric('sms_runs_ended_total') private readonly runs: Counter,
  ) {}

  onModuleInit(): void {
    for (const status of ['ready', 'failed']) this.imports.inc({ status }, 0);
    for (const status of ENDED) this.runs.inc({ status }, 0);
    this.subscriptions = [
      this.lists.progress.subscribe(({ list: { status } }) => {
        if (status !== 'importing') this.imports.inc({ status });
      }),
      this.events.on('program.finished').subscribe(({ status }) => this.runs.inc({ status })),
    ];
  }

  onModuleDestroy(): void {
    for (const subscription of this.subscriptions) subscription.unsubscribe();
  }
}
