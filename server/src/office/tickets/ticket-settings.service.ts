import { Injectable } from '@nestjs/common';
import type { TicketSettings } from '@signalbox/contracts/office/ticket-settings';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { CalendarService } from '../../platform/calendar/calendar.service.js';
import type { Principal } from '../../platform/common/principal.js';
import type { Sla } from './ticket-clock.js';
import { DEFAULT_SETTINGS, slaOf } from './ticket-settings.js';
import { TicketSettingsRepository } from './ticket-settings.repository.js';

/** What is promised of tickets, and what SMS do to them. */
@Injectable()
export class TicketSettingsService {
  constructor(
    private readonly settings: TicketSettingsRepository,
    private readonly calendar: CalendarService,
    private readonly log: SystemLogService,
  ) {}

  async get(): Promise<TicketSettings> {
    return (await this.settings.find()) ?? DEFAULT_SETTINGS;
  }

  /** As it stands now: what is due already stays so until something happens to its ticket. */
  async sla(): Promise<Sla> {
    return slaOf(await this.get(), this.calendar.zone);
  }

  async replace(settings: TicketSettings, { userId }: Principal): Promise<TicketSettings> {
    await this.settings.keep(settings, Date.now());
    const details = `tickets: ${JSON.stringify(settings)}`;
    this.log.record({ action: 'ticket_settings_changed', details, status: 'ok', userId });
    return settings;
  }
}
