import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IntId, pageOf } from '@signalbox/contracts/common';
import {
  DeliveryId,
  DeliveryQuery,
  Redelivered,
  Redelivery,
  WebhookDelivery,
  WebhookDeliveryDetail,
} from '@signalbox/contracts/webhooks';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { decodeCursor, toPage } from '../../platform/common/cursor.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { spanOf } from '../../platform/common/stretch.js';
import { DeliveriesService } from './deliveries.service.js';
import { toDeliveryDetail, toDeliveryView } from './webhook-view.js';

@ApiTags('Webhooks')
@Controller('api/v1/webhooks/:id')
@IdempotentWrites()
export class WebhookDeliveriesController {
  constructor(private readonly deliveries: DeliveriesService) {}

  @Answers(pageOf(WebhookDelivery))
  @Get('deliveries')
  @Allow('webhooks.read')
  async list(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) webhookId: number,
    @Query({ schema: DeliveryQuery }) query: DeliveryQuery,
  ) {
    const { limit, cursor, since, until, event_id: eventId, state, type } = query;
    const filter = { webhookId, state, type, eventId, ...spanOf(since, until) };
    const rows = await this.deliveries.list(filter, { limit: limit + 1, before: decodeCursor(cursor) }, caller);
    return toPage(rows, limit, ({ seq }) => seq, toDeliveryView);
  }

  @Answers(WebhookDeliveryDetail)
  @Get('deliveries/:delivery_id')
  @Allow('webhooks.read')
  async get(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Param('delivery_id', { schema: DeliveryId }) deliveryId: number,
  ) {
    const { delivery, failures, webhook } = await this.deliveries.get(id, deliveryId, caller);
    return toDeliveryDetail(delivery, failures, webhook);
  }

  @Answers(WebhookDelivery)
  @Post('test')
  @HttpCode(202)
  @Allow('webhooks.write')
  async test(@Caller() caller: Principal, @Param('id', { schema: IntId }) id: number) {
    return toDeliveryView(await this.deliveries.test(id, caller));
  }

  @Answers(Redelivered)
  @Post('redeliver')
  @HttpCode(202)
  @Allow('webhooks.write')
  async redeliver(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: Redelivery }) body: Redelivery,
  ) {
    return { count: await this.deliveries.redeliver(id, body, caller) };
  }
}
