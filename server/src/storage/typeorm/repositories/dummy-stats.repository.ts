import { Injectable } from '@nestjs/common';
import { type DummyStats, DummyStatsRepository } from '../../../insight/stats/dummy-stats.repository.js';
import { Database } from '../database.js';

interface DummyRow {
  sent: number | string | null;
  failed: number | string | null;
}

@Injectable()
export class SqlDummyStatsRepository extends DummyStatsRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async put(programId: string, { sent, failed }: DummyStats): Promise<void> {
    await this.db.write(async (tx) => {
      await tx.insert('dummy_stats', ['program_id', 'sent', 'failed'], [[programId, sent, failed]], { ignore: true });
      await tx.run('UPDATE dummy_stats SET sent = ?, failed = ? WHERE program_id = ?', [sent, failed, programId]);
    });
  }

  override find(programId: string): Promise<DummyStats> {
    return this.one('SELECT sent, failed FROM dummy_stats WHERE program_id = ?', [programId]);
  }

  override sum(): Promise<DummyStats> {
    return this.one('SELECT SUM(sent) AS sent, SUM(failed) AS failed FROM dummy_stats', []);
  }

  private async one(sql: string, params: string[]): Promise<DummyStats> {
    const [row] = await this.db.read<DummyRow>(sql, params);
    return { sent: Number(row?.sent ?? 0), failed: Number(row?.failed ?? 0) };
  }
}
