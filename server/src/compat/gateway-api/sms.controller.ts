import { Body, Controller, Get, HttpCode, Post, Query, UseFilters, UseGuards, UseInterceptors } from '@nestjs/common';
import { ApiDefaultResponse, ApiTags } from '@nestjs/swagger';
import {
  GatewayError,
  GatewayListQuery,
  GatewayMessages,
  GatewayNewSms,
  GatewaySentSms,
  GatewaySmsStatuses,
} from '@signalbox/contracts/gateway';
import { Allow, Caller } from '../../platform/common/access.js';
import { Audited, Unaudited } from '../../platform/common/audit/audited.js';
import { Answers } from '../../platform/common/answers.js';
import type { Principal } from '../../platform/common/principal.js';
import { Idempotency } from '../../platform/common/idempotency/idempotency.decorators.js';
import type { Remembered } from '../../platform/common/idempotency/idempotency.js';
import { SendRateGuard } from '../../messaging/sms/accept/send-rate.guard.js';
import { GatewayErrorFilter } from './gateway-error.filter.js';
import { GatewaySmsService } from './gateway-sms.service.js';
import { ListInterceptor } from './list.interceptor.js';

@ApiTags('Gateway API')
@ApiDefaultResponse({ standardSchema: GatewayError })
@Controller('api')
@UseFilters(GatewayErrorFilter)
export class GatewaySmsController {
  constructor(private readonly sms: GatewaySmsService) {}

  @Answers(GatewaySentSms)
  @Post('sms')
  @Unaudited('a message is accepted: it has its own history')
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

  @Answers(GatewayMessages)
  @Get('sms/inbox')
  @Audited()
  @Allow('messages.read')
  @UseInterceptors(ListInterceptor)
  inbox(@Caller() caller: Principal, @Query({ schema: GatewayListQuery }) query: GatewayListQuery) {
    return this.sms.inbox(caller, query);
  }

  @Answers(GatewayMessages)
  @Get('sms/outbox')
  @Audited()
  @Allow('messages.read')
  @UseInterceptors(ListInterceptor)
  outbox(@Caller() caller: Principal, @Query({ schema: GatewayListQuery }) query: GatewayListQuery) {
    return this.sms.outbox(caller, query);
  }

  @Answers(GatewaySmsStatuses)
  @Get('sms-status')
  @Audited()
  @Allow('messages.read')
  @UseInterceptors(ListInterceptor)
  statuses(@Caller() caller: Principal, @Query({ schema: GatewayListQuery }) query: GatewayListQuery) {
    return this.sms.statuses(caller, query);
  }
}
