import { describe, expect, it } from '@jest/globals';
import { SCOPES } from '@signalbox/contracts/permissions';
import type { Principal } from '../../platform/common/principal.js';
import { limitsOf, placesOf, requireSetUp, requireUnlimited, requireWithin } from './key-limits.js';

const NOW = 1_700_000_000_000;
const person: Principal = { userId: 1, username: 'rosa', role: 'admin', apiKeyId: null };
const key = (scopes: Principal['scopes']): Principal => ({ ...person, apiKeyId: 7, scopes });
const limits = (networks: string | null, expiresAt: number | null = null) => ({ scopes: null, networks, expiresAt });

describe('the limits of a new key', () => {
  it('are none where none are asked for', () => {
    expect(limitsOf({}, person, NOW)).toEqual({ scopes: null, expiresAt: null, networks: null });
  });

  it('are those asked for, in one order', () => {
    const asked = {
      scopes: ['read', 'send'] as const,
      expires_at: '2030-01-01T00:00:00Z',
      networks: ['10.0.0.0/8', 'fd00::/8'],
    };
    expect(limitsOf({ ...asked, scopes: [...asked.scopes] }, person, NOW)).toEqual({
      scopes: ['send', 'read'],
      expiresAt: Date.parse('2030-01-01T00:00:00Z'),
      networks: '10.0.0.0/8,fd00::/8',
    });
  });

  it('end in time to come, and name networks', () => {
    expect(() => limitsOf({ expires_at: '2020-01-01T00:00:00Z' }, person, NOW)).toThrow('wrong fields');
    for (const wrong of ['10.0.0.0/33', 'example.com', '10.0.0.1/8/8', '']) {
      expect(() => limitsOf({ networks: [wrong] }, person, NOW)).toThrow('wrong fields');
    }
    const both = () => limitsOf({ expires_at: '2020-01-01T00:00:00Z', networks: ['nowhere'] }, person, NOW);
    expect(both).toThrow(
      expect.objectContaining({
        errors: [expect.objectContaining({ field: 'expires_at' }), expect.objectContaining({ field: 'networks' })],
      }),
    );
  });

  it('are no wider than those of the key that makes it', () => {
    expect(limitsOf({ scopes: ['send'] }, key(['send', 'admin']), NOW).scopes).toEqual(['send']);
    expect(() => limitsOf({ scopes: ['read'] }, key(['send', 'admin']), NOW)).toThrow('read');
    expect(() => limitsOf({}, key(['admin']), NOW)).toThrow('send, read, operate');
  });

  it('are none that outlast the key that makes it', () => {
    const by = { ...key(['send', 'admin']), keyExpiresAt: NOW + 60_000 };
    const until = (ms: number) => ({ scopes: ['send' as const], expires_at: new Date(NOW + ms).toISOString() });
    expect(limitsOf(until(60_000), by, NOW).expiresAt).toBe(NOW + 60_000);
    expect(() => limitsOf(until(60_001), by, NOW)).toThrow('outlasts it');
    expect(() => limitsOf({ scopes: ['send'] }, by, NOW)).toThrow('outlasts it');
    expect(limitsOf(until(60_001), { ...person, keyExpiresAt: null }, NOW).expiresAt).toBe(NOW + 60_001);
  });

  it('are none for a place where the key that makes it may not be used', () => {
    const by = { ...key(['send', 'admin']), keyNetworks: '10.0.0.0/8,fd00::/8' };
    const from = (...networks: string[]) => limitsOf({ scopes: ['send'], networks }, by, NOW).networks;
    expect(from('10.2.0.0/16', '10.0.0.5', 'fd12::/16')).toBe('10.2.0.0/16,10.0.0.5,fd12::/16');
    for (const wider of [[], ['0.0.0.0/0'], ['10.0.0.0/7'], ['11.0.0.1'], ['::/0'], ['10.0.0.5', '192.168.0.0/16']]) {
      expect(() => from(...wider)).toThrow('may be from 10.0.0.0/8,fd00::/8');
    }
    expect(limitsOf({ scopes: ['send'] }, { ...by, keyNetworks: null }, NOW).networks).toBeNull();
    expect(limitsOf({}, { ...by, apiKeyId: null }, NOW).networks).toBeNull();
  });

  it('are none at all before a second factor that the role must have: a key would go around it', () => {
    const bare = { ...person, mustSetUp: true };
    expect(() => limitsOf({}, bare, NOW)).toThrow('second factor');
    expect(() => requireSetUp(bare)).toThrow('second factor');
    expect(() => requireSetUp({ ...bare, apiKeyId: 7 })).not.toThrow();
    expect(() => requireSetUp(person)).not.toThrow();
  });
});

describe('accounts', () => {
  const whole = { ...key(SCOPES), keyExpiresAt: null, keyNetworks: null };
  it('are made by persons, and by keys that nothing limits', () => {
    expect(() => requireUnlimited(person)).not.toThrow();
    expect(() => requireUnlimited(whole)).not.toThrow();
  });

  it.each([
    [{ scopes: ['admin', 'read'] as const }, 'it lacks the scopes send, operate.'],
    [{ keyExpiresAt: NOW }, `it ends at ${new Date(NOW).toISOString()}.`],
    [{ keyNetworks: '10.0.0.0/8' }, 'it may be used from 10.0.0.0/8 only.'],
    [
      { keyExpiresAt: 0, keyNetworks: 'fd00::/8' },
      'it ends at 1970-01-01T00:00:00.000Z; it may be used from fd00::/8 only.',
    ],
  ])('are made by no other key: %j', (limits, word) => {
    expect(() => requireUnlimited({ ...whole, ...limits })).toThrow(word);
  });
});

describe('a key that is used', () => {
  it.each([
    ['10.0.0.0/8', '10.2.3.4', true],
    ['10.0.0.0/8', '::ffff:10.2.3.4', true],
    ['10.0.0.0/8', '11.0.0.1', false],
    ['10.0.0.5', '10.0.0.5', true],
    ['10.0.0.5', '10.0.0.6', false],
    ['192.168.0.0/16,fd00::/8', 'fd12::1', true],
    ['192.168.0.0/16,fd00::/8', 'fe80::1', false],
  ])('from %s is taken at %s: %s', (networks, ip, isTaken) => {
    const use = () => requireWithin(null, placesOf(limits(networks)), { ip }, NOW);
    if (isTaken) expect(use).not.toThrow();
    else expect(use).toThrow(`may not be used from`);
  });

  it('from somewhere only is not taken where nobody knows from where', () => {
    expect(() => requireWithin(null, placesOf(limits('10.0.0.0/8')), undefined, NOW)).toThrow('may not be used');
    expect(() => requireWithin(null, placesOf(limits(null)), undefined, NOW)).not.toThrow();
  });

  it('is taken up to its end, and not at it', () => {
    expect(() => requireWithin(NOW + 1, null, undefined, NOW)).not.toThrow();
    expect(() => requireWithin(NOW, null, undefined, NOW)).toThrow('expired');
  });
});
