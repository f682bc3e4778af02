import { Module } from '@nestjs/common';
import { LogsModule } from '../../access/logs/logs.module.js';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { OfficeSettingsModule } from '../settings/office-settings.module.js';
import { C2bService } from './c2b.service.js';
import { CallbackTokenService } from './callback-token.service.js';
import { CallbacksController } from './callbacks.controller.js';
import { CallbacksService } from './callbacks.service.js';
import { DarajaService } from './daraja.service.js';
import { MpesaSettingsController } from './mpesa-settings.controller.js';
import { MpesaSettingsService } from './mpesa-settings.service.js';
import { MpesaSetupService } from './mpesa-setup.service.js';
import { OfficeActService } from './office-act.service.js';
import { PushesController } from './pushes.controller.js';
import { PushesService } from './pushes.service.js';
import { QueryingService } from './querying.service.js';
import { SettlingService } from './settling.service.js';
import { UnmatchedController } from './unmatched.controller.js';
import { UnmatchedService } from './unmatched.service.js';

/** M-Pesa: phones are asked for payments, and what comes is booked once. */
@Module({
  imports: [IdempotencyModule, LogsModule, OfficeSettingsModule],
  controllers: [CallbacksController, MpesaSettingsController, PushesController, UnmatchedController],
  providers: [
    C2bService,
    CallbackTokenService,
    CallbacksService,
    DarajaService,
    MpesaSettingsService,
    MpesaSetupService,
    OfficeActService,
    PushesService,
    QueryingService,
    SettlingService,
    UnmatchedService,
  ],
  exports: [PushesService],
})
export class MpesaModule {}
