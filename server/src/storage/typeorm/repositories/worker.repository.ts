import { Injectable } from '@nestjs/common';
import {
  type Enrolment,
  type WorkerPresenceRecord,
  type WorkerRecord,
  WorkerRepository,
} from '../../../messaging/workers/worker.repository.js';
import { Database } from '../database.js';

interface WorkerRow {
  id: string;
  online: number;
  session: string | null;
  version: string | null;
  since: number | string;
  label: string | null;
  enrolledAt: number | string | null;
}

@Injectable()
export class SqlWorkerRepository extends WorkerRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async all(): Promise<WorkerRecord[]> {
    const rows = await this.db.read<WorkerRow>(
      'SELECT id, online, session, version, since, label, enrolled_at AS enrolledAt FROM workers ORDER BY id',
    );
    return rows.map((row) => ({
      ...row,
      online: row.online === 1,
      since: Number(row.since),
      enrolledAt: row.enrolledAt === null ? null : Number(row.enrolledAt),
    }));
  }

  override async save({ id, online, session, version, since }: WorkerPresenceRecord): Promise<void> {
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

  override async passwords(): Promise<[id: string, hash: string][]> {
    const rows = await this.db.read<{ id: string; hash: string }>(
      'SELECT id, password_hash AS hash FROM workers WHERE password_hash IS NOT NULL ORDER BY id',
    );
    return rows.map(({ id, hash }) => [id, hash]);
  }

  override enrol({ id, label, passwordHash, enrolledAt }: Enrolment): Promise<boolean> {
    return this.db.write(async (tx) => {
      await tx.insert('workers', ['id', 'since'], [[id, enrolledAt]], { ignore: true });
      const changed = await tx.run(
        'UPDATE workers SET label = ?, password_hash = ?, enrolled_at = ? WHERE id = ? AND password_hash IS NULL',
        [label, passwordHash, enrolledAt, id],
      );
      return changed > 0;
    });
  }

  override setPassword({ id, passwordHash, enrolledAt }: Omit<Enrolment, 'label'>): Promise<boolean> {
    return this.db.write(
      async (tx) =>
        (await tx.run('UPDATE workers SET password_hash = ?, enrolled_at = COALESCE(enrolled_at, ?) WHERE id = ?', [
          passwordHash,
          enrolledAt,
          id,
        ])) > 0,
    );
  }

  override remove(id: string): Promise<boolean> {
    return this.db.write(async (tx) => (await tx.run('DELETE FROM workers WHERE id = ?', [id])) > 0);
  }
}
