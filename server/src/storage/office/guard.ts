import { Unavailable } from '../../platform/common/errors.js';

/** A row is not any more as it was read: another server changed it. */
class Stale extends Error {}

const TRIES = 5;

/** Behind an UPDATE whose WHERE names what was read. @throws Stale, which ends the transaction */
export function requireChanged(rows: number): void {
  if (rows === 0) throw new Stale('a row was changed by another server');
}

/** Does a transaction again, from its reading on, while it meets what another server changes. @throws Unavailable */
export async function unlessStale<T>(write: () => Promise<T>): Promise<T> {
  for (let left = TRIES; left > 0; left--) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof Stale)) throw error;
    }
  }
  throw new Unavailable('This is being changed from elsewhere. Try again.');
}
