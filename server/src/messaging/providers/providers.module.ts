import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { LogsModule } from '../../access/logs/logs.module.js';
import { PairsModule } from '../pairs/pairs.module.js';
import { SimCardsModule } from '../sim-cards/sim-cards.module.js';
import { SmsModule } from '../sms/sms.module.js';
import { WorkersModule } from '../workers/workers.module.js';
import { ProviderAccountsService } from './provider-accounts.service.js';
import { ProviderActionsController } from './provider-actions.controller.js';
import { ProviderActionsService } from './provider-actions.service.js';
import { ProviderBookService } from './provider-book.service.js';
import { ProviderReportsController } from './provider-reports.controller.js';
import { ProviderReportsService } from './provider-reports.service.js';
import { ProviderSealService } from './provider-seal.service.js';
import { ProviderTellingService } from './provider-telling.service.js';
import { ProviderViewsService } from './provider-views.service.js';
import { ProvidersController } from './providers.controller.js';
import { ProvidersService } from './providers.service.js';
import { ReportBodiesService } from './report-bodies.service.js';
import { ReservedProvidersService } from './reserved-providers.service.js';

@Module({
  imports: [IdempotencyModule, LogsModule, PairsModule, SimCardsModule, SmsModule, WorkersModule],
  controllers: [ProvidersController, ProviderActionsController, ProviderReportsController],
  providers: [
    ProviderAccountsService,
    ProviderActionsService,
    ProviderBookService,
    ProviderReportsService,
    ProviderSealService,
    ProviderTellingService,
    ProvidersService,
    ProviderViewsService,
    ReportBodiesService,
    ReservedProvidersService,
  ],
  exports: [ReservedProvidersService],
})
export class ProvidersModule {}
