import { Injectable } from '@nestjs/common';
import type {
  ProgramApiAggregateAnswer,
  ProgramApiDummy,
  ProgramApiStats,
  ProgramApiStatsAnswer,
} from '@signalbox/contracts/program-api';
import type { Program } from '@signalbox/contracts/programs';
import type { TrafficCounts } from '@signalbox/contracts/stats';
import { StatsService } from '../../insight/stats/stats.service.js';
import { ProgramPairsService } from './program-pairs.service.js';

/** Statistics in this API's shape. */
@Injectable()
export class ProgramStatsService {
  constructor(
    private readonly stats: StatsService,
    private readonly pairs: ProgramPairsService,
  ) {}

  /** @throws NotFound */
  async get(name: string): Promise<ProgramApiStatsAnswer> {
    const stats = await this.of(await this.pairs.require(name));
    return { message: 'Stats retrieved successfully', stats };
  }

  async aggregate(): Promise<ProgramApiAggregateAnswer> {
    const counts = await this.stats.aggregate();
    const [overall_success_rate, overall_failure_rate] = percentages(counts);
    return {
      message: 'Aggregate stats retrieved successfully',
      stats: { ...toCounts(counts), overall_success_rate, overall_failure_rate },
    };
  }

  /** @throws NotFound */
  async addDummy(body: ProgramApiDummy): Promise<ProgramApiStatsAnswer> {
    const program = await this.pairs.require(body.pair_name);
    const { total_sms_sent: sent, total_sms_failed: failed } = body;
    await this.stats.addDummy({ programId: program.id, pairId: program.pair_id, sent, failed });
    return { message: 'Stats created successfully', stats: await this.of(program) };
  }

  private async of({ id, name }: Program): Promise<ProgramApiStats> {
    const counts = await this.stats.ofProgram(id);
    const [total_rate_of_success, total_rate_of_failure] = percentages(counts);
    return { pair_name: name, pair_id: id, ...toCounts(counts), total_rate_of_success, total_rate_of_failure };
  }
}

const toCounts = ({ sent, failed, delivered, success_rate }: TrafficCounts) => ({
  total_sms_sent: sent,
  total_sms_failed: failed,
  delivered,
  success_rate,
});

/** Of what came to an end, in percent with two decimals: delivered and failed. */
function percentages({ delivered, failed }: TrafficCounts): [success: number, failure: number] {
  const ended = delivered + failed;
  const share = (part: number): number => (ended === 0 ? 0 : Math.round((part / ended) * 10_000) / 100);
  return [share(delivered), share(failed)];
}
