import { Module } from '@nestjs/common';
import { AlertsModule } from '../../insight/alerts/alerts.module.js';
import { TelegramChannelService } from './telegram-channel.service.js';
import { TelegramClientService } from './telegram-client.service.js';
import { TelegramCommandsService } from './telegram-commands.service.js';
import { TelegramPollingService } from './telegram-polling.service.js';

@Module({
  imports: [AlertsModule],
  providers: [TelegramChannelService, TelegramClientService, TelegramCommandsService, TelegramPollingService],
})
export class TelegramModule {}
