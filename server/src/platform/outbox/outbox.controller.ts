import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Uuid, pageOf } from '@signalbox/contracts/common';
import { OutboxDetail, OutboxQuery, OutboxRow } from '@signalbox/contracts/outbox';
import { Allow } from '../common/access.js';
import { Answers } from '../common/answers.js';
import { decodeCursor, toPage } from '../common/cursor.js';
import { toDetail, toView } from './outbox-view.js';
import { OutboxService } from './outbox.service.js';

@ApiTags('Outbox')
@Controller('api/v1/outbox')
@Allow('outbox.manage')
export class OutboxController {
  constructor(private readonly outbox: OutboxService) {}

  @Answers(pageOf(OutboxRow))
  @Get()
  async list(@Query({ schema: OutboxQuery }) { limit, cursor, status, kind }: OutboxQuery) {
    const rows = await this.outbox.list({ state: status, kind }, { limit: limit + 1, before: decodeCursor(cursor) });
    return toPage(rows, limit, ({ seq }) => seq, toView);
  }

  @Answers(OutboxDetail)
  @Get(':id')
  async get(@Param('id', { schema: Uuid }) id: string) {
    return toDetail(await this.outbox.get(id));
  }

  @Answers(OutboxDetail)
  @Post(':id/replay')
  @HttpCode(200)
  async replay(@Param('id', { schema: Uuid }) id: string) {
    return toDetail(await this.outbox.replay(id));
  }
}
