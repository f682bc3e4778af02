import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { LogsModule } from '../../access/logs/logs.module.js';
import { PairsModule } from '../pairs/pairs.module.js';
import { SimCardsModule } from '../sim-cards/sim-cards.module.js';
import { SmsModule } from '../sms/sms.module.js';
import { WorkersModule } from '../workers/workers.module.js';
import { ProviderAccounts } from './provider-accounts.js';
import { ProviderActionsController } from './provider-actions.controller.js';
import { ProviderActions } from './provider-actions.service.js';
import { ProviderBook } from './provider-book.js';
import { ProviderReportsController } from './provider-reports.controller.js';
import { ProviderReports } from './provider-reports.service.js';
import { ProviderSeal } from './provider-seal.js';
import { ProviderTelling } from './provider-telling.js';
import { ProviderViews } from './provider-views.js';
import { ProvidersController } from './providers.controller.js';
import { ProvidersService } from './providers.service.js';
import { ReportBodies } from './report-bodies.service.js';
import { ReservedProviders } from './reserved-providers.service.js';

@Module({
  imports: [IdempotencyModule, LogsModule, PairsModule, SimCardsModule, SmsModule, WorkersModule],
  controllers: [ProvidersController, ProviderActionsController, ProviderReportsController],
  providers: [
    ProviderAccounts,
    ProviderActions,
    ProviderBook,
    ProviderReports,
    ProviderSeal,
    ProviderTelling,
    ProvidersService,
    ProviderViews,
    ReportBodies,
    ReservedProviders,
  ],
  exports: [ReservedProviders],
})
export class ProvidersModule {}
