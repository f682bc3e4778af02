import { Module } from '@nestjs/common';
import { BillingModule } from '../billing/billing.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { LeadsModule } from '../leads/leads.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { FiguresController } from './figures.controller.js';
import { FiguresService } from './figures.service.js';

@Module({
  imports: [BillingModule, CustomersModule, LeadsModule, PaymentsModule, TicketsModule],
  controllers: [FiguresController],
  providers: [FiguresService],
})
export class FiguresModule {}
