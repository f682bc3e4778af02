import { Module } from '@nestjs/common';
import { BillingModule } from '../billing/billing.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { ExportsController } from './exports.controller.js';
import { ExportsService } from './exports.service.js';

@Module({
  imports: [BillingModule, CustomersModule, PaymentsModule],
  controllers: [ExportsController],
  providers: [ExportsService],
})
export class FilesModule {}
