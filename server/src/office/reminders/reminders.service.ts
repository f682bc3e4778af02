import { Injectable } from '@nestjs/common';
import { dayAfter } from '../../platform/common/zoned-time.js';
import { OutboxService } from '../../platform/outbox/outbox.service.js';
import { ScheduleService } from '../../platform/schedule/schedule.service.js';
import type { Invoice } from '../billing/invoice.js';
import { InvoicesService } from '../billing/invoices.service.js';
import { PaymentsService } from '../payments/payments.service.js';
import { GRACE_DAYS, REMINDER, daysBetween, stepOf, topicOf } from './reminder.js';
import { ReminderSettingsService } from './reminder-settings.service.js';

/** When people may be written to. */
const HOUR = 9;
/** What has not left by the evening comes no more: nobody is reminded at night. */
const WITHIN_MS = 10 * 3_600_000;
const PAGE = 500;

/** Finds each morning which customers are to hear that an invoice is overdue. */
@Injectable()
export class RemindersService {
  constructor(
    private readonly settings: ReminderSettingsService,
    private readonly invoices: InvoicesService,
    private readonly payments: PaymentsService,
    private readonly outbox: OutboxService,
    schedule: ScheduleService,
  ) {
    schedule.add({ name: 'invoice-reminders', when: { dailyAt: HOUR }, run: (signal) => this.run(signal) });
  }

  /** Each reminder leaves once, however often this runs. */
  async run(signal: AbortSignal): Promise<void> {
    const { enabled, days } = await this.settings.stored();
    if (!enabled) return;
    const { today } = this.invoices;
    const due = {
      from: dayAfter(today, 1 - GRACE_DAYS - Math.max(...days)),
      to: dayAfter(today, -Math.min(...days)),
    };
    for (let before: number | undefined; !signal.aborted;) {
      const page = await this.invoices.list({ isOpen: true, due }, { limit: PAGE, before });
      await Promise.all(page.map((invoice) => this.remind(invoice, stepOf(daysBetween(invoice.dueDate, today), days))));
      before = page.at(-1)?.id;
      if (page.length < PAGE) return;
    }
  }

  private async remind({ id, customerId }: Invoice, step: number | null): Promise<void> {
    // The money may be here already: it is looked at again tomorrow.
    if (step === null || (await this.payments.holdsReminders(customerId))) return;
    const payload = { invoice_id: id, days: step };
    await this.outbox.put({ kind: REMINDER, topic: topicOf(id, step), payload, deadline: Date.now() + WITHIN_MS });
  }
}
