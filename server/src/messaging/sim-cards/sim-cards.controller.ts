import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ChannelQuery, IntId, pageOf } from '@signalbox/contracts/common';
import {
  NewSimCard,
  RemovedSimCard,
  SimCard,
  SimCardAnswer,
  SimCardChange,
  UssdRequest,
} from '@signalbox/contracts/sim-cards';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { AtMostOnce, IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { SimCardActionsService } from './sim-card-actions.service.js';
import { SimCardsService } from './sim-cards.service.js';

@ApiTags('SIM cards')
@Controller('api/v1/sim-cards')
@IdempotentWrites()
export class SimCardsController {
  constructor(
    private readonly simCards: SimCardsService,
    private readonly actions: SimCardActionsService,
  ) {}

  @Answers(pageOf(SimCard))
  @Get()
  @Allow('sim-cards.read')
  list(@Caller() caller: Principal, @Query({ schema: ChannelQuery }) query: ChannelQuery) {
    return this.simCards.list(query, caller);
  }

  @Answers(pageOf(RemovedSimCard))
  @Get('removed')
  @Allow('sim-cards.read')
  listRemoved() {
    return this.simCards.listRemoved();
  }

  @Answers(SimCard)
  @Post(':id/restore')
  @HttpCode(200)
  @Allow('sim-cards.write')
  restore(@Caller() caller: Principal, @Param('id', { schema: IntId }) id: number) {
    return this.simCards.restore(id, caller);
  }

  @Answers(SimCard)
  @Get(':id')
  @Allow('sim-cards.read')
  get(@Caller() caller: Principal, @Param('id', { schema: IntId }) id: number) {
    return this.simCards.get(id, caller);
  }

  @Answers(SimCard)
  @Post()
  @Allow('sim-cards.write')
  create(@Caller() caller: Principal, @Body({ schema: NewSimCard }) body: NewSimCard) {
    return this.simCards.create(body, caller);
  }

  @Answers(SimCard)
  @Patch(':id')
  @Allow('sim-cards.write')
  change(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: SimCardChange }) body: SimCardChange,
  ) {
    return this.simCards.change(id, body, caller);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('sim-cards.write')
  remove(@Param('id', { schema: IntId }) id: number) {
    return this.simCards.remove(id);
  }

  @Answers(SimCardAnswer)
  @Post(':id/ussd')
  @AtMostOnce()
  @HttpCode(200)
  @Allow('channels.operate')
  ussd(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: UssdRequest }) body: UssdRequest,
  ) {
    return this.actions.ussd(id, body, caller);
  }

  @Answers(SimCardAnswer)
  @Post(':id/balance')
  @HttpCode(200)
  @Allow('channels.operate')
  balance(@Caller() caller: Principal, @Param('id', { schema: IntId }) id: number) {
    return this.actions.balance(id, caller);
  }

  @Answers(SimCardAnswer)
  @Post(':id/restart')
  @HttpCode(200)
  @Allow('channels.operate')
  restart(@Caller() caller: Principal, @Param('id', { schema: IntId }) id: number) {
    return this.actions.restart(id, caller);
  }
}
