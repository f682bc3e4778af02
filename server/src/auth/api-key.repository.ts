import type { ApiKey, NewApiKeyRecord } from './api-key.js';

/** Where API keys are kept. A revoked key stays stored and is never found. */
export abstract class ApiKeyRepository {
  abstract findByLookup(lookup: string): Promise<ApiKey | null>;
  /** Up to `limit` keys of a user with ids below `before`, the newest first. */
  abstract listOf(userId: number, limit: number, before?: number): Promise<ApiKey[]>;
  abstract create(key: NewApiKeyRecord): Promise<ApiKey>;
  /** @returns the key as it was, null where this user has no such key. */
  abstract revoke(id: number, userId: number, at: number): Promise<ApiKey | null>;
  /** Remembers when a key was last used. */
  abstract touch(id: number, at: number): Promise<void>;
}
