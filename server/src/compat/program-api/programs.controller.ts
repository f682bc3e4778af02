import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Req, UseFilters } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiDefaultResponse, ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import {
  OldId,
  ProgramApiCommand,
  ProgramApiCreated,
  ProgramApiDeleted,
  ProgramApiDone,
  ProgramApiError,
  ProgramApiPair,
  ProgramApiPairChange,
  ProgramApiUpdated,
} from '@signalbox/contracts/program-api';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { Idempotency } from '../../platform/common/idempotency/idempotency.decorators.js';
import type { Remembered } from '../../platform/common/idempotency/idempotency.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { ListDoor } from '../whole-list.interceptor.js';
import { NewProgramPairsService } from './new-program-pairs.service.js';
import { NEW_PAIR_FORM } from './new-pair-openapi.js';
import { ProgramApiErrorFilter } from './program-api-error.filter.js';
import { ProgramCommandsService } from './program-commands.service.js';
import { ProgramPairsService } from './program-pairs.service.js';

@ApiTags('Program API')
@ApiDefaultResponse({ standardSchema: ProgramApiError })
@Controller('program')
@UseFilters(ProgramApiErrorFilter)
@Allow('programs.write')
export class ProgramApiProgramsController {
  constructor(
    private readonly pairs: ProgramPairsService,
    private readonly newPairs: NewProgramPairsService,
    private readonly commands: ProgramCommandsService,
  ) {}

  @Answers(z.array(ProgramApiPair))
  @Get('pairs')
  @ListDoor()
  @Allow('programs.read')
  list() {
    return this.pairs.list();
  }

  @Answers(ProgramApiCreated)
  @Post('create')
  @ApiConsumes('multipart/form-data', 'application/json')
  @ApiBody(NEW_PAIR_FORM)
  create(@Caller() caller: Principal, @Req() request: FastifyRequest, @Idempotency() remember: Remembered | undefined) {
    return this.newPairs.create(caller, request, remember);
  }

  @Answers(ProgramApiUpdated)
  @Patch('update/:pair_id')
  @IdempotentWrites()
  change(
    @Caller() caller: Principal,
    @Param('pair_id', { schema: OldId }) id: string,
    @Body({ schema: ProgramApiPairChange }) body: ProgramApiPairChange,
  ) {
    return this.pairs.change(caller, id, body);
  }

  @Answers(ProgramApiDeleted)
  @Delete('delete/:pair_id')
  @IdempotentWrites()
  remove(@Caller() caller: Principal, @Param('pair_id', { schema: OldId }) id: string) {
    return this.pairs.remove(caller, id);
  }

  @Answers(ProgramApiDone)
  @Post('start')
  @IdempotentWrites()
  @HttpCode(200)
  start(@Caller() caller: Principal, @Body({ schema: ProgramApiCommand }) body: ProgramApiCommand) {
    return this.commands.start(caller, body);
  }

  @Answers(ProgramApiDone)
  @Post('stop')
  @IdempotentWrites()
  @HttpCode(200)
  stop(@Caller() caller: Principal, @Body({ schema: ProgramApiCommand }) body: ProgramApiCommand) {
    return this.commands.stop(caller, body);
  }

  @Answers(ProgramApiDone)
  @Post('restart')
  @IdempotentWrites()
  @HttpCode(200)
  restart(@Caller() caller: Principal, @Body({ schema: ProgramApiCommand }) body: ProgramApiCommand) {
    return this.commands.restart(caller, body);
  }

  @ApiExcludeEndpoint()
  @Post(':operation')
  @HttpCode(404)
  unknown(@Param('operation') operation: string) {
    return this.commands.unknown(operation);
  }
}
