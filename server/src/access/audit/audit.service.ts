import { Injectable, Logger } from '@nestjs/common';
import {
  type AuditExport,
  type AuditQuery,
  AuditRow,
  type AuditVerification,
  type TakenOut,
} from '@signalbox/contracts/audit';
import type { Page } from '@signalbox/contracts/common';
import type { AuditScope } from '../../platform/common/audit/audit-scope.js';
import { csvFile } from '../../platform/common/csv-file.js';
import { listLines } from '../../platform/common/list-lines.js';
import { decodeCursor, toPage } from '../../platform/common/cursor.js';
import { spanOf } from '../../platform/common/stretch.js';
import { type AuditEnd, type AuditEntry, toView } from './audit-entry.js';
import { AuditWriter } from './audit-writer.js';
import { AuditRepository, type AuditFilter } from './audit.repository.js';
import { AuditedDocuments } from './audited-documents.js';
import { verifyChain } from './chain.js';

const COLUMNS = Object.keys(AuditRow.shape) as (keyof AuditRow)[];

/** Who changed what, and who took something out. */
@Injectable()
export class AuditService {
  private readonly logger = new Logger(AuditService.name);

  private readonly writer: AuditWriter;

  constructor(
    private readonly entries: AuditRepository,
    documents: AuditedDocuments,
  ) {
    this.writer = new AuditWriter(entries, documents);
  }

  async list({ limit, cursor, ...query }: AuditQuery): Promise<Page<AuditRow>> {
    const rows = await this.entries.list(filterOf(query), { limit: limit + 1, before: decodeCursor(cursor) });
    return toPage(rows, limit, ({ id }) => id, toView);
  }

  export(query: AuditExport) {
    const filter = filterOf(query);
    const lines = listLines((stretch) => this.entries.list(filter, stretch), cellsOf);
    return csvFile('audit-log.csv', COLUMNS, lines);
  }

  verify(): Promise<AuditVerification> {
    return verifyChain(this.entries);
  }

  /** Of what somebody made a file: that it was told is what is written down, with what it was told. */
  takenOut(list: string, said: TakenOut): TakenOut {
    this.logger.debug({ list, rows: said.rows }, 'a file was made of a list');
    return said;
  }

  /** See `AuditWriter.look`. */
  look(scope: AuditScope): Promise<void> | null {
    return this.writer.look(scope);
  }

  /**
   * A request that is to be written down is over. Its change is made: what cannot be written of it any more is told to the
   * process's own log, and its caller gets the answer all the same.
   */
  async finish(scope: AuditScope, end: AuditEnd): Promise<void> {
    try {
      await this.writer.finish(scope, end);
    } catch (error) {
      const { action, userId } = scope.request;
      this.logger.error({ error, action, userId }, 'the audit log is not writable');
    }
  }
}

const filterOf = ({
  user_id,
  api_key_id,
  action,
  subject_type,
  subject_id,
  since,
  until,
}: AuditExport): AuditFilter => ({
  userId: user_id,
  apiKeyId: api_key_id,
  action,
  subjectType: subject_type,
  subjectId: subject_id,
  at: spanOf(since, until),
});

const cellsOf = (entry: AuditEntry): string[] => {
  const row = toView(entry);
  return COLUMNS.map((column) => cellOf(row[column]));
};

const cellOf = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};
