import { Module } from '@nestjs/common';
import { LogsModule } from '../../access/logs/logs.module.js';
import { LedgerCheckController } from './ledger-check.controller.js';
import { LedgerCheckService } from './ledger-check.service.js';
import { LedgerEvents } from './ledger.events.js';

@Module({
  imports: [LogsModule],
  controllers: [LedgerCheckController],
  providers: [LedgerCheckService, LedgerEvents],
  exports: [LedgerEvents],
})
export class ChecksModule {}
