import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { EndSessions, NewUser, User, UserChange } from '@signalbox/contracts/auth';
import { IntId, PageQuery, pageOf } from '@signalbox/contracts/common';
import { Allow, AllowAdministering, AllowUnlimited, Caller, From } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import type { Admission } from './admission.js';
import { SessionsService } from './sessions.service.js';
import { UsersService } from './users.service.js';

@Controller('api/v1/users')
@IdempotentWrites()
@Allow('users.manage')
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
  ) {}

  @Answers(pageOf(User))
  @Get()
  list(@Query({ schema: PageQuery }) query: PageQuery) {
    return this.users.list(query);
  }

  @Answers(User)
  @Post()
  @AllowUnlimited('users.manage')
  create(@Body({ schema: NewUser }) body: NewUser, @Caller() caller: Principal, @From() address: string) {
    return this.users.create(body, caller, address);
  }

  @Answers(User)
  @Get(':id')
  get(@Param('id', { schema: IntId }) id: number) {
    return this.users.get(id);
  }

  @Answers(User)
  @Patch(':id')
  @AllowUnlimited('users.manage')
  change(
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: UserChange }) body: UserChange,
    @Caller() caller: Principal,
    @From() address: string,
  ) {
    return this.users.change(id, body, caller, address);
  }

  @Delete(':id')
  @AllowAdministering('users.manage')
  @HttpCode(204)
  remove(@Param('id', { schema: IntId }) id: number, @Caller() caller: Principal, @From() address: string) {
    return this.users.remove(id, caller, address);
  }

  /** Admins for anybody, everybody for themselves. */
  @Post(':id/end-sessions')
  @AllowAdministering('account.own')
  @HttpCode(204)
  endSessions(
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: EndSessions }) { keys }: EndSessions,
    @Caller() caller: Admission,
    @From() address: string,
  ) {
    return this.sessions.endAll(caller, id, keys, address);
  }
}
