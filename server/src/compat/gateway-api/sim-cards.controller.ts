import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, UseFilters } from '@nestjs/common';
import { ApiDefaultResponse, ApiTags } from '@nestjs/swagger';
import { IntId } from '@signalbox/contracts/common';
import {
  GatewayError,
  GatewayNewSimCard,
  GatewayRemoved,
  GatewaySavedSimCard,
  GatewaySimCardChange,
  GatewaySimCards,
} from '@signalbox/contracts/gateway';
import { Allow } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { ListDoor } from '../whole-list.interceptor.js';
import { GatewayErrorFilter } from './gateway-error.filter.js';
import { GatewaySimCardsService } from './gateway-sim-cards.service.js';

@ApiTags('Gateway API')
@ApiDefaultResponse({ standardSchema: GatewayError })
@Controller('api/sim-cards')
@UseFilters(GatewayErrorFilter)
export class GatewaySimCardsController {
  constructor(private readonly simCards: GatewaySimCardsService) {}

  @Answers(GatewaySimCards)
  @Get()
  @ListDoor()
  @Allow('sim-cards.read')
  list() {
    return this.simCards.list();
  }

  @Answers(GatewaySavedSimCard)
  @Post()
  @HttpCode(200)
  @Allow('sim-cards.write')
  create(@Body({ schema: GatewayNewSimCard }) body: GatewayNewSimCard) {
    return this.simCards.create(body);
  }

  @Answers(GatewaySavedSimCard)
  @Put(':sim_id')
  @Allow('sim-cards.write')
  change(
    @Param('sim_id', { schema: IntId }) id: number,
    @Body({ schema: GatewaySimCardChange }) body: GatewaySimCardChange,
  ) {
    return this.simCards.change(id, body);
  }

  @Answers(GatewayRemoved)
  @Delete(':sim_id')
  @Allow('sim-cards.write')
  remove(@Param('sim_id', { schema: IntId }) id: number) {
    return this.simCards.remove(id);
  }
}
