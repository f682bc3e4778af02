import { Body, Controller, Get, HttpCode, Post, UseGuards } from '@nestjs/common';
import { Login, Registration, Session, User } from '@signalbox/contracts/auth';
import { AllowAll, Caller, Public } from '../common/access.js';
import { Answers } from '../common/answers.js';
import type { Principal } from '../common/principal.js';
import { AuthService } from './auth.service.js';
import { SignInLimit } from './sign-in-limit.guard.js';

@Controller('api/v1/auth')
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  @Answers(Session)
  @Post('login')
  @Public()
  @UseGuards(SignInLimit)
  @HttpCode(200)
  login(@Body({ schema: Login }) body: Login) {
    return this.auth.login(body);
  }

  @Answers(User)
  @Post('register')
  @Public()
  @UseGuards(SignInLimit)
  register(@Body({ schema: Registration }) body: Registration) {
    return this.auth.register(body);
  }

  @Answers(User)
  @Get('me')
  @AllowAll()
  me(@Caller() caller: Principal) {
    return this.auth.me(caller);
  }
}
