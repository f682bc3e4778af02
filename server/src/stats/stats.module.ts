import { Module } from '@nestjs/common';
import { CountsModule } from '../counts/counts.module.js';
import { PairsModule } from '../pairs/pairs.module.js';
import { SimCardsModule } from '../sim-cards/sim-cards.module.js';
import { SmsModule } from '../sms/sms.module.js';
import { WorkersModule } from '../workers/workers.module.js';
import { StatsController } from './stats.controller.js';
import { StatsService } from './stats.service.js';
import { TrafficService } from './traffic.service.js';

@Module({
  imports: [CountsModule, PairsModule, SimCardsModule, SmsModule, WorkersModule],
  controllers: [StatsController],
  providers: [StatsService, TrafficService],
  exports: [StatsService],
})
export class StatsModule {}
