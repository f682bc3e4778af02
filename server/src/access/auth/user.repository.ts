import type { Role } from '@signalbox/contracts/auth';
import type { NewUserRecord, User, UserPatch } from './user.js';

/** Where users are kept. Each call is one transaction. */
export abstract class UserRepository {
  abstract findById(id: number): Promise<User | null>;
  /** By username or email address, as `identifierKey` gives them. */
  abstract findByIdentifier(key: string): Promise<User | null>;
  /** Up to `limit` users with ids above `after`, by id. */
  abstract list(limit: number, after: number): Promise<User[]>;
  /** Those with one of these roles who are not disabled, by name, at most 500. */
  abstract withRoles(roles: readonly Role[]): Promise<User[]>;
  abstract isEmpty(): Promise<boolean>;
  /** @throws Taken naming the field. */
  abstract create(user: NewUserRecord): Promise<User>;
  /**
   * Reads, decides and writes without anybody in between; what `change` throws leaves everything as it was.
   * A counter of sessions that rises is told to all servers.
   * @returns the user before and after, null where there is none.
   * @throws Taken when the new email address is another user's.
   */
  abstract change(
    id: number,
    change: (user: User, otherActiveAdmins: number) => UserPatch,
  ): Promise<{ before: User; after: User } | null>;
  /** Remembers whether a password is a common one, unless the account has another by now. */
  abstract markPassword(id: number, passwordHash: string, isCommon: boolean): Promise<void>;
  /**
   * Raises the counter of ended sessions, and revokes all API keys where that is asked for.
   * @returns the user after it, and how many keys it were; null where there is no such user.
   */
  abstract endSessions(id: number, keys: boolean, at: number): Promise<{ user: User; keysEnded: number } | null>;
  /**
   * Deletes a user with its API keys, unless `check` throws.
   * @param check gets whether messages name the user as their owner.
   * @returns the user that was deleted, null where there is none.
   */
  abstract remove(
    id: number,
    check: (user: User, otherActiveAdmins: number, ownsMessages: boolean) => void,
  ): Promise<User | null>;
}
