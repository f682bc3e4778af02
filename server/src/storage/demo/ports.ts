import type { INestApplicationContext } from '@nestjs/common';
import { UserRepository } from '../../access/auth/user.repository.js';
import { NumberListRepository } from '../../campaigns/number-lists/number-list.repository.js';
import { ProgramRepository } from '../../campaigns/programs/program.repository.js';
import { RunRepository } from '../../campaigns/programs/runs/run.repository.js';
import { TotalsRepository } from '../../messaging/counts/totals.repository.js';
import { PairRepository } from '../../messaging/pairs/pair.repository.js';
import { ChannelRepository } from '../../messaging/sim-cards/channel.repository.js';
import { MessageRepository } from '../../messaging/sms/message.repository.js';
import { SuppressionRepository } from '../../messaging/suppression/suppression.repository.js';
import { InvoiceRepository } from '../../office/billing/invoice.repository.js';
import { CustomerRepository } from '../../office/customers/customer.repository.js';
import { LeadRepository } from '../../office/leads/lead.repository.js';
import { AttemptRepository } from '../../office/mpesa/attempt.repository.js';
import { IncomingRepository } from '../../office/mpesa/incoming.repository.js';
import { PaymentRepository } from '../../office/payments/payment.repository.js';
import { TicketRepository } from '../../office/tickets/ticket.repository.js';
import { CalendarService } from '../../platform/calendar/calendar.service.js';
import { MoneyService } from '../../platform/money/money.service.js';

/** Where a site's things are kept, on whichever databases the settings name. */
export const portsOf = (app: INestApplicationContext) => ({
  users: app.get(UserRepository),
  pairs: app.get(PairRepository),
  channels: app.get(ChannelRepository),
  lists: app.get(NumberListRepository),
  programs: app.get(ProgramRepository),
  runs: app.get(RunRepository),
  messages: app.get(MessageRepository),
  suppressions: app.get(SuppressionRepository),
  totals: app.get(TotalsRepository),
  customers: app.get(CustomerRepository),
  invoices: app.get(InvoiceRepository),
  payments: app.get(PaymentRepository),
  attempts: app.get(AttemptRepository),
  incoming: app.get(IncomingRepository),
  tickets: app.get(TicketRepository),
  leads: app.get(LeadRepository),
  calendar: app.get(CalendarService),
  money: app.get(MoneyService),
});
export type Ports = ReturnType<typeof portsOf>;
