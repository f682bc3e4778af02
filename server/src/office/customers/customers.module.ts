import { Module } from '@nestjs/common';
import { LogsModule } from '../../access/logs/logs.module.js';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { CustomersController } from './customers.controller.js';
import { CustomersService } from './customers.service.js';

@Module({
  imports: [IdempotencyModule, LogsModule],
  controllers: [CustomersController],
  providers: [CustomersService],
  exports: [CustomersService],
})
export class CustomersModule {}
