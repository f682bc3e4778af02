import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { SecretsWatchService } from '../../platform/config/secrets-watch.service.js';
import { LogsModule } from '../logs/logs.module.js';
import { GeneralSettingsService } from './general-settings.service.js';
import { SettingsController } from './settings.controller.js';

@Module({
  imports: [IdempotencyModule, LogsModule],
  controllers: [SettingsController],
  providers: [GeneralSettingsService, SecretsWatchService],
})
export class SettingsModule {}
