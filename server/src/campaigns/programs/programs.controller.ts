import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { pageOf } from '@signalbox/contracts/common';
import { NewProgram, Program, ProgramId, ProgramPatch, ProgramQuery } from '@signalbox/contracts/programs';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { ProgramsService } from './programs.service.js';

@ApiTags('Programs')
@Controller('api/v1/programs')
@IdempotentWrites()
export class ProgramsController {
  constructor(private readonly programs: ProgramsService) {}

  @Answers(pageOf(Program))
  @Get()
  @Allow('programs.read')
  list(@Query({ schema: ProgramQuery }) query: ProgramQuery) {
    return this.programs.list(query);
  }

  @Answers(Program)
  @Get(':id')
  @Allow('programs.read')
  get(@Param('id', { schema: ProgramId }) id: string) {
    return this.programs.get(id);
  }

  @Answers(Program)
  @Post()
  @Allow('programs.write')
  create(@Caller() caller: Principal, @Body({ schema: NewProgram }) body: NewProgram) {
    return this.programs.create(body, caller);
  }

  @Answers(Program)
  @Patch(':id')
  @Allow('programs.write')
  change(
    @Caller() caller: Principal,
    @Param('id', { schema: ProgramId }) id: string,
    @Body({ schema: ProgramPatch }) body: ProgramPatch,
  ) {
    return this.programs.change(id, body, caller);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('programs.write')
  remove(@Caller() caller: Principal, @Param('id', { schema: ProgramId }) id: string) {
    return this.programs.remove(id, caller);
  }
}
