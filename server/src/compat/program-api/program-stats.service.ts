import { Injectable } from '@nestjs/common';
import type {
  ProgramApiAggregateAnswer,
  ProgramApiDummy,
  ProgramApiStats,
  ProgramApiStatsAnswer,
} from '@signalbox/contracts/program-api';
import type { TrafficCounts } from '@signalbox/contracts/stats';
import { ProgramsService } from '../../campaigns/programs/programs.service.js';
import type { DummyStats } from '../../insight/stats/dummy-stats.repository.js';
import { DummyStatsService } from '../../insight/stats/dummy-stats.service.js';
import { StatsService } from '../../insight/stats/stats.service.js';
import { ProgramPairsService } from './program-pairs.service.js';
import { percentages, toCounts } from './program-stats.js';

/** Statistics in this API's shape. */
@Injectable()
export class ProgramStatsService {
  constructor(
    private readonly stats: StatsService,
    private readonly dummies: DummyStatsService,
    private readonly programs: ProgramsService,
    private readonly pairs: ProgramPairsService,
  ) {}

  /** @throws NotFound */
  async get(name: string): Promise<ProgramApiStatsAnswer> {
    const { program } = await this.pairs.require(name);
    return { message: 'Stats retrieved successfully', stats: await this.of(program) };
  }

  async aggregate(): Promise<ProgramApiAggregateAnswer> {
    const asked: [Promise<TrafficCounts>, Promise<DummyStats>, Promise<number>] = [
      this.stats.aggregate(),
      this.dummies.ofAll(),
      this.programs.count(),
    ];
    const [traffic, dummies, total_pairs] = await Promise.all(asked);
    const counts = toCounts(traffic, dummies);
    const [overall_success_rate, overall_failure_rate] = percentages(counts);
    const stats = { total_pairs, ...counts, overall_success_rate, overall_failure_rate };
    return { message: 'Aggregate stats retrieved successfully', stats };
  }

  /** @throws NotFound */
  async putDummy(body: ProgramApiDummy): Promise<ProgramApiStatsAnswer> {
    const { program } = await this.pairs.require(body.pair_name);
    await this.dummies.put(program.id, { sent: body.total_sms_sent, failed: body.total_sms_failed });
    return { message: 'Stats created successfully', stats: await this.of(program) };
  }

  private async of({ id, name }: { id: string; name: string }): Promise<ProgramApiStats> {
    const [traffic, dummies] = await Promise.all([this.stats.ofProgram(id), this.dummies.ofProgram(id)]);
    const counts = toCounts(traffic, dummies);
    const [total_rate_of_success, total_rate_of_failure] = percentages(counts);
    return { pair_name: name, pair_id: id, ...counts, total_rate_of_success, total_rate_of_failure };
  }
}
