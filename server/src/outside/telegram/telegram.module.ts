import { Module } from '@nestjs/common';
import { AlertsModule } from '../../insight/alerts/alerts.module.js';
import { TelegramBotsService } from './telegram-bots.service.js';
import { TelegramChannelService } from './telegram-channel.service.js';
import { TelegramClientService } from './telegram-client.service.js';
import { TelegramCommandsService } from './telegram-commands.service.js';
import { TelegramController } from './telegram.controller.js';
import { TelegramDoorService } from './telegram-door.service.js';
import { TelegramHearingService } from './telegram-hearing.service.js';
import { TelegramUpdatesService } from './telegram-updates.service.js';

@Module({
  imports: [AlertsModule],
  controllers: [TelegramController],
  providers: [
    TelegramBotsService,
    TelegramChannelService,
    TelegramClientService,
    TelegramCommandsService,
    TelegramDoorService,
    TelegramHearingService,
    TelegramUpdatesService,
  ],
})
export class TelegramModule {}
