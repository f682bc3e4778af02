import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { LogsModule } from '../../access/logs/logs.module.js';
import { SuppressionEvents } from './suppression.events.js';
import { SuppressionListService } from './suppression-list.service.js';
import { SuppressionService } from './suppression.service.js';
import { SuppressionsController } from './suppressions.controller.js';

@Module({
  imports: [IdempotencyModule, LogsModule],
  controllers: [SuppressionsController],
  providers: [SuppressionEvents, SuppressionListService, SuppressionService],
  exports: [SuppressionEvents, SuppressionService],
})
export class SuppressionModule {}
