import type { CustomerImport as ImportView } from '@signalbox/contracts/office/customers';
import { isoTime, isoTimeOrNull } from '../../platform/common/clock.js';
import type { NewCustomerRecord } from '../customers/customer.js';

/** What becomes of a file of customers. Times are epoch milliseconds. */
export interface CustomerImport {
  id: number;
  /** SHA-256 of the file, base64url: a file is imported once. */
  digest: string;
  fileName: string;
  status: 'importing' | 'done' | 'failed';
  reason: string | null;
  /** Rows that were read; the next to read is behind them. */
  rows: number;
  added: number;
  known: number;
  rejected: number;
  userId: number | null;
  createdAt: number;
  endedAt: number | null;
}

export interface Reject {
  /** As people count: from 1, the line of names included. */
  line: number;
  /** The row's first cells. */
  value: string;
  reason: string;
}

/** Some rows of a file, in its order. */
export interface ImportedRows {
  read: number;
  customers: { record: NewCustomerRecord; accountNumber: string | null }[];
  rejects: Reject[];
}

/** As v1 shows it. @param rejects the first of them */
export const toView = (found: CustomerImport, rejects: readonly Reject[]): ImportView => ({
  id: found.id,
  file_name: found.fileName,
  status: found.status,
  reason: found.reason,
  rows: found.rows,
  added: found.added,
  known: found.known,
  rejected: found.rejected,
  errors: rejects.map(({ line, reason }) => ({ line, reason })),
  created_at: isoTime(found.createdAt),
  ended_at: isoTimeOrNull(found.endedAt),
});
