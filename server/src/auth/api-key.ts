import {
  type KeyObject,
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hash,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import type { ApiKey as ApiKeyView } from '@signalbox/contracts/auth';
import { isoTime, isoTimeOrNull } from '../common/clock.js';

/** A key at rest. Times are epoch milliseconds. */
export interface ApiKey {
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

export const toView = (key: ApiKey): ApiKeyView => ({
  id: key.id,
  name: key.name,
  hint: key.hint,
  created_at: isoTime(key.createdAt),
  last_used_at: isoTimeOrNull(key.lastUsedAt),
});

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A digest to remember a key by within this process; a fifth of the HMAC's time, and no use to find a key with. */
export const fingerprintOf = (key: string): string => hash('sha256', key, 'base64url');

/** Finds and seals API keys under two keys derived from one secret (HKDF, RFC 5869), one for each purpose. */
export class ApiKeyCipher {
  private readonly lookupKey: KeyObject;
  private readonly sealKey: KeyObject;

  constructor(secret: string) {
    this.lookupKey = derive(secret, 'signalbox api-key lookup');
    this.sealKey = derive(secret, 'signalbox api-key seal');
  }

  /** HMAC-SHA-256 of a key, in base64url (43 characters). */
  lookup(key: string): string {
    return createHmac('sha256', this.lookupKey).update(key).digest('base64url');
  }

  /** AES-256-GCM, bound to the key's own look-up, so that no row can hold another's. */
  seal(key: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.sealKey, iv).setAAD(Buffer.from(this.lookup(key)));
    const text = Buffer.concat([cipher.update(key, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url');
  }

  /** The key, or null where the seal is broken or made under another secret. */
  open({ sealed, lookup }: Pick<ApiKey, 'sealed' | 'lookup'>): string | null {
    const bytes = Buffer.from(sealed, 'base64url');
    if (bytes.length <= IV_BYTES + TAG_BYTES) return null;
    const decipher = createDecipheriv('aes-256-gcm', this.sealKey, bytes.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(Buffer.from(lookup))
      .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    try {
      return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    } catch {
      return null;
    }
  }
}

const derive = (secret: string, label: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', label, 32)));
