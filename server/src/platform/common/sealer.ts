import { type KeyObject, createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A key for one purpose from the installation's secret (HKDF, RFC 5869): no two labels give the same. */
export const deriveKey = (secret: string, label: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', label, 32)));

/**
 * Encrypts short texts for storage: AES-256-GCM, each bound to where it belongs, so that no row can hold another's. While a
 * secret is replaced there are several keys, the newest first: that one seals, all of them open.
 */
export class Sealer {
  private readonly keys: () => readonly KeyObject[];

  constructor(keys: KeyObject | (() => readonly KeyObject[])) {
    this.keys = typeof keys === 'function' ? keys : () => [keys];
  }

  seal(text: string, boundTo: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.keys()[0] as KeyObject, iv).setAAD(Buffer.from(boundTo));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** The text, or null where the seal is broken, made under another secret, or bound to something else. */
  open(sealed: string, boundTo: string): string | null {
    const bytes = Buffer.from(sealed, 'base64url');
    if (bytes.length < IV_BYTES + TAG_BYTES) return null;
    for (const key of this.keys()) {
      const text = opened(bytes, key, boundTo);
      if (text !== null) return text;
    }
    return null;
  }
}

function opened(bytes: Buffer, key: KeyObject, boundTo: string): string | null {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(boundTo))
    .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return null;
  }
}
