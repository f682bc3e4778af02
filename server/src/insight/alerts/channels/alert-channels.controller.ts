import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AlertChannel,
  AlertChannelChange,
  AlertChannelTest,
  MadeAlertChannel,
  NewAlertChannel,
} from '@signalbox/contracts/alert-channels';
import { IntId, PageQuery, pageOf } from '@signalbox/contracts/common';
import { Allow, Caller } from '../../../platform/common/access.js';
import { Answers } from '../../../platform/common/answers.js';
import { decodeCursor, toPage } from '../../../platform/common/cursor.js';
import type { Principal } from '../../../platform/common/principal.js';
import { DeliveriesService } from '../notify/deliveries.service.js';
import { toChannelView } from './alert-channel-view.js';
import { AlertChannelsService } from './alert-channels.service.js';

/** An answer may hold a secret that was made: none of them is remembered under an Idempotency-Key. */
@ApiTags('Alerts')
@Controller('api/v1/alert-channels')
@Allow('alert-channels.manage')
export class AlertChannelsController {
  constructor(
    private readonly channels: AlertChannelsService,
    private readonly deliveries: DeliveriesService,
  ) {}

  @Answers(pageOf(AlertChannel))
  @Get()
  async list(@Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    const rows = await this.channels.list({ limit: limit + 1, before: decodeCursor(cursor) });
    return toPage(rows, limit, ({ id }) => id, toChannelView);
  }

  @Answers(MadeAlertChannel)
  @Post()
  async create(@Caller() caller: Principal, @Body({ schema: NewAlertChannel }) body: NewAlertChannel) {
    const { channel, made } = await this.channels.create(body, caller);
    return { ...toChannelView(channel), made_secret: made };
  }

  @Answers(AlertChannel)
  @Get(':id')
  async get(@Param('id', { schema: IntId }) id: number) {
    return toChannelView(await this.channels.get(id));
  }

  @Answers(AlertChannel)
  @Patch(':id')
  async change(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: AlertChannelChange }) body: AlertChannelChange,
  ) {
    return toChannelView(await this.channels.change(id, body, caller));
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@Caller() caller: Principal, @Param('id', { schema: IntId }) id: number) {
    return this.channels.remove(id, caller);
  }

  @Answers(AlertChannelTest)
  @Post(':id/test')
  @HttpCode(200)
  test(@Param('id', { schema: IntId }) id: number) {
    return this.deliveries.test(id);
  }
}
