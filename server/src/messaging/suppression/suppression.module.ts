import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { LogsModule } from '../../access/logs/logs.module.js';
import { UploadsModule } from '../../platform/uploads/uploads.module.js';
import { SuppressionFilesController } from './suppression-files.controller.js';
import { SuppressionImportsService } from './suppression-imports.service.js';
import { SuppressionEvents } from './suppression.events.js';
import { SuppressionListService } from './suppression-list.service.js';
import { SuppressionService } from './suppression.service.js';
import { SuppressionsController } from './suppressions.controller.js';

@Module({
  imports: [IdempotencyModule, LogsModule, UploadsModule],
  controllers: [SuppressionFilesController, SuppressionsController],
  providers: [SuppressionEvents, SuppressionImportsService, SuppressionListService, SuppressionService],
  exports: [SuppressionEvents, SuppressionService],
})
export class SuppressionModule {}
