import { Body, Controller, Get, HttpCode, Post, Query, UseFilters, UseGuards, UseInterceptors } from '@nestjs/common';
import { ApiDefaultResponse, ApiTags } from '@nestjs/swagger';
import {
  GatewayError,
  GatewayListQuery,
  GatewayMessage,
  GatewayNewSms,
  GatewaySentSms,
} from '@signalbox/contracts/gateway';
import { z } from 'zod';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import type { Principal } from '../../platform/common/principal.js';
import { Idempotency } from '../../platform/common/idempotency/idempotency.decorators.js';
import type { Remembered } from '../../platform/common/idempotency/idempotency.js';
import { SendRateGuard } from '../../messaging/sms/accept/send-rate.guard.js';
import { ArrayPageInterceptor } from './array-page.interceptor.js';
import { GatewayErrorFilter } from './gateway-error.filter.js';
import { GatewaySmsService } from './gateway-sms.service.js';

@ApiTags('Gateway API')
@ApiDefaultResponse({ standardSchema: GatewayError })
@Controller('api/sms')
@UseFilters(GatewayErrorFilter)
export class GatewaySmsController {
  constructor(private readonly sms: GatewaySmsService) {}

  @Answers(GatewaySentSms)
  @Post()
  @HttpCode(200)
  @Allow('messages.send')
  @UseGuards(SendRateGuard)
  send(
    @Caller() caller: Principal,
    @Body({ schema: GatewayNewSms }) body: GatewayNewSms,
    @Idempotency() remember: Remembered | undefined,
  ) {
    return this.sms.send(caller, body, remember);
  }

  @Answers(z.array(GatewayMessage))
  @Get('inbox')
  @Allow('messages.read')
  @UseInterceptors(ArrayPageInterceptor)
  inbox(@Caller() caller: Principal, @Query({ schema: GatewayListQuery }) query: GatewayListQuery) {
    return this.sms.inbox(caller, query);
  }

  @Answers(z.array(GatewayMessage))
  @Get('outbox')
  @Allow('messages.read')
  @UseInterceptors(ArrayPageInterceptor)
  outbox(@Caller() caller: Principal, @Query({ schema: GatewayListQuery }) query: GatewayListQuery) {
    return this.sms.outbox(caller, query);
  }
}
