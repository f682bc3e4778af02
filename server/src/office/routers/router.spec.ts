import { describe, expect, it } from '@jest/globals';
import { Invalid } from '../../platform/common/errors.js';
import { type Router, portOf, requirePasswordAgain, requireTlsForTrust, stateOf } from './router.js';

const ROUTER: Router = {
  id: 1,
  name: 'core',
  address: '10.0.0.1',
  port: null,
  kind: 'rest',
  tls: true,
  fingerprint: null,
  authority: null,
  username: 'reader',
  sealed: 'x',
  isDefault: true,
  createdAt: 1,
  updatedAt: 1,
  checkedAt: null,
  lastSeenAt: null,
  version: null,
  board: null,
  uptime: null,
  error: null,
};

describe('a router', () => {
  it.each([
    ['rest', true, null, 443],
    ['rest', false, null, 80],
    ['api', true, null, 8729],
    ['api', false, null, 8728],
    ['api', false, 18_728, 18_728],
  ] as const)('that speaks %s, TLS %p, at port %p, listens at %i', (kind, tls, port, expected) => {
    expect(portOf({ kind, tls, port })).toBe(expected);
  });

  it('is unknown until it was asked, then up or down', () => {
    expect(stateOf({ checkedAt: null, error: null })).toBe('unknown');
    expect(stateOf({ checkedAt: 5, error: null })).toBe('up');
    expect(stateOf({ checkedAt: 5, error: 'gone' })).toBe('down');
  });

  it.each([{ address: '10.0.0.2' }, { port: 8443 }, { tls: false }, { kind: 'api' as const }])(
    'does not get its password sent by %j unless that comes along',
    (patch) => {
      expect(() => requirePasswordAgain(ROUTER, patch)).toThrow(Invalid);
      expect(() => requirePasswordAgain(ROUTER, { ...patch, sealed: 'y' })).not.toThrow();
    },
  );

  it.each([{ name: 'edge' }, { port: 443 }, { address: '10.0.0.1' }, { isDefault: false }])(
    'keeps it with %j',
    (patch) => {
      expect(() => requirePasswordAgain(ROUTER, patch)).not.toThrow();
    },
  );

  it('may have TLS begun without its password again', () => {
    expect(() => requirePasswordAgain({ ...ROUTER, tls: false, port: 8443 }, { tls: true })).not.toThrow();
  });

  it('names a certificate with TLS only', () => {
    expect(() => requireTlsForTrust({ tls: false, fingerprint: 'AB', authority: null })).toThrow(Invalid);
    expect(() => requireTlsForTrust({ tls: false, fingerprint: null, authority: 'PEM' })).toThrow(Invalid);
    expect(() => requireTlsForTrust({ tls: true, fingerprint: 'AB', authority: null })).not.toThrow();
    expect(() => requireTlsForTrust({ tls: false, fingerprint: null, authority: null })).not.toThrow();
  });
});
