import { describe, expect, it } from '@jest/globals';
import { Secrets } from '../../platform/config/secrets.js';
import { ApiKeyCipher, hintOf, isApiKey, newApiKey } from './api-key.js';

const cipher = new ApiKeyCipher(new Secrets('', 'a secret of more than thirty-two characters'));
const other = new ApiKeyCipher(new Secrets('', 'another secret, also over 32 characters long'));

describe('API key', () => {
  it('is a prefix and 256 random bits', () => {
    const keys = Array.from({ length: 100 }, newApiKey);
    expect(keys.every(isApiKey)).toBe(true);
    expect(new Set(keys).size).toBe(100);
    expect(hintOf('sbx_abcdefgh')).toBe('sbx_abcd');
  });

  it('is told from what cannot be one', () => {
    const key = newApiKey();
    for (const text of ['', 'sbx_', key.slice(1), key.slice(0, -1), `${key}x`, `${key}\n`, key.replace('sbx', 'abc')]) {
      expect(isApiKey(text)).toBe(false);
    }
  });

  it('is looked up by a value that hangs on the installation', () => {
    const key = newApiKey();
    expect(cipher.lookup(key)).toBe(cipher.lookup(key));
    expect(cipher.lookup(key)).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(other.lookup(key)).not.toBe(cipher.lookup(key));
  });

  it('comes out of its seal as it went in, and is sealed differently each time', () => {
    const key = newApiKey();
    const lookup = cipher.lookup(key);
    const sealed = cipher.seal(key);
    expect(cipher.open({ sealed, lookup })).toBe(key);
    expect(cipher.seal(key)).not.toBe(sealed);
    expect(sealed).not.toContain(key.slice(4, 12));
  });

  it('stays closed to another secret, another row and a changed byte', () => {
    const key = newApiKey();
    const lookup = cipher.lookup(key);
    const sealed = cipher.seal(key);
    const bytes = Buffer.from(sealed, 'base64url');
    bytes[30] = (bytes[30] ?? 0) ^ 1;
    expect(other.open({ sealed, lookup })).toBeNull();
    expect(cipher.open({ sealed, lookup: cipher.lookup(newApiKey()) })).toBeNull();
    expect(cipher.open({ sealed: bytes.toString('base64url'), lookup })).toBeNull();
    expect(cipher.open({ sealed: 'short', lookup })).toBeNull();
  });
});
