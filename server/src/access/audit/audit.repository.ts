import type { Span, Stretch } from '../../platform/common/stretch.js';
import type { AuditEnd, AuditEntry, NewAuditEntry } from './audit-entry.js';
import type { Chain, ChainSource } from './chain.js';

/** Which rows; what is left out is no limit. */
export interface AuditFilter {
  userId?: number;
  apiKeyId?: number;
  /** An action, or the beginning of some up to a dot. */
  action?: string;
  subjectType?: string;
  subjectId?: string;
  at?: Span;
}

/** The audit log. Rows are added, ended, sealed; no other change of them passes by its chain unseen. */
export abstract class AuditRepository implements ChainSource {
  /** A row by itself: of a change that wrote nothing to this database, or of something that was taken out. */
  abstract add(entry: NewAuditEntry): Promise<void>;
  /** What became of a row's request; once it is sealed nothing changes. */
  abstract end(id: number, end: AuditEnd): Promise<void>;
  /** Newest first. */
  abstract list(filter: AuditFilter, stretch: Stretch): Promise<AuditEntry[]>;

  /**
   * Gives the oldest rows without one, at most `limit`, their places and links. Those that are not ended are left, and what
   * is behind them, unless they are from before `given`: their servers ended in them.
   * @returns how many; 0 also where another server was first
   */
  abstract seal(given: number, limit: number): Promise<number>;
  abstract chain(): Promise<Chain>;
  abstract sealed(seq: number, limit: number): Promise<AuditEntry[]>;
  abstract unsealed(): Promise<number>;

  /** Drops sealed rows from before a time, the oldest first and at most `limit`, and remembers where the chain begins. */
  abstract cut(before: number, limit: number): Promise<number>;
  /** Erases what was changed, not who changed it, in rows that have a text in them. @returns how many rows */
  abstract erase(text: string): Promise<number>;
}
