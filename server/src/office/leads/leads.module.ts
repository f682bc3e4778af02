import { Module } from '@nestjs/common';
import { LogsModule } from '../../access/logs/logs.module.js';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { LeadsController } from './leads.controller.js';
import { LeadsService } from './leads.service.js';

@Module({
  imports: [IdempotencyModule, LogsModule],
  controllers: [LeadsController],
  providers: [LeadsService],
  exports: [LeadsService],
})
export class LeadsModule {}
