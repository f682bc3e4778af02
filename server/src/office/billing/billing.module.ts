import { Module } from '@nestjs/common';
import { LogsModule } from '../../access/logs/logs.module.js';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { TaxAuthorityModule } from '../etims/tax-authority.module.js';
import { BooksService } from './books.service.js';
import { InvoicesController } from './invoices.controller.js';
import { InvoicesService } from './invoices.service.js';
import { StatementsController } from './statements.controller.js';

/** Invoices, and the ledger that all money is booked in. */
@Module({
  imports: [CustomersModule, IdempotencyModule, LogsModule, TaxAuthorityModule],
  controllers: [InvoicesController, StatementsController],
  providers: [BooksService, InvoicesService],
  exports: [BooksService, InvoicesService],
})
export class BillingModule {}
