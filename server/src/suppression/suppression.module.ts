import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../common/idempotency/idempotency.module.js';
import { LogsModule } from '../logs/logs.module.js';
import { SuppressionList } from './suppression-list.service.js';
import { SuppressionService } from './suppression.service.js';
import { SuppressionsController } from './suppressions.controller.js';

@Module({
  imports: [IdempotencyModule, LogsModule],
  controllers: [SuppressionsController],
  providers: [SuppressionList, SuppressionService],
  exports: [SuppressionService],
})
export class SuppressionModule {}
