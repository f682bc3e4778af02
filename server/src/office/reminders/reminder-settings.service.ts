import { Injectable } from '@nestjs/common';
import type { ReminderSettings } from '@signalbox/contracts/office/reminders';
import type { Principal } from '../../platform/common/principal.js';
import { OfficeSettingsService } from '../settings/office-settings.service.js';
import { USUAL_DAYS, USUAL_TEXT } from './reminder.js';

const NAME = 'reminders';

/** Whether customers are reminded, when, in which words, and in whose name: who switched it on. */
@Injectable()
export class ReminderSettingsService {
  constructor(private readonly settings: OfficeSettingsService) {}

  async show(): Promise<ReminderSettings> {
    const { enabled, days, text } = await this.stored();
    return { enabled, days, text };
  }

  async change(settings: ReminderSettings, by: Principal): Promise<ReminderSettings> {
    await this.settings.write(NAME, { ...settings, by: { ...by, apiKeyId: null } }, null);
    return settings;
  }

  async stored(): Promise<ReminderSettings & { by: Principal | null }> {
    const read = await this.settings.read(NAME);
    const usual = { enabled: false, days: USUAL_DAYS, text: USUAL_TEXT, by: null };
    return { ...usual, ...(read?.value as Partial<ReminderSettings> | undefined) };
  }
}
