import { Injectable } from '@nestjs/common';
import { MINUTE } from '../../platform/common/clock.js';
import { ScheduleService } from '../../platform/schedule/schedule.service.js';
import { TicketInboundService } from './ticket-inbound.service.js';
import { TicketSettingsService } from './ticket-settings.service.js';
import { TicketRepository } from './ticket.repository.js';

const PAGE = 200;

/** What tickets have done by the clock. */
@Injectable()
export class TicketClocksService {
  constructor(
    private readonly tickets: TicketRepository,
    private readonly settings: TicketSettingsService,
    inbound: TicketInboundService,
    schedule: ScheduleService,
  ) {
    schedule.add({ name: 'tickets.clocks', when: { every: MINUTE }, run: (signal) => this.flag(signal) });
    schedule.add({ name: 'tickets.inbound', when: { every: MINUTE }, run: () => inbound.look() });
  }

  /** Has every ticket that is ours to see to have a clock, and writes down which promises are broken. */
  async flag(signal: AbortSignal): Promise<void> {
    const sla = await this.settings.sla();
    while (!signal.aborted && (await this.tickets.begin(Date.now(), sla, PAGE)) === PAGE);
    while (!signal.aborted && (await this.tickets.flag(Date.now(), PAGE)) === PAGE);
  }
}
