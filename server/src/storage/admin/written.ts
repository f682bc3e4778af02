import { userInfo } from 'node:os';
import { AuditWriter } from '../../access/audit/audit-writer.js';
import { NoDocuments } from '../../access/audit/audited-documents.js';
import { type AuditedRequest, AuditScope, withinAudit } from '../../platform/common/audit/audit-scope.js';
import type { Config } from '../../platform/config/config.js';
import { SqlAuditRepository } from '../access/audit.repository.js';
import { Audit1764800100000 } from '../access/migrations/1764800100000-audit.js';
import type { Database } from '../typeorm/database.js';
import { migrationsSeen } from '../typeorm/open-database.js';
import { withDatabaseAsItIs } from '../typeorm/with-database.js';

/** What a command does, in the audit log's words. */
export type Done = Pick<AuditedRequest, 'action' | 'subjectType' | 'subjectId' | 'asked'>;

const LONGEST_NAME = 40;

/** Who is at the machine: nobody is signed in. */
function operator(): string {
  try {
    return userInfo().username.slice(0, LONGEST_NAME);
  } catch {
    // In a container the number may have no name.
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}

/**
 * Has what a command does stand in the audit log: with what was and what is, in the transaction of its first write, as a
 * request's does; or behind it, where it writes nothing.
 * @param subjectOf the name of what it made, where that has none before
 */
export async function written<T>(
  db: Database,
  done: Done,
  work: () => Promise<T>,
  subjectOf: (result: T) => string | null = () => done.subjectId,
): Promise<T> {
  const who = {
    userId: null,
    username: `command line (${operator()})`,
    apiKeyId: null,
    address: null,
    requestId: null,
  };
  const scope = new AuditScope({ ...done, ...who, at: Date.now() });
  const audit = new AuditWriter(new SqlAuditRepository(db), new NoDocuments());
  try {
    const result = await withinAudit(scope, work);
    await audit.finish(scope, { outcome: 'done', subjectId: subjectOf(result) });
    return result;
  } catch (error) {
    await audit.finish(scope, { outcome: 'failed', subjectId: done.subjectId });
    throw error;
  }
}

/** The same for what has been done with the database's files: one from before there was an audit log stays without. */
export const writtenAside = (config: Config, done: Done): Promise<void> =>
  withDatabaseAsItIs(config, async (db, source) => {
    const isThere = (await migrationsSeen(source)).includes(Audit1764800100000.name);
    if (isThere) await written(db, done, () => Promise.resolve());
  });
