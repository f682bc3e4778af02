import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SeriesQuery, SmsMetricsQuery, ThroughputQuery, TotalsQuery } from '@signalbox/contracts/stats';
import { Allow } from '../common/access.js';
import { StatsService } from './stats.service.js';
import { TrafficService } from './traffic.service.js';

@ApiTags('Statistics')
@Controller('api/v1/stats')
@Allow('admin', 'operator', 'viewer')
export class StatsController {
  constructor(
    private readonly stats: StatsService,
    private readonly traffic: TrafficService,
  ) {}

  @Get('summary')
  summary() {
    return this.stats.summary();
  }

  @Get('throughput')
  throughput(@Query({ schema: ThroughputQuery }) query: ThroughputQuery) {
    return this.stats.throughput(query);
  }

  @Get('series')
  series(@Query({ schema: SeriesQuery }) query: SeriesQuery) {
    return this.traffic.series(query);
  }

  @Get('aggregate')
  aggregate(@Query({ schema: TotalsQuery }) query: TotalsQuery) {
    return this.traffic.aggregate(query);
  }

  @Get('pairs')
  pairs(@Query({ schema: TotalsQuery }) query: TotalsQuery) {
    return this.traffic.byPair(query);
  }

  @Get('programs')
  programs(@Query({ schema: TotalsQuery }) query: TotalsQuery) {
    return this.traffic.byProgram(query);
  }

  @Get('sim-cards')
  simCards(@Query({ schema: TotalsQuery }) query: TotalsQuery) {
    return this.traffic.bySimCard(query);
  }

  @Get('providers')
  providers(@Query({ schema: TotalsQuery }) query: TotalsQuery) {
    return this.traffic.byProvider(query);
  }

  @Get('sms-metrics')
  smsMetrics(@Query({ schema: SmsMetricsQuery }) query: SmsMetricsQuery) {
    return this.traffic.smsMetrics(query);
  }
}
