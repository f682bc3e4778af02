import { Module } from '@nestjs/common';
import { LogsModule } from '../../access/logs/logs.module.js';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { AttachmentsController } from './attachments.controller.js';
import { AttachmentsService } from './attachments.service.js';

@Module({
  imports: [IdempotencyModule, LogsModule, TicketsModule],
  controllers: [AttachmentsController],
  providers: [AttachmentsService],
})
export class AttachmentsModule {}
