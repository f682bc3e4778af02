import { Module } from '@nestjs/common';
import { CountsModule } from '../../messaging/counts/counts.module.js';
import { PairsModule } from '../../messaging/pairs/pairs.module.js';
import { SimCardsModule } from '../../messaging/sim-cards/sim-cards.module.js';
import { SmsModule } from '../../messaging/sms/sms.module.js';
import { WorkersModule } from '../../messaging/workers/workers.module.js';
import { DummyStatsService } from './dummy-stats.service.js';
import { StatsController } from './stats.controller.js';
import { StatsService } from './stats.service.js';
import { TrafficService } from './traffic.service.js';

@Module({
  imports: [CountsModule, PairsModule, SimCardsModule, SmsModule, WorkersModule],
  controllers: [StatsController],
  providers: [DummyStatsService, StatsService, TrafficService],
  exports: [DummyStatsService, StatsService],
})
export class StatsModule {}
