import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { getToken } from '@willsoto/nestjs-prometheus';
import type { Counter, Gauge } from 'prom-client';
import type { Subscription } from 'rxjs';
import { LedgerEvents } from '../../office/checks/ledger.events.js';
import { EventsService } from '../../platform/events/events.service.js';

/** Says how the books stand, and counts what comes into them. */
@Injectable()
export class OfficeMetricsService implements OnModuleInit, OnModuleDestroy {
  private subscriptions: Subscription[] = [];

  constructor(
    private readonly module: ModuleRef,
    private readonly ledger: LedgerEvents,
    private readonly events: EventsService,
  ) {}

  onModuleInit(): void {
    const differences = this.module.get<Gauge>(getToken('ledger_differences'), { strict: false });
    const checkedAt = this.module.get<Gauge>(getToken('ledger_check_timestamp_seconds'), { strict: false });
    const payments = this.module.get<Counter>(getToken('payments_total'), { strict: false });
    for (const result of ['completed', 'unmatched', 'failed']) payments.inc({ result }, 0);
    this.subscriptions = [
      this.ledger.checked.subscribe(({ wrong, endedAt }) => {
        differences.set(wrong.length);
        checkedAt.set(endedAt / 1000);
      }),
      this.events.on('payment.completed').subscribe(() => payments.inc({ result: 'completed' })),
      this.events.on('payment.unmatched').subscribe(() => payments.inc({ result: 'unmatched' })),
      this.events.on('payment.failed').subscribe(() => payments.inc({ result: 'failed' })),
    ];
  }

  onModuleDestroy(): void {
    for (const subscription of this.subscriptions) subscription.unsubscribe();
  }
}
