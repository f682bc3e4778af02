import type { AuditVerification } from '@signalbox/contracts/audit';
import { type AuditEntry, sha256 } from './audit-entry.js';

/** A place in the chain and its hash. */
export interface Link {
  seq: number;
  hash: string;
}

/** What the first row of all is linked to. */
export const BEGINNING: Link = { seq: 0, hash: '' };

/** Between two retentions, the chain: from behind `start` to `head`, both stored apart from the rows. */
export interface Chain {
  start: Link;
  head: Link;
}

/** The next link: SHA-256 of the one before it and of all that the row says, in a fixed order. */
export function linkOf(before: Link, row: Omit<AuditEntry, 'seq' | 'hash'>): Link {
  const seq = before.seq + 1;
  const { id, at, userId, username, apiKeyId, action, subjectType, subjectId } = row;
  const { outcome, address, requestId, changesHash } = row;
  const who = [userId, username, apiKeyId, address, requestId];
  const canonical = JSON.stringify([seq, id, at, who, action, subjectType, subjectId, outcome, changesHash]);
  return { seq, hash: sha256(`${before.hash}\n${canonical}`) };
}

/** Where rows are read from, in the order of their places. */
export interface ChainSource {
  chain(): Promise<Chain>;
  /** Up to `limit` rows with places above `seq`. */
  sealed(seq: number, limit: number): Promise<AuditEntry[]>;
  unsealed(): Promise<number>;
}

const PAGE = 500;

/**
 * Follows the chain from its beginning, or from where retention cut it: a row that was changed, taken out or put in, and an
 * end that was cut off, show. What waits for its sealing is not held by it yet.
 */
export async function verifyChain(source: ChainSource): Promise<AuditVerification> {
  const { start, head } = await source.chain();
  let last = start;
  let rows = 0;
  let erased = 0;
  let problem: string | null = null;
  for (let page: AuditEntry[] = []; problem === null;) {
    page = await source.sealed(last.seq, PAGE);
    for (const row of page) {
      problem = wrongWith(row, last);
      if (problem !== null) break;
      rows += 1;
      if (row.changes === null) erased += 1;
      last = { seq: last.seq + 1, hash: row.hash ?? '' };
    }
    if (page.length < PAGE) break;
  }
  // What was sealed since the head was read is more than it says, and never less.
  if (problem === null && last.seq < head.seq)
    problem = `the rows behind place ${last.seq} are gone: up to ${head.seq}`;
  return {
    whole: problem === null,
    rows,
    first: rows > 0 ? start.seq + 1 : null,
    last: rows > 0 ? last.seq : null,
    erased,
    unsealed: await source.unsealed(),
    problem,
  };
}

function wrongWith(row: AuditEntry, before: Link): string | null {
  const expected = linkOf(before, row);
  if (row.seq !== expected.seq) return `place ${expected.seq} is gone: the next row is at ${row.seq}`;
  if (row.changes !== null && sha256(row.changes) !== row.changesHash) {
    return `the row at place ${row.seq} (id ${row.id}): what was changed is not what was written`;
  }
  if (row.hash !== expected.hash) return `the row at place ${row.seq} (id ${row.id}) is not what was sealed`;
  return null;
}
