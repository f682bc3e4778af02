import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { BillingModule } from '../billing/billing.module.js';
import { CustomerSmsModule } from '../customer-sms/customer-sms.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { OfficeSettingsModule } from '../settings/office-settings.module.js';
import { ReminderSendingService } from './reminder-sending.service.js';
import { ReminderSettingsController } from './reminder-settings.controller.js';
import { ReminderSettingsService } from './reminder-settings.service.js';
import { ReminderWordsService } from './reminder-words.service.js';
import { RemindersService } from './reminders.service.js';

/** What customers hear of invoices that are overdue. */
@Module({
  imports: [BillingModule, CustomerSmsModule, CustomersModule, IdempotencyModule, OfficeSettingsModule, PaymentsModule],
  controllers: [ReminderSettingsController],
  providers: [ReminderSendingService, ReminderSettingsService, ReminderWordsService, RemindersService],
})
export class RemindersModule {}
