import { describe, expect, it } from '@jest/globals';
import { Secrets } from '../../platform/config/secrets.js';
import { ProviderSealService } from './provider-seal.service.js';

const seal = new ProviderSealService(new Secrets('j'.repeat(32), 'k'.repeat(32)));
const other = new ProviderSealService(new Secrets('j'.repeat(32), 'x'.repeat(32)));
const sealed = { secrets: { api_key: 'hunter2' }, proxy: null };

describe('the seal of a provider’s secrets', () => {
  it('gives back what it sealed, and shows nothing of it', () => {
    const text = seal.seal(7, sealed);
    expect(seal.open(7, text)).toEqual(sealed);
    expect(Buffer.from(text, 'base64url').toString('latin1')).not.toContain('hunter2');
  });

  it('opens for no other channel, and under no other KEY_SECRET', () => {
    const text = seal.seal(7, sealed);
    expect(seal.open(8, text)).toBeNull();
    expect(other.open(7, text)).toBeNull();
    expect(seal.open(7, '')).toBeNull();
  });
});

describe('the token of a provider’s reports', () => {
  it('is that of its channel alone', () => {
    const token = seal.reportToken(7);
    expect(seal.isReportToken(7, token)).toBe(true);
    for (const wrong of ['', token.slice(1), `${token}x`, seal.reportToken(8), other.reportToken(7)]) {
      expect(seal.isReportToken(7, wrong)).toBe(false);
    }
  });
});
