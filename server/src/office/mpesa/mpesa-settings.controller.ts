import { Body, Controller, Get, HttpCode, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { MpesaSettings, MpesaSettingsChange, MpesaTest } from '@signalbox/contracts/office/mpesa';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { MpesaSettingsService } from './mpesa-settings.service.js';
import { MpesaSetupService } from './mpesa-setup.service.js';

@ApiTags('Settings')
@Controller('api/v1/settings/mpesa')
@Allow('office.money')
@IdempotentWrites()
export class MpesaSettingsController {
  constructor(
    private readonly settings: MpesaSettingsService,
    private readonly setup: MpesaSetupService,
  ) {}

  @Answers(MpesaSettings)
  @Get()
  show() {
    return this.settings.show();
  }

  @Answers(MpesaSettings)
  @Put()
  change(@Caller() caller: Principal, @Body({ schema: MpesaSettingsChange }) body: MpesaSettingsChange) {
    return this.settings.change(body, caller);
  }

  @Answers(MpesaTest)
  @Post('test')
  @HttpCode(200)
  try() {
    return this.setup.try();
  }

  @Answers(MpesaTest)
  @Post('register-c2b')
  @HttpCode(200)
  registerC2b() {
    return this.setup.registerC2b();
  }
}
