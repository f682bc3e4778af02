import { Module } from '@nestjs/common';
import { LogsModule } from '../../access/logs/logs.module.js';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { PaymentsController } from './payments.controller.js';
import { PaymentsService } from './payments.service.js';

@Module({
  imports: [IdempotencyModule, LogsModule],
  controllers: [PaymentsController],
  providers: [PaymentsService],
  exports: [PaymentsService],
})
export class PaymentsModule {}
