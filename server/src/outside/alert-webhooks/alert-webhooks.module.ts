import { Module } from '@nestjs/common';
import { AlertsModule } from '../../insight/alerts/alerts.module.js';
import { AlertWebhookChannelService } from './alert-webhook-channel.service.js';

@Module({ imports: [AlertsModule], providers: [AlertWebhookChannelService] })
export class AlertWebhooksModule {}
