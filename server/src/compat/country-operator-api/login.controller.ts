import { Body, Controller, HttpCode, Post, UseFilters, UseInterceptors } from '@nestjs/common';
import { ApiDefaultResponse, ApiTags } from '@nestjs/swagger';
import { CountryOperatorLogin, CountryOperatorToken } from '@signalbox/contracts/country-operator-api';
import { ProgramApiError } from '@signalbox/contracts/program-api';
import { SignInLimitInterceptor } from '../../access/auth/sign-in-limit.interceptor.js';
import { From, Public } from '../../platform/common/access.js';
import { Unaudited } from '../../platform/common/audit/audited.js';
import { Answers } from '../../platform/common/answers.js';
import { CountryOperatorAccessService } from './country-operator-access.service.js';
import { CountryOperatorErrorFilter } from './country-operator-error.filter.js';

@ApiTags('Country-operator API')
@ApiDefaultResponse({ standardSchema: ProgramApiError })
@Controller('login')
@UseFilters(CountryOperatorErrorFilter)
export class CountryOperatorLoginController {
  constructor(private readonly access: CountryOperatorAccessService) {}

  @Answers(CountryOperatorToken)
  @Post()
  @Unaudited('the system log has who signed in')
  @Public()
  @UseInterceptors(SignInLimitInterceptor)
  @HttpCode(200)
  login(@Body({ schema: CountryOperatorLogin }) body: CountryOperatorLogin, @From() address: string) {
    return this.access.login(body, address);
  }
}
