import { Module } from '@nestjs/common';
import { MessageCountsService } from './message-counts.service.js';
import { MessageTotalsService } from './message-totals.service.js';
import { RollUpService } from './roll-up.service.js';

@Module({
  providers: [MessageCountsService, MessageTotalsService, RollUpService],
  exports: [MessageCountsService, MessageTotalsService, RollUpService],
})
export class CountsModule {}
