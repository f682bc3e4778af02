import { REMEMBERED_MS } from '../../platform/common/idempotency/idempotency.js';
import type { Tx } from '../typeorm/tx.js';

/**
 * Does within a transaction what a request with an Idempotency-Key is to do once, or finds that an earlier try has: its
 * server may have died before the answer was kept. @param key undefined: it is done whenever it is asked for
 * @param work answers the id of what it made
 */
export async function once(tx: Tx, key: string | undefined, work: () => Promise<number>): Promise<number> {
  if (key === undefined) return work();
  const done = await doneBefore(tx, key);
  if (done !== null) return done;
  const id = await work();
  await tx.insert('done_writes', ['once_key', 'document_id', 'created_at'], [[key, id, Date.now()]]);
  return id;
}

/** The id of what an earlier try has made; null where there was none. */
export async function doneBefore(tx: Tx, key: string | undefined): Promise<number | null> {
  if (key === undefined) return null;
  await tx.run('DELETE FROM done_writes WHERE once_key = ? AND created_at < ?', [key, Date.now() - REMEMBERED_MS]);
  const [done] = await tx.all<{ document_id: number | string }>(
    'SELECT document_id FROM done_writes WHERE once_key = ?',
    [key],
  );
  return done ? Number(done.document_id) : null;
}

/** Has a repetition of the request do it anew. */
export const undone = (tx: Tx, key: string): Promise<number> | number =>
  tx.run('DELETE FROM done_writes WHERE once_key = ?', [key]);
