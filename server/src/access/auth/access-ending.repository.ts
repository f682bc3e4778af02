import type { AccessEnding } from './admission.js';

export interface StoredEnding extends AccessEnding {
  id: number;
}

/**
 * What ended, for every server to hear of; those of keys and sessions are stored with the change that is their cause.
 * They are kept until they expire.
 */
export abstract class AccessEndingRepository {
  /** Stores that a token ended; once more changes nothing. */
  abstract add(ending: AccessEnding): Promise<void>;
  /** Those numbered above `id` that are not expired at `now`, by number. */
  abstract after(id: number, now: number): Promise<StoredEnding[]>;
  /** Drops what is expired. */
  abstract sweep(now: number): Promise<void>;
}
