import { describe, expect, it } from '@jest/globals';
import { KEPT_SECRET } from '@signalbox/contracts/office/mpesa';
import { Invalid } from '../../platform/common/errors.js';
import { NONE, accountOf, changed, isAllowedFrom, missingOf, viewOf } from './mpesa-settings.js';

const GIVEN = {
  base_url: 'https://sandbox.example.com/',
  shortcode: '174379',
  consumer_key: 'key',
  consumer_secret: 'secret',
  passkey: 'pass',
};

describe("M-Pesa's settings", () => {
  it('name what is missing', () => {
    expect(missingOf(NONE, false)).toEqual([
      'base_url',
      'shortcode',
      'consumer_key',
      'consumer_secret',
      'passkey',
      'PUBLIC_URL',
    ]);
    const till = changed(NONE, { ...GIVEN, type: 'till' });
    expect(missingOf(till, true)).toEqual(['till']);
    expect(() => accountOf(till, true)).toThrow('M-Pesa settings are missing: till');
    expect(accountOf(changed(till, { till: '600000' }), true)).toMatchObject({ shortcode: '174379', partyB: '600000' });
  });

  it('hide their secrets, and keep those that come back hidden', () => {
    const stored = changed(NONE, GIVEN);
    const shown = viewOf(stored, true);
    expect(shown).toMatchObject({ consumer_key: '***', passkey: '***', base_url: 'https://sandbox.example.com' });
    expect(JSON.stringify(shown)).not.toContain('"secret"');
    const again = changed(stored, { passkey: KEPT_SECRET, consumer_key: 'new', consumer_secret: null });
    expect(again.hidden).toMatchObject({ passkey: 'pass', consumerKey: 'new', consumerSecret: '' });
  });

  it.each([
    'http://example.com',
    'ftp://example.com',
    'https://a:b@example.com',
    'https://example.com/?a=1',
    'example',
  ])('refuse the address %s', (base_url) => {
    expect(() => changed(NONE, { base_url })).toThrow(Invalid);
  });

  it('say from where callbacks may come', () => {
    const list = ['196.201.214.0/24', '2001:db8::1'];
    expect(isAllowedFrom([], '10.0.0.1')).toBe(true);
    expect(isAllowedFrom(list, '::ffff:196.201.214.9')).toBe(true);
    expect(isAllowedFrom(list, '2001:db8::1')).toBe(true);
    expect(isAllowedFrom(list, '10.0.0.1')).toBe(false);
    expect(() => changed(NONE, { callback_addresses: ['here'] })).toThrow(Invalid);
    expect(() => changed(NONE, { callback_addresses: ['10.0.0.0/99'] })).toThrow(Invalid);
  });
});
