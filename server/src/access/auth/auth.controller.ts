import { Body, Controller, Get, HttpCode, Patch, Post, UseInterceptors } from '@nestjs/common';
import { Login, OwnChange, PasswordChange, Registration, Session, User } from '@signalbox/contracts/auth';
import { Allow, AllowSignedIn, Caller, From, Public } from '../../platform/common/access.js';
import { Audited, Unaudited } from '../../platform/common/audit/audited.js';
import { Answers } from '../../platform/common/answers.js';
import type { Principal } from '../../platform/common/principal.js';
import type { Admission } from './admission.js';
import { AuthService } from './auth.service.js';
import { OwnPasswordService } from './own-password.service.js';
import { RegistrationLimitInterceptor } from './registration-limit.interceptor.js';
import { SessionsService } from './sessions.service.js';
import { SignInLimitInterceptor } from './sign-in-limit.interceptor.js';

@Controller('api/v1/auth')
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly sessions: SessionsService,
    private readonly passwords: OwnPasswordService,
  ) {}

  @Answers(Session)
  @Post('login')
  @Unaudited('the system log has who signed in')
  @Public()
  @UseInterceptors(SignInLimitInterceptor)
  @HttpCode(200)
  login(@Body({ schema: Login }) body: Login, @From() address: string) {
    return this.auth.login(body, address, true);
  }

  @Answers(User)
  @Post('register')
  @Audited()
  @Public()
  @UseInterceptors(RegistrationLimitInterceptor)
  register(@Body({ schema: Registration }) body: Registration, @From() address: string) {
    return this.auth.register(body, address);
  }

  @Answers(User)
  @Get('me')
  @Allow('account.own')
  me(@Caller() caller: Principal) {
    return this.auth.me(caller);
  }

  /** @returns the account as it is then */
  @Answers(User)
  @Patch('me')
  @AllowSignedIn('account.own')
  changeMe(@Caller() caller: Principal, @Body({ schema: OwnChange }) body: OwnChange) {
    return this.auth.changeMe(caller, body);
  }

  @Post('logout')
  @AllowSignedIn('account.own')
  @HttpCode(204)
  logout(@Caller() caller: Admission, @From() address: string) {
    return this.sessions.signOut(caller, address);
  }

  @Answers(Session)
  @Post('password')
  @AllowSignedIn('account.own')
  @UseInterceptors(SignInLimitInterceptor)
  @HttpCode(200)
  changePassword(
    @Caller() caller: Principal,
    @Body({ schema: PasswordChange }) body: PasswordChange,
    @From() address: string,
  ) {
    return this.passwords.change(caller, body, address);
  }
}
