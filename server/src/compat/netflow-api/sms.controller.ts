import { Body, Controller, Get, HttpCode, Post, UseFilters, UseGuards } from '@nestjs/common';
import { ApiDefaultResponse, ApiTags } from '@nestjs/swagger';
import {
  NetflowDone,
  NetflowError,
  NetflowSent,
  NetflowSettings,
  NetflowSettingsChange,
  NetflowSms,
} from '@signalbox/contracts/netflow';
import { Allow, Caller } from '../../platform/common/access.js';
import { Unaudited } from '../../platform/common/audit/audited.js';
import { Answers } from '../../platform/common/answers.js';
import { Idempotency } from '../../platform/common/idempotency/idempotency.decorators.js';
import type { Remembered } from '../../platform/common/idempotency/idempotency.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { SendRateGuard } from '../../messaging/sms/accept/send-rate.guard.js';
import { NetflowErrorFilter } from './netflow-error.filter.js';
import { NetflowSmsService } from './netflow-sms.service.js';
import { SmsSettingsService } from './sms-settings.service.js';

@ApiTags('NetFlow API')
@ApiDefaultResponse({ standardSchema: NetflowError })
@Controller('api')
@UseFilters(NetflowErrorFilter)
@Allow('office.send')
export class NetflowSmsController {
  constructor(
    private readonly messages: NetflowSmsService,
    private readonly settings: SmsSettingsService,
  ) {}

  @Answers(NetflowSent)
  @Post('sms/send')
  @Unaudited('a message is accepted: it has its own history')
  @HttpCode(200)
  @UseGuards(SendRateGuard)
  send(
    @Caller() caller: Principal,
    @Body({ schema: NetflowSms }) body: NetflowSms,
    @Idempotency() remember: Remembered | undefined,
  ) {
    return this.messages.send(caller, body, remember);
  }

  @Answers(NetflowSettings)
  @Get('sms-settings')
  show() {
    return this.settings.show();
  }

  @Answers(NetflowDone)
  @Post('sms-settings')
  @IdempotentWrites()
  @HttpCode(200)
  save(@Body({ schema: NetflowSettingsChange }) body: NetflowSettingsChange) {
    return this.settings.save(body);
  }
}
