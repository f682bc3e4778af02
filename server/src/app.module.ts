import { type DynamicModule, Module } from '@nestjs/common';
import { AuditModule } from './access/audit/audit.module.js';
import { AuthModule } from './access/auth/auth.module.js';
import { CountryOperatorApiModule } from './compat/country-operator-api/country-operator-api.module.js';
import { GatewayApiModule } from './compat/gateway-api/gateway-api.module.js';
import { NetflowApiModule } from './compat/netflow-api/netflow-api.module.js';
import { ProgramApiModule } from './compat/program-api/program-api.module.js';
import { SettingsModule } from './access/settings/settings.module.js';
import type { Config } from './platform/config/config.js';
import { ConfigModule } from './platform/config/config.module.js';
import { HealthModule } from './platform/health/health.module.js';
import { AlertsModule } from './insight/alerts/alerts.module.js';
import { LiveModule } from './insight/live/live.module.js';
import { CalendarModule } from './platform/calendar/calendar.module.js';
import { MoneyModule } from './platform/money/money.module.js';
import { MetricsModule } from './insight/metrics/metrics.module.js';
import { TracesModule } from './insight/traces/traces.module.js';
import { LeasesModule } from './platform/leases/leases.module.js';
import { ModemBusModule } from './platform/modem-bus/modem-bus.module.js';
import { EventsModule } from './platform/events/events.module.js';
import { OutboundModule } from './platform/outbound/outbound.module.js';
import { OutboxModule } from './platform/outbox/outbox.module.js';
import { ScheduleModule } from './platform/schedule/schedule.module.js';
import { NumberListsModule } from './campaigns/number-lists/number-lists.module.js';
import { ProgramsModule } from './campaigns/programs/programs.module.js';
import { AttachmentsModule } from './office/attachments/attachments.module.js';
import { BillingModule } from './office/billing/billing.module.js';
import { ChecksModule } from './office/checks/checks.module.js';
import { CompanyModule } from './office/company/company.module.js';
import { CannedRepliesModule } from './office/canned-replies/canned-replies.module.js';
import { CustomersModule } from './office/customers/customers.module.js';
import { FiguresModule } from './office/figures/figures.module.js';
import { EtimsModule } from './office/etims/etims.module.js';
import { FilesModule } from './office/files/files.module.js';
import { LeadsModule } from './office/leads/leads.module.js';
import { RoutersModule } from './office/routers/routers.module.js';
import { SearchModule } from './office/search/search.module.js';
import { TicketsModule } from './office/tickets/tickets.module.js';
import { PapersModule } from './office/papers/papers.module.js';
import { MpesaModule } from './office/mpesa/mpesa.module.js';
import { RemindersModule } from './office/reminders/reminders.module.js';
import { ReceiptsModule } from './office/receipts/receipts.module.js';
import { PaymentsModule } from './office/payments/payments.module.js';
import { AlertWebhooksModule } from './outside/alert-webhooks/alert-webhooks.module.js';
import { DutySmsModule } from './outside/duty-sms/duty-sms.module.js';
import { EmailModule } from './outside/email/email.module.js';
import { TelegramModule } from './outside/telegram/telegram.module.js';
import { PairsModule } from './messaging/pairs/pairs.module.js';
import { ProvidersModule } from './messaging/providers/providers.module.js';
import { RetentionModule } from './messaging/retention/retention.module.js';
import { SimCardsModule } from './messaging/sim-cards/sim-cards.module.js';
import { SmsModule } from './messaging/sms/sms.module.js';
import { StatsModule } from './insight/stats/stats.module.js';
import { StorageModule } from './storage/storage.module.js';
import { SuppressionModule } from './messaging/suppression/suppression.module.js';
import { WebhooksModule } from './outside/webhooks/webhooks.module.js';
import { WorkersModule } from './messaging/workers/workers.module.js';

/** The composition root: the only place that knows every module. */
@Module({})
export class AppModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config),
        StorageModule.forRoot(config),
        CalendarModule,
        MoneyModule,
        EventsModule,
        LeasesModule,
        ScheduleModule,
        OutboxModule,
        OutboundModule,
        ModemBusModule,
        AuthModule,
        AuditModule,
        SettingsModule,
        PairsModule,
        SimCardsModule,
        WorkersModule,
        SmsModule,
        RetentionModule,
        ProvidersModule,
        StatsModule,
        SuppressionModule,
        NumberListsModule,
        ProgramsModule,
        CompanyModule,
        CustomersModule,
        BillingModule,
        PaymentsModule,
        PapersModule,
        FilesModule,
        EtimsModule,
        ChecksModule,
        MpesaModule,
        ReceiptsModule,
        RemindersModule,
        TicketsModule,
        AttachmentsModule,
        CannedRepliesModule,
        LeadsModule,
        FiguresModule,
        RoutersModule,
        SearchModule,
        AlertsModule,
        TelegramModule,
        EmailModule,
        DutySmsModule,
        AlertWebhooksModule,
        LiveModule,
        WebhooksModule,
        GatewayApiModule,
        NetflowApiModule,
        ProgramApiModule,
        CountryOperatorApiModule,
        HealthModule,
        MetricsModule,
        TracesModule,
      ],
    };
  }
}
