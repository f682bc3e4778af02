import { Module } from '@nestjs/common';
import { LogsModule } from '../../access/logs/logs.module.js';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { SmsModule } from '../../messaging/sms/sms.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { TicketClocksService } from './ticket-clocks.service.js';
import { TicketInboundService } from './ticket-inbound.service.js';
import { TicketSettingsController } from './ticket-settings.controller.js';
import { TicketSettingsService } from './ticket-settings.service.js';
import { TicketSmsService } from './ticket-sms.service.js';
import { TicketsController } from './tickets.controller.js';
import { TicketsService } from './tickets.service.js';

@Module({
  imports: [CustomersModule, IdempotencyModule, LogsModule, SmsModule],
  controllers: [TicketsController, TicketSettingsController],
  providers: [TicketClocksService, TicketInboundService, TicketSettingsService, TicketSmsService, TicketsService],
  exports: [TicketsService],
})
export class TicketsModule {}
