import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { NewUser, UserChange } from '@signalbox/contracts/auth';
import { IntId, PageQuery } from '@signalbox/contracts/common';
import { Allow, Caller } from '../common/access.js';
import { IdempotentWrites } from '../common/idempotency/idempotent-writes.js';
import type { Principal } from '../common/principal.js';
import { UsersService } from './users.service.js';

@Controller('api/v1/users')
@IdempotentWrites()
@Allow('admin')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get()
  list(@Query({ schema: PageQuery }) query: PageQuery) {
    return this.users.list(query);
  }

  @Post()
  create(@Body({ schema: NewUser }) body: NewUser, @Caller() caller: Principal) {
    return this.users.create(body, caller);
  }

  @Get(':id')
  get(@Param('id', { schema: IntId }) id: number) {
    return this.users.get(id);
  }

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
