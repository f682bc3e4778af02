import { Module } from '@nestjs/common';
import { AlertsModule } from '../../insight/alerts/alerts.module.js';
import { EmailChannelService } from './email-channel.service.js';

@Module({ imports: [AlertsModule], providers: [EmailChannelService] })
export class EmailModule {}
