import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ReminderSettings } from '@signalbox/contracts/office/reminders';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { ReminderSettingsService } from './reminder-settings.service.js';

@ApiTags('Settings')
@Controller('api/v1/settings/reminders')
@IdempotentWrites()
export class ReminderSettingsController {
  constructor(private readonly settings: ReminderSettingsService) {}

  @Answers(ReminderSettings)
  @Get()
  @Allow('office.read')
  show() {
    return this.settings.show();
  }

  @Answers(ReminderSettings)
  @Put()
  @Allow('office.money')
  change(@Caller() caller: Principal, @Body({ schema: ReminderSettings }) body: ReminderSettings) {
    return this.settings.change(body, caller);
  }
}
