import type { ApiKey, NewApiKeyRecord } from './api-key.js';

/** A key, and whose it is. */
export interface OwnedApiKey extends ApiKey {
  username: string;
}

/** Where API keys are kept. A revoked key stays stored and is never found. */
export abstract class ApiKeyRepository {
  /** By any of these, in one look: a key's may be replaced meanwhile. */
  abstract findByLookup(lookups: readonly string[]): Promise<ApiKey | null>;
  /** Up to `limit` keys of a user, or of all with null, with ids below `before`, the newest first. */
  abstract list(userId: number | null, limit: number, before?: number): Promise<OwnedApiKey[]>;
  abstract create(key: NewApiKeyRecord): Promise<ApiKey>;
  /**
   * Revokes a key of a user, or of anybody with null, and tells all servers.
   * @returns the key as it was, null where there is none.
   */
  abstract revoke(id: number, userId: number | null, at: number): Promise<OwnedApiKey | null>;
  /** Remembers when a key was last used. */
  abstract touch(id: number, at: number): Promise<void>;
}
