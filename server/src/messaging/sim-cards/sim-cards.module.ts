import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { CountsModule } from '../counts/counts.module.js';
import { LogsModule } from '../../access/logs/logs.module.js';
import { PairsModule } from '../pairs/pairs.module.js';
import { ChannelLogService } from './channel-log.service.js';
import { ChannelPairsService } from './channel-pairs.service.js';
import { ChannelsEvents } from './channels.events.js';
import { ChannelsService } from './channels.service.js';
import { SimCardActionsService } from './sim-card-actions.service.js';
import { SimCardsController } from './sim-cards.controller.js';
import { SimCardsService } from './sim-cards.service.js';

@Module({
  imports: [IdempotencyModule, CountsModule, LogsModule, PairsModule],
  controllers: [SimCardsController],
  providers: [
    ChannelLogService,
    ChannelPairsService,
    ChannelsEvents,
    ChannelsService,
    SimCardActionsService,
    SimCardsService,
  ],
  exports: [ChannelsEvents, ChannelsService, SimCardsService],
})
export class SimCardsModule {}
