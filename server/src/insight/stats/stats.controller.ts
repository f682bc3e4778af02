import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AggregateTotals,
  PairTotals,
  ProgramTotals,
  ProviderTotals,
  Series,
  SeriesQuery,
  SimCardTotals,
  SmsMetrics,
  SmsMetricsQuery,
  StatsSummary,
  StatsSummaryQuery,
  Throughput,
  ThroughputQuery,
  TotalsQuery,
  totalsOf,
} from '@signalbox/contracts/stats';
import { Allow } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { StatsService } from './stats.service.js';
import { TrafficService } from './traffic.service.js';

@ApiTags('Statistics')
@Controller('api/v1/stats')
@Allow('stats.read')
export class StatsController {
  constructor(
    private readonly stats: StatsService,
    private readonly traffic: TrafficService,
  ) {}

  @Answers(StatsSummary)
  @Get('summary')
  summary(@Query({ schema: StatsSummaryQuery }) query: StatsSummaryQuery) {
    return this.stats.summary(query);
  }

  @Answers(Throughput)
  @Get('throughput')
  throughput(@Query({ schema: ThroughputQuery }) query: ThroughputQuery) {
    return this.stats.throughput(query);
  }

  @Answers(Series)
  @Get('series')
  series(@Query({ schema: SeriesQuery }) query: SeriesQuery) {
    return this.traffic.series(query);
  }

  @Answers(AggregateTotals)
  @Get('aggregate')
  aggregate(@Query({ schema: TotalsQuery }) query: TotalsQuery) {
    return this.traffic.aggregate(query);
  }

  @Answers(totalsOf(PairTotals))
  @Get('pairs')
  pairs(@Query({ schema: TotalsQuery }) query: TotalsQuery) {
    return this.traffic.byPair(query);
  }

  @Answers(totalsOf(ProgramTotals))
  @Get('programs')
  programs(@Query({ schema: TotalsQuery }) query: TotalsQuery) {
    return this.traffic.byProgram(query);
  }

  @Answers(totalsOf(SimCardTotals))
  @Get('sim-cards')
  simCards(@Query({ schema: TotalsQuery }) query: TotalsQuery) {
    return this.traffic.bySimCard(query);
  }

  @Answers(totalsOf(ProviderTotals))
  @Get('providers')
  providers(@Query({ schema: TotalsQuery }) query: TotalsQuery) {
    return this.traffic.byProvider(query);
  }

  @Answers(SmsMetrics)
  @Get('sms-metrics')
  smsMetrics(@Query({ schema: SmsMetricsQuery }) query: SmsMetricsQuery) {
    return this.traffic.smsMetrics(query);
  }
}
