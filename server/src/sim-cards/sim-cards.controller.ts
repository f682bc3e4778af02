import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IntId, PageQuery } from '@signalbox/contracts/common';
import { NewSimCard, SimCardChange, UssdRequest } from '@signalbox/contracts/sim-cards';
import { Allow, Caller } from '../common/access.js';
import { IdempotentWrites } from '../common/idempotency/idempotent-writes.js';
import type { Principal } from '../common/principal.js';
import { SimCardActions } from './sim-card-actions.service.js';
import { SimCardsService } from './sim-cards.service.js';

@ApiTags('SIM cards')
@Controller('api/v1/sim-cards')
@IdempotentWrites()
export class SimCardsController {
  constructor(
    private readonly simCards: SimCardsService,
    private readonly actions: SimCardActions,
  ) {}

  @Get()
  @Allow('admin', 'operator', 'viewer')
  list(@Caller() caller: Principal, @Query({ schema: PageQuery }) query: PageQuery) {
    return this.simCards.list(query, caller);
  }

  @Get(':id')
  @Allow('admin', 'operator', 'viewer')
  get(@Caller() caller: Principal, @Param('id', { schema: IntId }) id: number) {
    return this.simCards.get(id, caller);
  }

  @Post()
  @Allow('admin', 'operator')
  create(@Caller() caller: Principal, @Body({ schema: NewSimCard }) body: NewSimCard) {
    return this.simCards.create(body, caller);
  }

  @Patch(':id')
  @Allow('admin', 'operator')
  change(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: SimCardChange }) body: SimCardChange,
  ) {
    return this.simCards.change(id, body, caller);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('admin', 'operator')
  remove(@Param('id', { schema: IntId }) id: number) {
    return this.simCards.remove(id);
  }

  @Post(':id/ussd')
  @HttpCode(200)
  @Allow('admin', 'operator')
  ussd(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: UssdRequest }) body: UssdRequest,
  ) {
    return this.actions.ussd(id, body, caller);
  }

  @Post(':id/balance')
  @HttpCode(200)
  @Allow('admin', 'operator')
  balance(@Caller() caller: Principal, @Param('id', { schema: IntId }) id: number) {
    return this.actions.balance(id, caller);
  }

  @Post(':id/restart')
  @HttpCode(200)
  @Allow('admin', 'operator')
  restart(@Caller() caller: Principal, @Param('id', { schema: IntId }) id: number) {
    return this.actions.restart(id, caller);
  }
}
