import { Body, Controller, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IntId } from '@signalbox/contracts/common';
import { AcceptedMessage } from '@signalbox/contracts/messages';
import { SimCardTest } from '@signalbox/contracts/sim-cards';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { Idempotency } from '../../platform/common/idempotency/idempotency.decorators.js';
import type { Remembered } from '../../platform/common/idempotency/idempotency.js';
import type { Principal } from '../../platform/common/principal.js';
import { AcceptService } from './accept/accept.service.js';
import { SendRateGuard } from './accept/send-rate.guard.js';

@ApiTags('SIM cards')
@Controller('api/v1/sim-cards')
export class SimCardTestsController {
  constructor(private readonly accept: AcceptService) {}

  @Answers(AcceptedMessage)
  @Post(':id/send-test')
  @HttpCode(202)
  @Allow('channels.operate')
  @UseGuards(SendRateGuard)
  send(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: SimCardTest }) body: SimCardTest,
    @Idempotency() remember: Remembered | undefined,
  ) {
    return this.accept.acceptTest(caller, id, body, remember);
  }
}
