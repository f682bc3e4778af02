import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { CustomerSmsModule } from '../customer-sms/customer-sms.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { OfficeSettingsModule } from '../settings/office-settings.module.js';
import { ReceiptTextsService } from './receipt-texts.service.js';
import { ReceiptsController } from './receipts.controller.js';
import { ReceiptsService } from './receipts.service.js';

/** What customers hear of their payments. */
@Module({
  imports: [CustomerSmsModule, CustomersModule, IdempotencyModule, OfficeSettingsModule, PaymentsModule],
  controllers: [ReceiptsController],
  providers: [ReceiptTextsService, ReceiptsService],
})
export class ReceiptsModule {}
