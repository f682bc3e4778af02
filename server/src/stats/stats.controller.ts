import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ThroughputQuery } from '@signalbox/contracts/stats';
import { Allow } from '../common/access.js';
import { StatsService } from './stats.service.js';

@ApiTags('Statistics')
@Controller('api/v1/stats')
@Allow('admin', 'operator', 'viewer')
export class StatsController {
  constructor(private readonly stats: StatsService) {}

  @Get('summary')
  summary() {
    return this.stats.summary();
  }

  @Get('throughput')
  throughput(@Query({ schema: ThroughputQuery }) query: ThroughputQuery) {
    return this.stats.throughput(query);
  }
}
