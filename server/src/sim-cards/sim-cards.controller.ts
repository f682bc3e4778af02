import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IntId, PageQuery } from '@signalbox/contracts/common';
import { NewSimCard, SimCardChange } from '@signalbox/contracts/sim-cards';
import { Allow } from '../common/access.js';
import { IdempotentWrites } from '../common/idempotency/idempotent-writes.js';
import { SimCardsService } from './sim-cards.service.js';

@ApiTags('SIM cards')
@Controller('api/v1/sim-cards')
@IdempotentWrites()
export class SimCardsController {
  constructor(private readonly simCards: SimCardsService) {}

  @Get()
  @Allow('admin', 'operator', 'viewer')
  list(@Query({ schema: PageQuery }) query: PageQuery) {
    return this.simCards.list(query);
  }

  @Get(':id')
  @Allow('admin', 'operator', 'viewer')
  get(@Param('id', { schema: IntId }) id: number) {
    return this.simCards.get(id);
  }

  @Post()
  @Allow('admin', 'operator')
  create(@Body({ schema: NewSimCard }) body: NewSimCard) {
    return this.simCards.create(body);
  }

  @Patch(':id')
  @Allow('admin', 'operator')
  change(@Param('id', { schema: IntId }) id: number, @Body({ schema: SimCardChange }) body: SimCardChange) {
    return this.simCards.change(id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('admin', 'operator')
  remove(@Param('id', { schema: IntId }) id: number) {
    return this.simCards.remove(id);
  }
}
