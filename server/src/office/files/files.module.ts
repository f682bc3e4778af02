import { Module } from '@nestjs/common';
import { LogsModule } from '../../access/logs/logs.module.js';
import { UploadsModule } from '../../platform/uploads/uploads.module.js';
import { BillingModule } from '../billing/billing.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { CustomerImportsController } from './customer-imports.controller.js';
import { CustomerImportsService } from './customer-imports.service.js';
import { ExportsController } from './exports.controller.js';
import { ExportsService } from './exports.service.js';

@Module({
  imports: [BillingModule, CustomersModule, UploadsModule, LogsModule, PaymentsModule],
  controllers: [CustomerImportsController, ExportsController],
  providers: [CustomerImportsService, ExportsService],
})
export class FilesModule {}
