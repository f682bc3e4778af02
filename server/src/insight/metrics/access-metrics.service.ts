import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter } from 'prom-client';
import type { Subscription } from 'rxjs';
import { AuthEvents } from '../../access/auth/auth.events.js';

/** Counts who comes in, and who tries to. */
@Injectable()
export class AccessMetricsService implements OnModuleInit, OnModuleDestroy {
  private subscription: Subscription | undefined;

  constructor(
    private readonly auth: AuthEvents,
    @InjectMetric('sign_ins_total') private readonly signIns: Counter,
  ) {}

  onModuleInit(): void {
    // A rate of failures is there before the first one.
    for (const result of ['success', 'failed']) this.signIns.inc({ result }, 0);
    this.subscription = this.auth.logged.subscribe(({ action, status }) => {
      if (action === 'sign_in') this.signIns.inc({ result: status });
    });
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }
}
