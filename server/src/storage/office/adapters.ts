import type { Provider, Type } from '@nestjs/common';
import { InvoiceRepository } from '../../office/billing/invoice.repository.js';
import { LedgerRepository } from '../../office/billing/ledger.repository.js';
import { LedgerCheckRepository } from '../../office/checks/ledger-check.repository.js';
import { CompanyRepository } from '../../office/company/company.repository.js';
import { CustomerImportRepository } from '../../office/files/customer-import.repository.js';
import { CustomerRepository } from '../../office/customers/customer.repository.js';
import { LeadRepository } from '../../office/leads/lead.repository.js';
import { AttemptRepository } from '../../office/mpesa/attempt.repository.js';
import { IncomingRepository } from '../../office/mpesa/incoming.repository.js';
import { PaymentRepository } from '../../office/payments/payment.repository.js';
import { RouterRepository } from '../../office/routers/router.repository.js';
import { SearchRepository } from '../../office/search/search.repository.js';
import { TicketSettingsRepository } from '../../office/tickets/ticket-settings.repository.js';
import { TicketSmsRepository } from '../../office/tickets/ticket-sms.repository.js';
import { TicketRepository } from '../../office/tickets/ticket.repository.js';
import { SqlCompanyRepository } from './company.repository.js';
import { OfficeSettingsRepository } from '../../office/settings/office-settings.repository.js';
import { SqlAttemptRepository } from './attempt.repository.js';
import { SqlCustomerImportRepository } from './customer-import.repository.js';
import { SqlCustomerRepository } from './customer.repository.js';
import { SqlIncomingRepository } from './incoming.repository.js';
import { SqlInvoiceRepository } from './invoice.repository.js';
import { SqlLeadRepository } from './lead.repository.js';
import { SqlLedgerCheckRepository } from './ledger-check.repository.js';
import { SqlLedgerRepository } from './ledger.repository.js';
import { SqlOfficeSettingsRepository } from './office-settings.repository.js';
import { SqlPaymentRepository } from './payment.repository.js';
import { SqlRouterRepository } from './router.repository.js';
import { SqlSearchRepository } from './search.repository.js';
import { SqlTicketSettingsRepository } from './ticket-settings.repository.js';
import { SqlTicketSmsRepository } from './ticket-sms.repository.js';
import { SqlTicketRepository } from './ticket.repository.js';

/** The back office's ports, and the adapters that serve them. */
export const officeAdapters: Exclude<Provider, Type>[] = [
  { provide: CompanyRepository, useClass: SqlCompanyRepository },
  { provide: AttemptRepository, useClass: SqlAttemptRepository },
  { provide: CustomerImportRepository, useClass: SqlCustomerImportRepository },
  { provide: CustomerRepository, useClass: SqlCustomerRepository },
  { provide: IncomingRepository, useClass: SqlIncomingRepository },
  { provide: InvoiceRepository, useClass: SqlInvoiceRepository },
  { provide: LeadRepository, useClass: SqlLeadRepository },
  { provide: LedgerCheckRepository, useClass: SqlLedgerCheckRepository },
  { provide: LedgerRepository, useClass: SqlLedgerRepository },
  { provide: OfficeSettingsRepository, useClass: SqlOfficeSettingsRepository },
  { provide: PaymentRepository, useClass: SqlPaymentRepository },
  { provide: RouterRepository, useClass: SqlRouterRepository },
  { provide: SearchRepository, useClass: SqlSearchRepository },
  { provide: TicketRepository, useClass: SqlTicketRepository },
  { provide: TicketSettingsRepository, useClass: SqlTicketSettingsRepository },
  { provide: TicketSmsRepository, useClass: SqlTicketSmsRepository },
];
