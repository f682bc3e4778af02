import { createHash } from 'node:crypto';
import type { AuditRow } from '@signalbox/contracts/audit';
import { isoTime } from '../../platform/common/clock.js';
import type { AuditedRequest } from '../../platform/common/audit/audit-scope.js';
import { type Changes, changesText, shown } from './changes.js';

export type AuditOutcome = AuditRow['outcome'];

/** A row of the audit log; times are epoch milliseconds. */
export interface AuditEntry extends Omit<AuditedRequest, 'asked'> {
  id: number;
  /** Null while its request is under way, and for good where its server ended in it. */
  outcome: Exclude<AuditOutcome, 'unknown'> | null;
  /** JSON of `Changes`; null where it was erased. */
  changes: string | null;
  /** SHA-256 of them: it stays when they are erased. */
  changesHash: string;
  /** Its place in the chain, from 1 on, and its link; null until it is sealed. */
  seq: number | null;
  hash: string | null;
}

export type NewAuditEntry = Omit<AuditEntry, 'id' | 'seq' | 'hash'>;

/** What becomes known when the request is over. */
export interface AuditEnd {
  outcome: 'done' | 'failed';
  subjectId: string | null;
  /** Where its row could not have them before. */
  changes?: Pick<NewAuditEntry, 'changes' | 'changesHash'>;
}

/** @param changes the row's fields that differ, where it is known */
export function newEntry(
  { asked, ...request }: AuditedRequest,
  changes: Pick<Changes, 'before' | 'after'>,
): NewAuditEntry {
  const text = changesText({ ...changes, asked: shown(asked) });
  return { ...request, outcome: null, changes: text, changesHash: sha256(text) };
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');

export function toView(entry: AuditEntry): AuditRow {
  const { before = null, after = null, asked = null } = (entry.changes ? JSON.parse(entry.changes) : {}) as Changes;
  return {
    id: entry.id,
    at: isoTime(entry.at),
    user_id: entry.userId,
    username: entry.username,
    api_key_id: entry.apiKeyId,
    action: entry.action,
    subject_type: entry.subjectType,
    subject_id: entry.subjectId,
    outcome: entry.outcome ?? 'unknown',
    before,
    after,
    asked,
    address: entry.address,
    request_id: entry.requestId,
    seq: entry.seq,
    hash: entry.hash,
  };
}
