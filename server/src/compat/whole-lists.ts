import type { FastifyRequest } from 'fastify';
import type { AuthenticatedRequest } from '../platform/common/access.js';
import { auditScope } from '../platform/common/audit/audit-scope.js';
import { MINUTE } from '../platform/common/clock.js';
import type { Principal } from '../platform/common/principal.js';

/** So often it is written down that somebody takes whole lists out. */
const WRITTEN_DOWN_EVERY_MS = 60 * MINUTE;
const MOST_KNOWN = 10_000;

export const callerOf = (request: FastifyRequest): Principal =>
  (request as FastifyRequest & AuthenticatedRequest).principal;

export const nameOf = ({ userId, apiKeyId }: Principal): string =>
  apiKeyId === null ? `account ${userId}` : `key ${apiKeyId}`;

/** Who has read which list in full: clients of the older APIs may do so every second. */
export class WholeLists {
  private readonly writtenDown = new Map<string, number>();

  /** Leaves a request out of the audit log that read a part, or what its caller is known to read. */
  note(request: FastifyRequest, isWhole: boolean): void {
    const scope = auditScope();
    if (scope) scope.isLeftOut = !isWhole || this.isWrittenDown(request);
  }

  private isWrittenDown(request: FastifyRequest): boolean {
    const [key, now] = [`${nameOf(callerOf(request))} ${request.routeOptions.url}`, Date.now()];
    if (now - (this.writtenDown.get(key) ?? 0) < WRITTEN_DOWN_EVERY_MS) return true;
    if (this.writtenDown.size >= MOST_KNOWN) this.writtenDown.clear();
    this.writtenDown.set(key, now);
    return false;
  }
}
