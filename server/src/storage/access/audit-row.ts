import type { AuditEntry, NewAuditEntry } from '../../access/audit/audit-entry.js';
import type { SqlValue } from '../typeorm/tx.js';

export interface AuditLogRow {
  id: number;
  at: number | string;
  user_id: number | null;
  username: string | null;
  api_key_id: number | null;
  action: string;
  subject_type: string;
  subject_id: string | null;
  outcome: AuditEntry['outcome'];
  changes: string | null;
  changes_hash: string;
  address: string | null;
  request_id: string | null;
  seq: number | null;
  hash: string | null;
}

/** Those of a new row; `valuesOf` has them in this order. */
export const COLUMNS = [
  'at',
  'user_id',
  'username',
  'api_key_id',
  'action',
  'subject_type',
  'subject_id',
  'outcome',
  'changes',
  'changes_hash',
  'address',
  'request_id',
] as const;

export const valuesOf = (entry: NewAuditEntry): SqlValue[] => [
  entry.at,
  entry.userId,
  entry.username,
  entry.apiKeyId,
  entry.action,
  entry.subjectType,
  entry.subjectId,
  entry.outcome,
  entry.changes,
  entry.changesHash,
  entry.address,
  entry.requestId,
];

export const toEntry = (row: AuditLogRow): AuditEntry => ({
  id: row.id,
  at: Number(row.at),
  userId: row.user_id,
  username: row.username,
  apiKeyId: row.api_key_id,
  action: row.action,
  subjectType: row.subject_type,
  subjectId: row.subject_id,
  outcome: row.outcome,
  changes: row.changes,
  changesHash: row.changes_hash,
  address: row.address,
  requestId: row.request_id,
  seq: row.seq,
  hash: row.hash,
});
