import { Body, Controller, Get, Param, Post, UseFilters } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ProgramApiDummy } from '@signalbox/contracts/program-api';
import { Allow } from '../../common/access.js';
import { IdempotentWrites } from '../../common/idempotency/idempotent-writes.js';
import { ProgramApiErrorFilter } from './program-api-error.filter.js';
import { ProgramStats } from './program-stats.service.js';

@ApiTags('Program API')
@Controller('stats')
@UseFilters(ProgramApiErrorFilter)
export class ProgramApiStatsController {
  constructor(private readonly stats: ProgramStats) {}

  @Get('aggregate')
  @Allow('admin', 'operator', 'viewer')
  aggregate() {
    return this.stats.aggregate();
  }

  @Get(':pair_name')
  @Allow('admin', 'operator', 'viewer')
  get(@Param('pair_name') name: string) {
    return this.stats.get(name);
  }

  @Post('dummy')
  @IdempotentWrites()
  @Allow('admin', 'operator')
  addDummy(@Body({ schema: ProgramApiDummy }) body: ProgramApiDummy) {
    return this.stats.addDummy(body);
  }
}
