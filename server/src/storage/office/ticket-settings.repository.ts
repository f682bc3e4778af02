import { Injectable } from '@nestjs/common';
import type { TicketSettings } from '@signalbox/contracts/office/ticket-settings';
import { TicketSettingsRepository } from '../../office/tickets/ticket-settings.repository.js';
import { Database } from '../typeorm/database.js';
import { findSetting, keepSetting } from './settings.js';

const NAME = 'tickets';

@Injectable()
export class SqlTicketSettingsRepository extends TicketSettingsRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override find(): Promise<TicketSettings | null> {
    return findSetting<TicketSettings>(this.db, NAME);
  }

  override keep(settings: TicketSettings, at: number): Promise<void> {
    return keepSetting(this.db, NAME, settings, at);
  }
}
