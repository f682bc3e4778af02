import { aside, type AuditScope } from '../../platform/common/audit/audit-scope.js';
import { type AuditEnd, newEntry } from './audit-entry.js';
import type { AuditRepository } from './audit.repository.js';
import type { AuditedDocuments } from './audited-documents.js';
import { type Changes, differenceOf } from './changes.js';

/** Writes down what the transaction of a change could not: what became of it, and what wrote nothing to SQL. */
export class AuditWriter {
  constructor(
    private readonly entries: Pick<AuditRepository, 'add' | 'end'>,
    private readonly documents: AuditedDocuments,
  ) {}

  /**
   * Looks at what is about to change where its row cannot: in documents. What cannot be read now is not known afterwards;
   * whether the change can be made is found out by whoever makes it.
   * @returns null where there is nothing to wait for
   */
  look(scope: AuditScope): Promise<void> | null {
    const { subjectType, subjectId } = scope.request;
    const found = subjectId === null ? undefined : this.documents.find(subjectType, subjectId);
    if (found === undefined) return null;
    return found.then(
      (document) => void (scope.document = document),
      () => undefined,
    );
  }

  /** It is over. @throws what storage throws */
  finish(scope: AuditScope, end: AuditEnd): Promise<void> {
    return aside(() => this.write(scope, end));
  }

  private async write(scope: AuditScope, end: AuditEnd): Promise<void> {
    const difference = end.outcome === 'done' ? await this.difference(scope) : null;
    const { changes, changesHash, ...request } = newEntry(scope.request, difference ?? {});
    if (scope.rowId !== null) {
      return this.entries.end(scope.rowId, difference === null ? end : { ...end, changes: { changes, changesHash } });
    }
    // Whatever goes on behind its answer, and writes later, is none of it.
    if (!scope.take()) return;
    // Refused before anything was written, or done before: nothing has changed.
    if (end.outcome === 'failed' || scope.isLeftOut) return;
    const { outcome, subjectId } = end;
    await this.entries.add({ ...request, changes, changesHash, outcome, subjectId });
  }

  /** Null where nobody looked before, or can look now. */
  private async difference({ document, request }: AuditScope): Promise<Pick<Changes, 'before' | 'after'> | null> {
    if (document === undefined) return null;
    const looked = this.documents.find(request.subjectType, request.subjectId ?? '');
    const now = await looked?.catch(() => undefined);
    return now === undefined ? null : differenceOf(document, now);
  }
}
