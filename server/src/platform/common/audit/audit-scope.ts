import { AsyncLocalStorage } from 'node:async_hooks';

/** Who asks for a change, from where: all that is known before it is made. */
export interface AuditedRequest {
  /** Epoch milliseconds. */
  at: number;
  userId: number | null;
  username: string | null;
  apiKeyId: number | null;
  /** As in `pairs.change`. */
  action: string;
  subjectType: string;
  /** Null where it has no name before it is made. */
  subjectId: string | null;
  /** The body, or the query of what is taken out; with its secrets. */
  asked: unknown;
  address: string | null;
  requestId: string | null;
}

/**
 * One request that is written down. The first write that it brings about carries its row, in the same transaction; a second
 * row there is not.
 */
export class AuditScope {
  /** Of its row, once that is committed. */
  rowId: number | null = null;
  /** There is nothing to write down: it was answered from what an earlier request did, or took nothing out. */
  isLeftOut = false;
  /** What is to change, where it lies in no SQL table; null where there is none, undefined where nobody looked. */
  document: Record<string, unknown> | null | undefined;
  private isTaken = false;

  constructor(readonly request: AuditedRequest) {}

  /** True for the one who is to write the row. */
  take(): boolean {
    if (this.isTaken) return false;
    return (this.isTaken = true);
  }

  /** The write that had taken it came to nothing. */
  giveBack(): void {
    this.isTaken = false;
  }
}

const current = new AsyncLocalStorage<AuditScope | undefined>();

/** The request that the work under way is of, if it is to be written down. */
export const auditScope = (): AuditScope | undefined => current.getStore();

/** Runs the work of such a request. */
export const withinAudit = <T>(scope: AuditScope, work: () => T): T => current.run(scope, work);

/** Runs what is no part of the change that was asked for: counters, logs, remembered answers. */
export const aside = <T>(work: () => T): T => current.run(undefined, work);
