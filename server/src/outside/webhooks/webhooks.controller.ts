import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IntId, pageOf } from '@signalbox/contracts/common';
import {
  NewWebhook,
  Webhook,
  WebhookChange,
  WebhookDetail,
  WebhookQuery,
  WebhookRotation,
  WebhookWithSecret,
} from '@signalbox/contracts/webhooks';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { decodeCursor, toPage } from '../../platform/common/cursor.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { toDetail, toView } from './webhook-view.js';
import { type Shown, WebhooksService } from './webhooks.service.js';

const withSecret = ({ webhook, secret }: Shown): WebhookWithSecret => ({ ...toView(webhook), secret });

@ApiTags('Webhooks')
@Controller('api/v1/webhooks')
@IdempotentWrites()
export class WebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  @Answers(pageOf(Webhook))
  @Get()
  @Allow('webhooks.read')
  async list(@Caller() caller: Principal, @Query({ schema: WebhookQuery }) query: WebhookQuery) {
    const { limit, cursor, state, user_id: userId } = query;
    const rows = await this.webhooks.list(
      { state, userId },
      { limit: limit + 1, before: decodeCursor(cursor) },
      caller,
    );
    return toPage(rows, limit, ({ id }) => id, toView);
  }

  @Answers(WebhookWithSecret)
  @Post()
  @Allow('webhooks.write')
  async create(@Caller() caller: Principal, @Body({ schema: NewWebhook }) body: NewWebhook) {
    return withSecret(await this.webhooks.create(body, caller));
  }

  @Answers(WebhookWithSecret)
  @Post('callbacks/rotate')
  @HttpCode(200)
  @Allow('webhooks.write')
  async rotateCallbacks(@Caller() caller: Principal, @Body({ schema: WebhookRotation }) body: WebhookRotation) {
    return withSecret(await this.webhooks.rotateCallbacks(body.keep_hours, caller));
  }

  @Answers(WebhookDetail)
  @Get(':id')
  @Allow('webhooks.read')
  async get(@Caller() caller: Principal, @Param('id', { schema: IntId }) id: number) {
    const webhook = await this.webhooks.get(id, caller);
    return toDetail(webhook, await this.webhooks.backlog(webhook));
  }

  @Answers(Webhook)
  @Patch(':id')
  @Allow('webhooks.write')
  async change(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: WebhookChange }) body: WebhookChange,
  ) {
    return toView(await this.webhooks.change(id, body, caller));
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('webhooks.write')
  remove(@Caller() caller: Principal, @Param('id', { schema: IntId }) id: number) {
    return this.webhooks.remove(id, caller);
  }

  @Answers(WebhookWithSecret)
  @Post(':id/rotate')
  @HttpCode(200)
  @Allow('webhooks.write')
  async rotate(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: WebhookRotation }) body: WebhookRotation,
  ) {
    return withSecret(await this.webhooks.rotate(id, body.keep_hours, caller));
  }
}
