import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Gauge } from 'prom-client';
import type { Subscription } from 'rxjs';
import { LedgerEvents } from '../../office/checks/ledger.events.js';

/** Says how the books stand. */
@Injectable()
export class OfficeMetricsService implements OnModuleInit, OnModuleDestroy {
  private subscription: Subscription | undefined;

  constructor(
    private readonly ledger: LedgerEvents,
    @InjectMetric('ledger_differences') private readonly differences: Gauge,
    @InjectMetric('ledger_check_timestamp_seconds') private readonly checkedAt: Gauge,
  ) {}

  onModuleInit(): void {
    this.subscription = this.ledger.checked.subscribe(({ wrong, endedAt }) => {
      this.differences.set(wrong.length);
      this.checkedAt.set(endedAt / 1000);
    });
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }
}
