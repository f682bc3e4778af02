import { Injectable } from '@nestjs/common';
import type { JobRow } from '../../platform/schedule/job.js';
import { JobRepository } from '../../platform/schedule/job.repository.js';
import { Database } from '../typeorm/database.js';
import { marks } from '../typeorm/marks.js';

const ERROR_LENGTH = 300;

/** A run is told by the time that it was due at: of two that would end it, the second finds another one. */
@Injectable()
export class SqlJobRepository extends JobRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async ensure(name: string, latest: number): Promise<void> {
    await this.db.write(async (tx) => {
      await tx.insert('jobs', ['name', 'next_run_at'], [[name, latest]], { ignore: true });
      await tx.run('UPDATE jobs SET next_run_at = ? WHERE name = ? AND next_run_at > ?', [latest, name, latest]);
    });
  }

  override async due(names: readonly string[], now: number): Promise<JobRow[]> {
    const rows = await this.db.read<{ name: string; next_run_at: number | string; failures: number }>(
      `SELECT name, next_run_at, failures FROM jobs WHERE name IN (${marks(names)}) AND next_run_at <= ?`,
      [...names, now],
    );
    return rows.map(({ name, next_run_at, failures }) => ({ name, nextRunAt: Number(next_run_at), failures }));
  }

  override async begin({ name, nextRunAt }: JobRow, now: number): Promise<boolean> {
    const sql = 'UPDATE jobs SET began_at = ? WHERE name = ? AND next_run_at = ?';
    return (await this.db.write((tx) => tx.run(sql, [now, name, nextRunAt]))) === 1;
  }

  override async end(job: JobRow, next: { at: number; nextRunAt: number; error: string | null }): Promise<void> {
    const failures = next.error === null ? 0 : job.failures + 1;
    const error = next.error?.slice(0, ERROR_LENGTH) ?? null;
    const sql =
      'UPDATE jobs SET next_run_at = ?, ended_at = ?, failures = ?, error = ? WHERE name = ? AND next_run_at = ?';
    await this.db.write((tx) => tx.run(sql, [next.nextRunAt, next.at, failures, error, job.name, job.nextRunAt]));
  }
}
