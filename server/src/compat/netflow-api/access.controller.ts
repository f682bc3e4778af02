import { Body, Controller, Get, Post, UseInterceptors } from '@nestjs/common';
import { NetflowMe, NetflowSession } from '@signalbox/contracts/office/netflow-answers';
import { NetflowLogin, NetflowRegistration } from '@signalbox/contracts/office/netflow-requests';
import { RegistrationLimitInterceptor } from '../../access/auth/registration-limit.interceptor.js';
import { SignInLimitInterceptor } from '../../access/auth/sign-in-limit.interceptor.js';
import { Allow, Caller, From, Public } from '../../platform/common/access.js';
import { Audited, Unaudited } from '../../platform/common/audit/audited.js';
import type { Principal } from '../../platform/common/principal.js';
import { NetflowAccessService } from './netflow-access.service.js';
import { OfficeAnswers, OfficeDoor } from './office-door.js';

@OfficeDoor()
@Controller('api/auth')
export class NetflowAccessController {
  constructor(private readonly access: NetflowAccessService) {}

  /** 201, as the document has it. */
  @OfficeAnswers(NetflowSession)
  @Post('login')
  @Unaudited('the system log has who signed in')
  @Public()
  @UseInterceptors(SignInLimitInterceptor)
  signIn(@Body({ schema: NetflowLogin }) body: NetflowLogin, @From() address: string) {
    return this.access.signIn(body, address);
  }

  @OfficeAnswers(NetflowSession)
  @Post('register')
  @Audited()
  @Public()
  @UseInterceptors(RegistrationLimitInterceptor)
  register(@Body({ schema: NetflowRegistration }) body: NetflowRegistration, @From() address: string) {
    return this.access.register(body, address);
  }

  @OfficeAnswers(NetflowMe)
  @Get('me')
  @Allow('account.own')
  me(@Caller() caller: Principal) {
    return this.access.me(caller);
  }
}
