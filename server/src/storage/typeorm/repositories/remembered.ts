import type { Remembered } from '../../../platform/common/idempotency/idempotency.js';
import type { SqlValue, Tx } from '../tx.js';

export interface RememberedRow {
  scope: string;
  body_hash: string;
  status: number | null;
  answer: string | null;
  created_at: number | string;
}

export const FIND = 'SELECT scope, body_hash, status, answer, created_at FROM idempotency_keys WHERE scope = ?';

export const toRemembered = (row: RememberedRow): Remembered => ({
  scope: row.scope,
  since: Number(row.created_at),
  bodyHash: row.body_hash,
  status: row.status,
  answer: row.answer,
});

/** Remembers answers within a transaction; where a scope has one already, answers that instead. */
export async function remember(tx: Tx, items: (Remembered | undefined)[]): Promise<(Remembered | null)[]> {
  const earlier: (Remembered | null)[] = [];
  for (const item of items) earlier.push(item ? await rememberOne(tx, item) : null);
  return earlier;
}

async function rememberOne(tx: Tx, item: Remembered): Promise<Remembered | null> {
  const row: SqlValue[] = [item.scope, item.bodyHash, item.status, item.answer, item.since];
  const columns = ['scope', 'body_hash', 'status', 'answer', 'created_at'];
  if ((await tx.insert('idempotency_keys', columns, [row], { ignore: true })) > 0) return null;
  const [existing] = await tx.all<RememberedRow>(FIND, [item.scope]);
  return existing ? toRemembered(existing) : null;
}
