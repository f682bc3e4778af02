import { actionOf } from '../../access/audit/action.js';
import { AuditWriter } from '../../access/audit/audit-writer.js';
import { NoDocuments } from '../../access/audit/audited-documents.js';
import type { User } from '../../access/auth/user.js';
import { AuditScope, withinAudit } from '../../platform/common/audit/audit-scope.js';
import { uuidv7 } from '../../platform/common/uuid.js';
import type { Ports } from './ports.js';

/** Of the addresses that documents may name (RFC 5737). */
const DESK = '192.0.2.20';

/** A door of the API, and what somebody asks for there. */
interface Door {
  method: 'GET' | 'POST' | 'PATCH';
  url: string;
  /** The name in its address; none of what is made. */
  subject?: number;
  asked?: object;
}

/** Has somebody do something as by a door, at the time that it is now: the audit log has it as it would have it then. */
export async function actAs<T>(ports: Ports, user: User, door: Door, work: () => Promise<T>): Promise<T> {
  const scope = new AuditScope({
    at: Date.now(),
    userId: user.id,
    username: user.username,
    apiKeyId: null,
    ...actionOf(door.method, door.url),
    subjectId: door.subject === undefined ? null : String(door.subject),
    asked: door.asked ?? null,
    address: DESK,
    requestId: uuidv7(),
  });
  const result = await withinAudit(scope, work);
  const { id } = Object(result) as { id?: number };
  const subjectId = scope.request.subjectId ?? (id === undefined ? null : String(id));
  await new AuditWriter(ports.audit, new NoDocuments()).finish(scope, { outcome: 'done', subjectId });
  return result;
}
