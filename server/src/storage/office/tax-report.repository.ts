import { Injectable } from '@nestjs/common';
import { NOT_REPORTED, type ReportedKind, type TaxReportState } from '../../office/etims/tax-report.js';
import { TaxReportRepository } from '../../office/etims/tax-report.repository.js';
import { Database } from '../typeorm/database.js';

const MOST_NOTE = 300;

@Injectable()
export class SqlTaxReportRepository extends TaxReportRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async find(kind: ReportedKind, id: number): Promise<TaxReportState> {
    const sql = 'SELECT status, note FROM tax_reports WHERE document = ? AND document_id = ?';
    const [row] = await this.db.read<TaxReportState>(sql, [kind, id]);
    return row ?? NOT_REPORTED;
  }

  override mark(kind: ReportedKind, id: number, { status, note }: TaxReportState, at: number): Promise<void> {
    const sql = 'UPDATE tax_reports SET status = ?, note = ?, updated_at = ? WHERE document = ? AND document_id = ?';
    const values = [status, note?.slice(0, MOST_NOTE) ?? null, at, kind, id];
    return this.db.write(async (tx) => void (await tx.run(sql, values)));
  }
}
