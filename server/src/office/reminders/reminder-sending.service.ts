import { Injectable } from '@nestjs/common';
import { type OutboxItem, Refused } from '../../platform/outbox/outbox.js';
import { OutboxService } from '../../platform/outbox/outbox.service.js';
import { CustomerSmsService } from '../customer-sms/customer-sms.service.js';
import { REMINDER, reminderText } from './reminder.js';
import { ReminderSettingsService } from './reminder-settings.service.js';
import { ReminderWordsService } from './reminder-words.service.js';

/** Reminds customers by SMS, in the name of who switched that on. */
@Injectable()
export class ReminderSendingService {
  constructor(
    private readonly settings: ReminderSettingsService,
    private readonly texts: ReminderWordsService,
    private readonly sms: CustomerSmsService,
    outbox: OutboxService,
  ) {
    outbox.deliverBy({ kind: REMINDER, deliver: (item) => this.send(item) });
  }

  /** @throws Refused where no repetition would help */
  private async send(item: OutboxItem): Promise<string> {
    const { invoice_id: invoiceId, days } = item.payload as { invoice_id: number; days: number };
    const { enabled, text: template, by } = await this.settings.stored();
    if (!enabled || !by) throw new Refused('reminders are switched off');
    const { to, words } = await this.texts.of(invoiceId);
    const text = reminderText(template, words);
    return this.sms.send(by, item, { to, text, clientRef: `invoice-${invoiceId}-${days}` });
  }
}
