import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { NewUser, User, UserChange } from '@signalbox/contracts/auth';
import { IntId, PageQuery, pageOf } from '@signalbox/contracts/common';
import { Allow, Caller } from '../common/access.js';
import { Answers } from '../common/answers.js';
import { IdempotentWrites } from '../common/idempotency/idempotent-writes.js';
import type { Principal } from '../common/principal.js';
import { UsersService } from './users.service.js';

@Controller('api/v1/users')
@IdempotentWrites()
@Allow('admin')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Answers(pageOf(User))
  @Get()
  list(@Query({ schema: PageQuery }) query: PageQuery) {
    return this.users.list(query);
  }

  @Answers(User)
  @Post()
  create(@Body({ schema: NewUser }) body: NewUser, @Caller() caller: Principal) {
    return this.users.create(body, caller);
  }

  @Answers(User)
  @Get(':id')
  get(@Param('id', { schema: IntId }) id: number) {
    return this.users.get(id);
  }

  @Answers(User)
  @Patch(':id')
  change(
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: UserChange }) body: UserChange,
    @Caller() caller: Principal,
  ) {
    return this.users.change(id, body, caller);
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@Param('id', { schema: IntId }) id: number, @Caller() caller: Principal) {
    return this.users.remove(id, caller);
  }
}
