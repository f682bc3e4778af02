import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { CannedRepliesController } from './canned-replies.controller.js';
import { CannedRepliesService } from './canned-replies.service.js';

@Module({
  imports: [CustomersModule, IdempotencyModule, TicketsModule],
  controllers: [CannedRepliesController],
  providers: [CannedRepliesService],
})
export class CannedRepliesModule {}
