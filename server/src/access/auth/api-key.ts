import { type KeyObject, createHmac, hash, randomBytes } from 'node:crypto';
import type { ApiKey as ApiKeyView } from '@signalbox/contracts/auth';
import { isoTime, isoTimeOrNull } from '../../platform/common/clock.js';
import type { KeyLimits } from './key-limits.js';
import type { Sealer } from '../../platform/common/sealer.js';
import type { Secrets } from '../../platform/config/secrets.js';

/** A key at rest. Times are epoch milliseconds. */
export interface ApiKey extends KeyLimits {
  id: number;
  userId: number;
  name: string;
  /** What it is found by: an HMAC, useless without the installation's secret. */
  lookup: string;
  /** The key itself, encrypted. */
  sealed: string;
  hint: string;
  createdAt: number;
  lastUsedAt: number | null;
  revokedAt: number | null;
}

export type NewApiKeyRecord = Omit<ApiKey, 'id' | 'lastUsedAt' | 'revokedAt'>;

/** `sbx_` and 256 random bits. */
export const newApiKey = (): string => `sbx_${randomBytes(32).toString('base64url')}`;

const SHAPE = /^sbx_[A-Za-z0-9_-]{43}$/;
/** False for what cannot be a key of ours, so that nobody need look for it. */
export const isApiKey = (text: string): boolean => SHAPE.test(text);

/** The first characters, to tell one's keys apart. */
export const hintOf = (key: string): string => key.slice(0, 8);

export const toView = (key: ApiKey & { username: string }): ApiKeyView => ({
  id: key.id,
  user_id: key.userId,
  username: key.username,
  name: key.name,
  hint: key.hint,
  scopes: key.scopes && [...key.scopes],
  expires_at: isoTimeOrNull(key.expiresAt),
  networks: key.networks?.split(',') ?? [],
  created_at: isoTime(key.createdAt),
  last_used_at: isoTimeOrNull(key.lastUsedAt),
});

/** A digest to remember a key by within this process; a fifth of the HMAC's time, and no use to find a key with. */
export const fingerprintOf = (key: string): string => hash('sha256', key, 'base64url');

const macOf = (key: KeyObject, text: string): string => createHmac('sha256', key).update(text).digest('base64url');

/** Finds and seals API keys under two keys derived from one secret, one for each purpose. */
export class ApiKeyCipher {
  private readonly sealer: Sealer;

  constructor(private readonly secrets: Pick<Secrets, 'keys' | 'sealer'>) {
    this.sealer = secrets.sealer('signalbox api-key seal');
  }

  /** HMAC-SHA-256 of a key, in base64url (43 characters). */
  lookup(key: string): string {
    return this.lookups(key)[0] as string;
  }

  /** That, and while KEY_SECRET is replaced the one from before, under which the key may be kept still. */
  lookups(key: string): readonly string[] {
    return this.secrets.keys('signalbox api-key lookup').map((each) => macOf(each, key));
  }

  /** Bound to the key's own look-up. */
  seal(key: string): string {
    return this.sealer.seal(key, this.lookup(key));
  }

  /** The key, or null where the seal is broken or made under another secret. */
  open({ sealed, lookup }: Pick<ApiKey, 'sealed' | 'lookup'>): string | null {
    return this.sealer.open(sealed, lookup);
  }
}
