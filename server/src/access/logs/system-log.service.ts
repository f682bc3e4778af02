import { Injectable, Logger } from '@nestjs/common';
import type { Page, PageQuery } from '@signalbox/contracts/common';
import type { LogRow } from '@signalbox/contracts/logs';
import { isoTime } from '../../platform/common/clock.js';
import { decodeCursor, toPage } from '../../platform/common/cursor.js';
import { type LogEntry, LogRepository, type NewLogEntry } from './log.repository.js';

export type SystemLogEntry = Pick<NewLogEntry, 'action' | 'details' | 'status'> &
  Partial<Pick<NewLogEntry, 'senderSim' | 'userId'>>;

const MAX_DETAILS = 1000;

/** The log that admins read in the product: sign-ins, changes, workers that come and go. */
@Injectable()
export class SystemLogService {
  private readonly logger = new Logger('SystemLog');

  constructor(private readonly repository: LogRepository) {}

  /** Does not hold up its caller; an entry that cannot be written is reported to the process's own log. */
  record(entry: SystemLogEntry): void {
    this.repository
      .add({
        action: entry.action,
        details: entry.details.slice(0, MAX_DETAILS),
        status: entry.status,
        senderSim: entry.senderSim ?? null,
        userId: entry.userId ?? null,
        createdAt: Date.now(),
      })
      .catch((error: unknown) => this.logger.error({ error, action: entry.action }, 'the system log is not writable'));
  }

  list(limit: number, before?: number): Promise<LogEntry[]> {
    return this.repository.list(limit, before);
  }

  async page({ limit, cursor }: PageQuery): Promise<Page<LogRow>> {
    const entries = await this.list(limit + 1, decodeCursor(cursor));
    return toPage(entries, limit, ({ id }) => id, toRow);
  }
}

const toRow = ({ id, action, details, status, userId, createdAt }: LogEntry): LogRow => ({
  id,
  at: isoTime(createdAt),
  action,
  details,
  ok: status === 'ok',
  user_id: userId,
});
