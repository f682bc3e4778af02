import type { AccessEnding } from './admission.js';
import type { Sighting, SignedIn, StoredSession } from './session.js';

/** Who is signed in where, for people to look at: a request is let in by its token alone. */
export abstract class SessionRepository {
  /** Knows a session from now on, and when it was seen last; one from before sessions were kept is known then, too. */
  abstract see(session: SignedIn, seen: Sighting): Promise<void>;
  /** Those of an account that have not ended, the newest first, at most `limit`. */
  abstract list(userId: number, now: number, limit: number): Promise<StoredSession[]>;
  /** Ends one of an account's, and tells all servers. @returns what ended; null where there is no such session any more */
  abstract end(userId: number, id: string, at: number): Promise<AccessEnding | null>;
  /** Drops those that are over. */
  abstract sweep(now: number): Promise<void>;
}
