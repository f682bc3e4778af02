import type { INestApplicationContext } from '@nestjs/common';
import { AuditRepository } from '../../access/audit/audit.repository.js';
import { UserRepository } from '../../access/auth/user.repository.js';
import { NumberListRepository } from '../../campaigns/number-lists/number-list.repository.js';
import { ProgramRepository } from '../../campaigns/programs/program.repository.js';
import { RunRepository } from '../../campaigns/programs/runs/run.repository.js';
import { AlertRepository } from '../../insight/alerts/alert.repository.js';
import { AlertFactsRepository } from '../../insight/alerts/look/alert-facts.repository.js';
import { AlertRuleRepository } from '../../insight/alerts/rules/alert-rule.repository.js';
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
import { RouterRepository } from '../../office/routers/router.repository.js';
import { RouterSealService } from '../../office/routers/router-seal.service.js';
import { TicketRepository } from '../../office/tickets/ticket.repository.js';
import { DeliveryRepository } from '../../outside/webhooks/delivery.repository.js';
import { WebhookSealService } from '../../outside/webhooks/webhook-seal.service.js';
import { WebhookRepository } from '../../outside/webhooks/webhook.repository.js';
import { CalendarService } from '../../platform/calendar/calendar.service.js';
import { Secrets } from '../../platform/config/secrets.js';
import { MoneyService } from '../../platform/money/money.service.js';
import { Database } from '../typeorm/database.js';

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
  rules: app.get(AlertRuleRepository),
  alerts: app.get(AlertRepository),
  facts: app.get(AlertFactsRepository),
  webhooks: app.get(WebhookRepository),
  deliveries: app.get(DeliveryRepository),
  webhookSeals: new WebhookSealService(app.get(Secrets)),
  routers: app.get(RouterRepository),
  routerSeals: new RouterSealService(app.get(Secrets)),
  audit: app.get(AuditRepository),
  db: app.get(Database),
  calendar: app.get(CalendarService),
  money: app.get(MoneyService),
});
export type Ports = ReturnType<typeof portsOf>;
