import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { GeneralSettings, GeneralSettingsChange } from '@signalbox/contracts/general-settings';
import { Settings } from '@signalbox/contracts/settings';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { Config } from '../../platform/config/config.js';
import { GeneralSettingsService } from './general-settings.service.js';

@ApiTags('Settings')
@Controller('api/v1/settings')
@IdempotentWrites()
export class SettingsController {
  constructor(
    private readonly config: Config,
    private readonly general: GeneralSettingsService,
  ) {}

  @Answers(Settings)
  @Get()
  @Allow('account.own')
  get(): Settings {
    const { DEFAULT_COUNTRY, SMART_ENCODING, RETENTION_MESSAGES_DAYS: days } = this.config.env;
    return { default_country: DEFAULT_COUNTRY, smart_encoding: SMART_ENCODING, messages_kept_days: days ?? null };
  }

  @Answers(GeneralSettings)
  @Get('general')
  @Allow('settings.manage')
  getGeneral() {
    return this.general.get();
  }

  @Answers(GeneralSettings)
  @Patch('general')
  @Allow('settings.manage')
  changeGeneral(@Caller() caller: Principal, @Body({ schema: GeneralSettingsChange }) body: GeneralSettingsChange) {
    return this.general.change(body, caller);
  }
}
