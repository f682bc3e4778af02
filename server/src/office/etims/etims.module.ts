import { Module } from '@nestjs/common';
import { BillingModule } from '../billing/billing.module.js';
import { EtimsController } from './etims.controller.js';
import { EtimsService } from './etims.service.js';
import { TaxAuthorityModule } from './tax-authority.module.js';

@Module({
  imports: [BillingModule, TaxAuthorityModule],
  controllers: [EtimsController],
  providers: [EtimsService],
})
export class EtimsModule {}
