import { Body, Controller, Get, HttpCode, Param, Post, UseFilters, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ProgramApiNewUser, ProgramApiSignIn } from '@signalbox/contracts/program-api';
import { SignInLimit } from '../../auth/sign-in-limit.guard.js';
import { AllowAll, Caller, Public } from '../../common/access.js';
import type { Principal } from '../../common/principal.js';
import { ProgramApiAccess } from './program-api-access.service.js';
import { ProgramApiErrorFilter } from './program-api-error.filter.js';

@ApiTags('Program API')
@Controller()
@UseFilters(ProgramApiErrorFilter)
export class ProgramApiUsersController {
  constructor(private readonly access: ProgramApiAccess) {}

  @Post('signin')
  @Public()
  @UseGuards(SignInLimit)
  @HttpCode(200)
  signIn(@Body({ schema: ProgramApiSignIn }) body: ProgramApiSignIn) {
    return this.access.signIn(body);
  }

  @Post('user')
  @Public()
  @UseGuards(SignInLimit)
  register(@Body({ schema: ProgramApiNewUser }) body: ProgramApiNewUser) {
    return this.access.register(body);
  }

  @Get('user/:user_id')
  @AllowAll()
  user(@Caller() caller: Principal, @Param('user_id') id: string) {
    return this.access.user(caller, id);
  }
}
