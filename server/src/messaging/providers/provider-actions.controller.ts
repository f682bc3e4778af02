import { Body, Controller, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IntId } from '@signalbox/contracts/common';
import { AcceptedMessage } from '@signalbox/contracts/messages';
import { ProviderAnswer, ProviderTest } from '@signalbox/contracts/providers';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { Idempotency } from '../../platform/common/idempotency/idempotency.decorators.js';
import type { Remembered } from '../../platform/common/idempotency/idempotency.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { SendRateGuard } from '../sms/accept/send-rate.guard.js';
import { ProviderActionsService } from './provider-actions.service.js';

@ApiTags('Providers')
@Controller('api/v1/providers')
@Allow('channels.operate')
export class ProviderActionsController {
  constructor(private readonly actions: ProviderActionsService) {}

  @Answers(ProviderAnswer)
  @Post(':id/test')
  @IdempotentWrites()
  @HttpCode(200)
  test(@Caller() caller: Principal, @Param('id', { schema: IntId }) id: number) {
    return this.actions.ask(id, 'test', caller);
  }

  @Answers(ProviderAnswer)
  @Post(':id/balance')
  @IdempotentWrites()
  @HttpCode(200)
  balance(@Caller() caller: Principal, @Param('id', { schema: IntId }) id: number) {
    return this.actions.ask(id, 'balance', caller);
  }

  @Answers(ProviderAnswer)
  @Post(':id/restart')
  @IdempotentWrites()
  @HttpCode(200)
  restart(@Caller() caller: Principal, @Param('id', { schema: IntId }) id: number) {
    return this.actions.ask(id, 'restart', caller);
  }

  @Answers(AcceptedMessage)
  @Post(':id/send-test')
  @HttpCode(202)
  @UseGuards(SendRateGuard)
  sendTest(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: ProviderTest }) body: ProviderTest,
    @Idempotency() remember: Remembered | undefined,
  ) {
    return this.actions.sendTest(id, body, caller, remember);
  }
}
