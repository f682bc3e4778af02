import { Body, Controller, Get, HttpCode, Param, Post, UseFilters, UseInterceptors } from '@nestjs/common';
import { ApiDefaultResponse, ApiTags } from '@nestjs/swagger';
import {
  ProgramApiCreatedUser,
  ProgramApiError,
  ProgramApiNewUser,
  ProgramApiSignIn,
  ProgramApiToken,
  ProgramApiUser,
} from '@signalbox/contracts/program-api';
import { RegistrationLimitInterceptor } from '../../access/auth/registration-limit.interceptor.js';
import { SignInLimitInterceptor } from '../../access/auth/sign-in-limit.interceptor.js';
import { Allow, Caller, From, Public } from '../../platform/common/access.js';
import { Audited, Unaudited } from '../../platform/common/audit/audited.js';
import { Answers } from '../../platform/common/answers.js';
import type { Principal } from '../../platform/common/principal.js';
import { ProgramApiAccessService } from './program-api-access.service.js';
import { ProgramApiErrorFilter } from './program-api-error.filter.js';

@ApiTags('Program API')
@ApiDefaultResponse({ standardSchema: ProgramApiError })
@Controller()
@UseFilters(ProgramApiErrorFilter)
export class ProgramApiUsersController {
  constructor(private readonly access: ProgramApiAccessService) {}

  @Answers(ProgramApiToken)
  @Post('signin')
  @Unaudited('the system log has who signed in')
  @Public()
  @UseInterceptors(SignInLimitInterceptor)
  @HttpCode(200)
  signIn(@Body({ schema: ProgramApiSignIn }) body: ProgramApiSignIn, @From() address: string) {
    return this.access.signIn(body, address);
  }

  @Answers(ProgramApiCreatedUser)
  @Post('user')
  @Audited()
  @Public()
  @UseInterceptors(RegistrationLimitInterceptor)
  register(@Body({ schema: ProgramApiNewUser }) body: ProgramApiNewUser, @From() address: string) {
    return this.access.register(body, address);
  }

  @Answers(ProgramApiUser)
  @Get('user/:user_id')
  @Allow('account.own')
  user(@Caller() caller: Principal, @Param('user_id') id: string) {
    return this.access.user(caller, id);
  }
}
