import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NewWorker } from '@signalbox/contracts/workers';
import { Allow, Caller } from '../common/access.js';
import { IdempotentWrites } from '../common/idempotency/idempotent-writes.js';
import type { Principal } from '../common/principal.js';
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

  @Get()
  @Allow('admin', 'operator', 'viewer')
  list() {
    return this.workers.list();
  }

  @Get(':id')
  @Allow('admin', 'operator', 'viewer')
  get(@Param('id') id: string) {
    return this.workers.get(id);
  }

  @Post()
  @Allow('admin')
  enrol(@Body({ schema: NewWorker }) body: NewWorker, @Caller() caller: Principal) {
    return this.enrolment.enrol(body, caller);
  }

  @Post(':id/password')
  @HttpCode(200)
  @Allow('admin')
  renewPassword(@Param('id') id: string, @Caller() caller: Principal) {
    return this.enrolment.renewPassword(id, caller);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('admin')
  remove(@Param('id') id: string, @Caller() caller: Principal) {
    return this.enrolment.remove(id, caller);
  }

  @Post(':id/ping')
  @HttpCode(200)
  @Allow('admin', 'operator')
  ping(@Param('id') id: string) {
    return this.workers.ping(id);
  }
}
