import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { TicketSettings } from '@signalbox/contracts/office/ticket-settings';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { TicketSettingsService } from './ticket-settings.service.js';

@ApiTags('Settings')
@Controller('api/v1/settings/tickets')
@IdempotentWrites()
export class TicketSettingsController {
  constructor(private readonly settings: TicketSettingsService) {}

  @Answers(TicketSettings)
  @Get()
  @Allow('office.read')
  get() {
    return this.settings.get();
  }

  @Answers(TicketSettings)
  @Put()
  @Allow('office.money')
  replace(@Caller() caller: Principal, @Body({ schema: TicketSettings }) body: TicketSettings) {
    return this.settings.replace(body, caller);
  }
}
