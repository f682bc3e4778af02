import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { pageOf } from '@signalbox/contracts/common';
import { NewWorker, Worker, WorkerCredentials, WorkerPing } from '@signalbox/contracts/workers';
import { Allow, AllowAdministering, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { EnrolmentService } from './enrolment.service.js';
import { WorkersService } from './workers.service.js';

@ApiTags('Workers')
@Controller('api/v1/workers')
@IdempotentWrites()
export class WorkersController {
  constructor(
    private readonly workers: WorkersService,
    private readonly enrolment: EnrolmentService,
  ) {}

  @Answers(pageOf(Worker))
  @Get()
  @Allow('workers.read')
  list() {
    return this.workers.list();
  }

  @Answers(Worker)
  @Get(':id')
  @Allow('workers.read')
  get(@Param('id') id: string) {
    return this.workers.get(id);
  }

  @Answers(WorkerCredentials)
  @Post()
  @AllowAdministering('workers.write')
  enrol(@Body({ schema: NewWorker }) body: NewWorker, @Caller() caller: Principal) {
    return this.enrolment.enrol(body, caller);
  }

  @Answers(WorkerCredentials)
  @Post(':id/password')
  @HttpCode(200)
  @AllowAdministering('workers.write')
  renewPassword(@Param('id') id: string, @Caller() caller: Principal) {
    return this.enrolment.renewPassword(id, caller);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('workers.write')
  remove(@Param('id') id: string, @Caller() caller: Principal) {
    return this.enrolment.remove(id, caller);
  }

  @Answers(WorkerPing)
  @Post(':id/ping')
  @HttpCode(200)
  @Allow('channels.operate')
  ping(@Param('id') id: string) {
    return this.workers.ping(id);
  }
}
