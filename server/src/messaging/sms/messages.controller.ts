import { Body, Controller, Get, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Uuid, pageOf } from '@signalbox/contracts/common';
import {
  AcceptedMessage,
  BatchResult,
  InboxQuery,
  Message,
  MessageDetail,
  MessageQuery,
  NewMessage,
  NewMessageBatch,
} from '@signalbox/contracts/messages';
import { Allow, Caller } from '../../platform/common/access.js';
import { Unaudited } from '../../platform/common/audit/audited.js';
import { Answers } from '../../platform/common/answers.js';
import type { Principal } from '../../platform/common/principal.js';
import { Idempotency } from '../../platform/common/idempotency/idempotency.decorators.js';
import type { Remembered } from '../../platform/common/idempotency/idempotency.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import { AcceptService } from './accept/accept.service.js';
import { SendRateGuard } from './accept/send-rate.guard.js';
import { MessagesService } from './messages.service.js';

@ApiTags('Messages')
@Controller('api/v1')
export class MessagesController {
  constructor(
    private readonly accept: AcceptService,
    private readonly messages: MessagesService,
  ) {}

  @Answers(AcceptedMessage)
  @Post('messages')
  @Unaudited('a message is accepted: it has its own history')
  @HttpCode(202)
  @Allow('messages.send')
  @UseGuards(SendRateGuard)
  send(
    @Caller() caller: Principal,
    @Body({ schema: NewMessage }) body: NewMessage,
    @Idempotency() remember: Remembered | undefined,
  ) {
    return this.accept.accept(caller, body, remember);
  }

  @Answers(BatchResult)
  @Post('messages/batch')
  @Unaudited('messages are accepted: they have their own histories')
  @HttpCode(202)
  @Allow('messages.send')
  @UseGuards(SendRateGuard)
  sendBatch(
    @Caller() caller: Principal,
    @Body({ schema: NewMessageBatch }) body: NewMessageBatch,
    @Idempotency() remember: Remembered | undefined,
  ) {
    return this.accept.acceptBatch(caller, body.messages, remember);
  }

  @Answers(pageOf(Message))
  @Get('messages')
  @Allow('messages.read')
  list(@Caller() caller: Principal, @Query({ schema: MessageQuery }) query: MessageQuery) {
    return this.messages.list(caller, query);
  }

  @Answers(MessageDetail)
  @Get('messages/:id')
  @Allow('messages.read')
  get(@Caller() caller: Principal, @Param('id', { schema: Uuid }) id: string) {
    return this.messages.get(caller, id);
  }

  @Answers(MessageDetail)
  @Post('messages/:id/cancel')
  @IdempotentWrites()
  @HttpCode(200)
  @Allow('messages.send')
  cancel(@Caller() caller: Principal, @Param('id', { schema: Uuid }) id: string) {
    return this.messages.cancel(caller, id);
  }

  @Answers(MessageDetail)
  @Post('messages/:id/requeue')
  @UseGuards(SendRateGuard)
  @IdempotentWrites()
  @HttpCode(200)
  @Allow('messages.send')
  requeue(@Caller() caller: Principal, @Param('id', { schema: Uuid }) id: string) {
    return this.messages.requeue(caller, id);
  }

  @Answers(pageOf(Message))
  @Get('inbox')
  @Allow('messages.read-all')
  inbox(@Caller() caller: Principal, @Query({ schema: InboxQuery }) query: InboxQuery) {
    return this.messages.inbox(caller, query);
  }
}
