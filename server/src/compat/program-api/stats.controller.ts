import { Body, Controller, Get, Param, Post, UseFilters } from '@nestjs/common';
import { ApiDefaultResponse, ApiTags } from '@nestjs/swagger';
import {
  ProgramApiAggregateAnswer,
  ProgramApiDummy,
  ProgramApiError,
  ProgramApiStatsAnswer,
} from '@signalbox/contracts/program-api';
import { Allow } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import { ProgramApiErrorFilter } from './program-api-error.filter.js';
import { ProgramStatsService } from './program-stats.service.js';

@ApiTags('Program API')
@ApiDefaultResponse({ standardSchema: ProgramApiError })
@Controller('stats')
@UseFilters(ProgramApiErrorFilter)
export class ProgramApiStatsController {
  constructor(private readonly stats: ProgramStatsService) {}

  @Answers(ProgramApiAggregateAnswer)
  @Get('aggregate')
  @Allow('stats.read')
  aggregate() {
    return this.stats.aggregate();
  }

  @Answers(ProgramApiStatsAnswer)
  @Get(':pair_name')
  @Allow('stats.read')
  get(@Param('pair_name') name: string) {
    return this.stats.get(name);
  }

  @Answers(ProgramApiStatsAnswer)
  @Post('dummy')
  @IdempotentWrites()
  @Allow('programs.write')
  putDummy(@Body({ schema: ProgramApiDummy }) body: ProgramApiDummy) {
    return this.stats.putDummy(body);
  }
}
