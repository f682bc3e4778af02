import { Injectable } from '@nestjs/common';
import { type WorkerRecord, WorkerRepository } from '../../../workers/worker.repository.js';
import { Database } from '../database.js';

type WorkerRow = Omit<WorkerRecord, 'online' | 'since'> & { online: number; since: number | string };

@Injectable()
export class SqlWorkerRepository extends WorkerRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async all(): Promise<WorkerRecord[]> {
    const rows = await this.db.read<WorkerRow>('SELECT id, online, session, version, since FROM workers ORDER BY id');
    return rows.map((row) => ({ ...row, online: row.online === 1, since: Number(row.since) }));
  }

  override async save({ id, online, session, version, since }: WorkerRecord): Promise<void> {
    await this.db.write(async (tx) => {
      await tx.insert('workers', ['id', 'since'], [[id, since]], { ignore: true });
      await tx.run('UPDATE workers SET online = ?, session = ?, version = ?, since = ? WHERE id = ?', [
        online ? 1 : 0,
        session,
        version,
        since,
        id,
      ]);
    });
  }
}
