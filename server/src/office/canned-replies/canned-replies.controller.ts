import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IntId, PageQuery, pageOf } from '@signalbox/contracts/common';
import {
  CannedReply,
  CannedReplyChange,
  FilledReply,
  NewCannedReply,
} from '@signalbox/contracts/office/canned-replies';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { decodeCursor, toPage } from '../../platform/common/cursor.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { toView } from './canned-reply.js';
import { CannedRepliesService } from './canned-replies.service.js';

const Id = () => Param('id', { schema: IntId });

@ApiTags('Tickets')
@Controller('api/v1')
@IdempotentWrites()
export class CannedRepliesController {
  constructor(private readonly replies: CannedRepliesService) {}

  @Answers(pageOf(CannedReply))
  @Get('canned-replies')
  @Allow('office.read')
  async list(@Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    const rows = await this.replies.list({ limit: limit + 1, before: decodeCursor(cursor) });
    return toPage(rows, limit, ({ id }) => id, toView);
  }

  @Answers(CannedReply)
  @Post('canned-replies')
  @Allow('office.write')
  async create(@Body({ schema: NewCannedReply }) body: NewCannedReply) {
    return toView(await this.replies.create(body));
  }

  @Answers(CannedReply)
  @Get('canned-replies/:id')
  @Allow('office.read')
  async get(@Id() id: number) {
    return toView(await this.replies.get(id));
  }

  @Answers(CannedReply)
  @Patch('canned-replies/:id')
  @Allow('office.write')
  async change(@Id() id: number, @Body({ schema: CannedReplyChange }) body: CannedReplyChange) {
    return toView(await this.replies.change(id, body));
  }

  @Delete('canned-replies/:id')
  @HttpCode(204)
  @Allow('office.write')
  remove(@Id() id: number) {
    return this.replies.remove(id);
  }

  @Answers(FilledReply)
  @Get('tickets/:id/canned-replies/:reply_id')
  @Allow('office.read')
  fill(@Caller() caller: Principal, @Id() id: number, @Param('reply_id', { schema: IntId }) replyId: number) {
    return this.replies.fill(replyId, id, caller);
  }
}
