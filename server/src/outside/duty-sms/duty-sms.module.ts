import { Module } from '@nestjs/common';
import { AlertsModule } from '../../insight/alerts/alerts.module.js';
import { SmsModule } from '../../messaging/sms/sms.module.js';
import { DutySmsChannelService } from './duty-sms-channel.service.js';

@Module({ imports: [AlertsModule, SmsModule], providers: [DutySmsChannelService] })
export class DutySmsModule {}
