import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IntId, PageQuery, pageOf } from '@signalbox/contracts/common';
import { ProgramId, Run, RunLogEntry } from '@signalbox/contracts/programs';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { ProgramsService } from './programs.service.js';
import { RunWaitsService } from './runs/run-waits.service.js';
import { RunsService } from './runs/runs.service.js';

@ApiTags('Programs')
@Controller('api/v1/programs/:id')
@IdempotentWrites()
export class RunsController {
  constructor(
    private readonly programs: ProgramsService,
    private readonly runs: RunsService,
    private readonly waits: RunWaitsService,
  ) {}

  @Answers(Run)
  @Post('start')
  @HttpCode(200)
  @Allow('programs.write')
  start(@Caller() caller: Principal, @Param('id', { schema: ProgramId }) id: string) {
    return this.programs.start(id, caller).then(this.waits.told);
  }

  @Answers(Run)
  @Post('stop')
  @HttpCode(200)
  @Allow('programs.write')
  stop(@Caller() caller: Principal, @Param('id', { schema: ProgramId }) id: string) {
    return this.programs.stop(id, caller);
  }

  @Answers(Run)
  @Post('pause')
  @HttpCode(200)
  @Allow('programs.write')
  pause(@Caller() caller: Principal, @Param('id', { schema: ProgramId }) id: string) {
    return this.programs.pause(id, caller);
  }

  @Answers(Run)
  @Post('resume')
  @HttpCode(200)
  @Allow('programs.write')
  resume(@Caller() caller: Principal, @Param('id', { schema: ProgramId }) id: string) {
    return this.programs.resume(id, caller).then(this.waits.told);
  }

  @Answers(Run)
  @Post('restart')
  @HttpCode(200)
  @Allow('programs.write')
  restart(@Caller() caller: Principal, @Param('id', { schema: ProgramId }) id: string) {
    return this.programs.restart(id, caller).then(this.waits.told);
  }

  @Answers(pageOf(Run))
  @Get('runs')
  @Allow('programs.read')
  list(@Param('id', { schema: ProgramId }) id: string, @Query({ schema: PageQuery }) query: PageQuery) {
    return this.programs.runsOf(id, query);
  }

  @Answers(Run)
  @Get('runs/:run_id')
  @Allow('programs.read')
  get(@Param('id', { schema: ProgramId }) id: string, @Param('run_id', { schema: IntId }) runId: number) {
    return this.runs.get(id, runId);
  }

  @Answers(pageOf(RunLogEntry))
  @Get('runs/:run_id/log')
  @Allow('programs.read')
  log(
    @Param('id', { schema: ProgramId }) id: string,
    @Param('run_id', { schema: IntId }) runId: number,
    @Query({ schema: PageQuery }) query: PageQuery,
  ) {
    return this.runs.log(id, runId, query);
  }
}
