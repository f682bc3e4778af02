import { Module } from '@nestjs/common';
import { BillingModule } from '../billing/billing.module.js';
import { CompanyModule } from '../company/company.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { PapersController } from './papers.controller.js';
import { PapersService } from './papers.service.js';
import { PressService } from './press.service.js';

@Module({
  imports: [BillingModule, CompanyModule, CustomersModule, PaymentsModule],
  controllers: [PapersController],
  providers: [PapersService, PressService],
})
export class PapersModule {}
