import type { ReportedKind, TaxReportState } from './tax-report.js';

/** Where it is kept how far the reports are. That a document waits is written with the document. */
export abstract class TaxReportRepository {
  abstract find(kind: ReportedKind, id: number): Promise<TaxReportState>;
  abstract mark(kind: ReportedKind, id: number, state: TaxReportState, at: number): Promise<void>;
}
