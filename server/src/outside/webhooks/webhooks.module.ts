import { Module } from '@nestjs/common';
import { LogsModule } from '../../access/logs/logs.module.js';
import { SimCardsModule } from '../../messaging/sim-cards/sim-cards.module.js';
import { SmsModule } from '../../messaging/sms/sms.module.js';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { DeliveriesService } from './deliveries.service.js';
import { DeliveryLoopService } from './delivery-loop.service.js';
import { SimCardEventsService } from './sim-card-events.service.js';
import { WebhookDeliveriesController } from './webhook-deliveries.controller.js';
import { WebhookMetricsService } from './webhook-metrics.service.js';
import { WebhookPaceService } from './webhook-pace.service.js';
import { WebhookRetentionService } from './webhook-retention.service.js';
import { WebhookSealService } from './webhook-seal.service.js';
import { WebhookSenderService } from './webhook-sender.service.js';
import { WebhookStandingService } from './webhook-standing.service.js';
import { WebhooksController } from './webhooks.controller.js';
import { WebhooksEvents } from './webhooks.events.js';
import { WebhooksService } from './webhooks.service.js';

@Module({
  imports: [IdempotencyModule, LogsModule, SimCardsModule, SmsModule],
  controllers: [WebhooksController, WebhookDeliveriesController],
  providers: [
    DeliveriesService,
    DeliveryLoopService,
    SimCardEventsService,
    WebhookMetricsService,
    WebhookPaceService,
    WebhookRetentionService,
    WebhookSealService,
    WebhookSenderService,
    WebhookStandingService,
    WebhooksEvents,
    WebhooksService,
  ],
})
export class WebhooksModule {}
