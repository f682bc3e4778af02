import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SessionId, SessionRow } from '@signalbox/contracts/auth';
import { IntId, pageOf } from '@signalbox/contracts/common';
import {
  Allow,
  AllowAdministering,
  AllowSignedIn,
  AllowUnlimited,
  Caller,
  From,
} from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import type { Admission } from './admission.js';
import { OwnSecondFactorService } from './own-second-factor.service.js';
import { SessionsService } from './sessions.service.js';

/** Who is signed in where: one's own, and for admins those of others; and the second factor of somebody who has lost it. */
@ApiTags('Auth')
@Controller('api/v1')
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly factors: OwnSecondFactorService,
  ) {}

  @Answers(pageOf(SessionRow))
  @Get('auth/sessions')
  @AllowSignedIn('account.own')
  own(@Caller() caller: Admission) {
    return this.sessions.list(caller.userId, caller);
  }

  @Delete('auth/sessions/:id')
  @AllowSignedIn('account.own')
  @HttpCode(204)
  endOwn(@Param('id', { schema: SessionId }) id: string, @Caller() caller: Admission, @From() address: string) {
    return this.sessions.end(caller, caller.userId, id, address);
  }

  @Answers(pageOf(SessionRow))
  @Get('users/:id/sessions')
  @Allow('users.manage')
  of(@Param('id', { schema: IntId }) id: number, @Caller() caller: Admission) {
    return this.sessions.list(id, caller);
  }

  @Delete('users/:id/sessions/:session_id')
  @AllowAdministering('users.manage')
  @HttpCode(204)
  end(
    @Param('id', { schema: IntId }) id: number,
    @Param('session_id', { schema: SessionId }) sessionId: string,
    @Caller() caller: Admission,
    @From() address: string,
  ) {
    return this.sessions.end(caller, id, sessionId, address);
  }

  @Delete('users/:id/second-factor')
  @AllowUnlimited('users.manage')
  @HttpCode(204)
  removeSecondFactor(@Param('id', { schema: IntId }) id: number, @Caller() caller: Admission, @From() address: string) {
    return this.factors.removeOf(id, caller, address);
  }
}
