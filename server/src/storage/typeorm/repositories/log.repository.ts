import { Injectable } from '@nestjs/common';
import { type LogEntry, LogRepository, type NewLogEntry } from '../../../access/logs/log.repository.js';
import { aside } from '../../../platform/common/audit/audit-scope.js';
import { Database } from '../database.js';
import type { SqlValue } from '../tx.js';

interface LogRow {
  id: number;
  action: string;
  details: string;
  status: LogEntry['status'];
  sender_sim: string | null;
  user_id: number | null;
  created_at: number | string;
}

const COLUMNS = ['action', 'details', 'status', 'sender_sim', 'user_id', 'created_at'];

/** Rows of a transaction: others write in between. */
const SWEPT_AT_ONCE = 1_000;

@Injectable()
export class SqlLogRepository extends LogRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async add(entry: NewLogEntry): Promise<void> {
    const row: SqlValue[] = [entry.action, entry.details, entry.status, entry.senderSim, entry.userId, entry.createdAt];
    await aside(() => this.db.write((tx) => tx.insert('logs', COLUMNS, [row])));
  }

  override async list(limit: number, before = Number.MAX_SAFE_INTEGER): Promise<LogEntry[]> {
    const rows = await this.db.read<LogRow>('SELECT * FROM logs WHERE id < ? ORDER BY id DESC LIMIT ?', [
      before,
      limit,
    ]);
    return rows.map((row) => ({
      id: row.id,
      action: row.action,
      details: row.details,
      status: row.status,
      senderSim: row.sender_sim,
      userId: row.user_id,
      createdAt: Number(row.created_at),
    }));
  }

  override async sweep(before: number): Promise<void> {
    for (let full = true; full;) {
      const old = await this.db.read<{ id: number }>('SELECT id FROM logs WHERE created_at < ? ORDER BY id LIMIT ?', [
        before,
        SWEPT_AT_ONCE,
      ]);
      const last = old.at(-1);
      if (last)
        await this.db.write((tx) => tx.run('DELETE FROM logs WHERE id <= ? AND created_at < ?', [last.id, before]));
      full = old.length === SWEPT_AT_ONCE;
    }
  }
}
