import { Injectable } from '@nestjs/common';
import { type DummyStats, DummyStatsRepository } from './dummy-stats.repository.js';

/** Messages that never were. They are kept apart from what is counted, so that the next can take their place. */
@Injectable()
export class DummyStatsService {
  constructor(private readonly repository: DummyStatsRepository) {}

  put(programId: string, stats: DummyStats): Promise<void> {
    return this.repository.put(programId, stats);
  }

  ofProgram(programId: string): Promise<DummyStats> {
    return this.repository.find(programId);
  }

  ofAll(): Promise<DummyStats> {
    return this.repository.sum();
  }
}
