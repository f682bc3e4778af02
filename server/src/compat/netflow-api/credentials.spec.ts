import { describe, expect, it } from '@jest/globals';
import { type Credentials, type Given, resolve } from './credentials.js';

const URL_A = 'https://api.advantasms.com/send';
const stored: Credentials = { apiKey: 'kept', partnerId: '7', shortcode: 'SHOP', customApiUrl: URL_A };
const nothing: Given = { apiKey: undefined, partnerId: undefined, shortcode: undefined, customApiUrl: undefined };

describe('the credentials of a request', () => {
  it('are its own where it has them all', () => {
    const given = { apiKey: 'own', partnerId: '8', shortcode: 'OWN', customApiUrl: undefined };
    expect(resolve(given, null)).toEqual({ credentials: given });
  });

  it('are completed by those that are stored', () => {
    expect(resolve(nothing, stored)).toEqual({ credentials: stored });
    expect(resolve({ ...nothing, shortcode: 'OTHER' }, stored)).toEqual({
      credentials: { ...stored, shortcode: 'OTHER' },
    });
  });

  it('name what is missing, in the order of the documents', () => {
    expect(resolve(nothing, null)).toEqual({ missing: ['apiKey', 'partnerId', 'shortcode'] });
    expect(resolve({ ...nothing, partnerId: '8' }, null)).toEqual({ missing: ['apiKey', 'shortcode'] });
  });

  it('do not take the stored key to another host, nor to the same in clear', () => {
    for (const customApiUrl of ['https://evil.advantasms.com/send', 'http://api.advantasms.com/send', 'no URL']) {
      expect(resolve({ ...nothing, customApiUrl }, stored)).toEqual({ missing: ['apiKey'] });
    }
    const customApiUrl = 'https://api.advantasms.com/v2/send';
    expect(resolve({ ...nothing, customApiUrl }, stored)).toEqual({ credentials: { ...stored, customApiUrl } });
  });

  it('do not take the stored key of Advanta’s own address to another', () => {
    const atHome = { ...stored, customApiUrl: undefined };
    expect(resolve({ ...nothing, customApiUrl: URL_A }, atHome)).toEqual({ missing: ['apiKey'] });
    expect(resolve(nothing, atHome)).toEqual({ credentials: atHome });
  });
});
