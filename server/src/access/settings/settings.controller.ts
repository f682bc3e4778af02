import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Settings } from '@signalbox/contracts/settings';
import { Allow } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { Config } from '../../platform/config/config.js';

@ApiTags('Settings')
@Controller('api/v1/settings')
export class SettingsController {
  constructor(private readonly config: Config) {}

  @Answers(Settings)
  @Get()
  @Allow('account.own')
  get(): Settings {
    const { DEFAULT_COUNTRY, SMART_ENCODING } = this.config.env;
    return { default_country: DEFAULT_COUNTRY, smart_encoding: SMART_ENCODING };
  }
}
