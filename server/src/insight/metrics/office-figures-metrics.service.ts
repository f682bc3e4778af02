import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { getToken } from '@willsoto/nestjs-prometheus';
import type { Gauge } from 'prom-client';
import { OPEN_TICKET_STATUSES } from '@signalbox/contracts/office/ticket-statuses';
import { CalendarService } from '../../platform/calendar/calendar.service.js';
import { MINUTE } from '../../platform/common/clock.js';
import { MoneyService } from '../../platform/money/money.service.js';
import { OPEN_INVOICE_STATUSES, type OfficeFigures, OfficeFiguresRepository } from './office-figures.repository.js';

/** Says what is open in the back office. Whatever asks, and however often, it is read once a minute. */
@Injectable()
export class OfficeFiguresMetricsService {
  private readAt = -Infinity;

  constructor(
    private readonly module: ModuleRef,
    private readonly figures: OfficeFiguresRepository,
    private readonly calendar: CalendarService,
    private readonly money: MoneyService,
  ) {}

  /** While the database is away nobody knows. */
  async measure(): Promise<void> {
    const now = Date.now();
    if (now - this.readAt < MINUTE) return;
    this.readAt = now;
    const figures = await this.figures.read(this.calendar.today(), now).catch(() => null);
    if (figures === null) this.readAt = -Infinity;
    this.tell(figures);
  }

  private tell(figures: OfficeFigures | null): void {
    const none = figures === null ? NaN : 0;
    for (const status of OPEN_INVOICE_STATUSES) {
      const found = figures?.invoices.find((each) => each.status === status);
      this.gauge('invoices_open').set({ status }, found?.count ?? none);
      this.gauge('invoices_open_amount').set({ status }, found ? this.money.numberOf(found.owed) : none);
    }
    for (const status of OPEN_TICKET_STATUSES) {
      const found = figures?.tickets.find((each) => each.status === status);
      this.gauge('tickets_open').set({ status }, found?.count ?? none);
    }
    this.gauge('tickets_breached').set(figures?.breached ?? none);
  }

  private gauge(name: string): Gauge {
    return this.module.get<Gauge>(getToken(name), { strict: false });
  }
}
