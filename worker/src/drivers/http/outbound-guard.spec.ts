import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from '@jest/globals';
import { OutboundRefused } from '@signalbox/transport/checked-lookup';
import { allowedAddressesOf } from './allowed-addresses.js';
import { guardOf } from './guard-settings.js';
import { OutboundGuard } from './outbound-guard.js';
import { ProviderChannel } from '@signalbox/contracts/providers';

const guardWith = (allowed: string | null, addresses: string[] = []): OutboundGuard =>
  new OutboundGuard(['*.example.com'], (allowed === null ? [] : allowedAddressesOf(allowed)) ?? [], (_, __, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    ),
  );
const lookup = (guard: OutboundGuard, port: number, all: boolean): Promise<string | LookupAddress[]> =>
  new Promise((resolve, reject) => {
    guard.lookupFor(port)('sms.example.com', { all }, (error, address) => (error ? reject(error) : resolve(address)));
  });

describe('the outbound guard', () => {
  it.each([
    ...[
      '127.0.0.1',
      '127.9.9.9',
      '0.0.0.0',
      '10.1.2.3',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '169.254.169.254',
    ],
    ...['100.64.0.1', '192.0.0.8', '198.18.0.1', '224.0.0.1', '240.0.0.1', '255.255.255.255', '203.0.113.5'],
    ...[
      '::',
      '::1',
      '::ffff:127.0.0.1',
      '::ffff:8.8.8.8',
      '64:ff9b::7f00:1',
      '64:ff9b:1::1',
      '2002:7f00:1::',
      '2001::1',
    ],
    ...[
      'fe80::1',
      'fe80::1%eth0',
      'fc00::1',
      'fdab::1',
      'fec0::1',
      'ff02::1',
      '2001:db8::1',
      '::127.0.0.1',
      'nonsense',
    ],
  ])('refuses %s', (address) => {
    expect(guardWith(null).refusalOfAddress(address, 443)).toContain('not a public address');
  });

  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '196.201.214.200', '2a00:1450:4001::200e', '2606:4700::1'])(
    'lets %s through',
    (address) => {
      expect(guardWith(null).refusalOfAddress(address, 443)).toBeNull();
    },
  );

  it.each([
    ['10.0.0.5', '10.0.0.5', 80, true],
    ['10.0.0.5', '10.0.0.6', 80, false],
    ['10.0.0.0/8', '10.200.0.6', 80, true],
    ['10.0.0.5:8080', '10.0.0.5', 8080, true],
    ['10.0.0.5:8080', '10.0.0.5', 80, false],
    ['[::1]:8080, fd00::/8', '::1', 8080, true],
    ['[::1]:8080, fd00::/8', '::1', 80, false],
    ['[::1]:8080, fd00::/8', 'fd12::1', 80, true],
    ['64:ff9b::/96', '64:ff9b::808:808', 443, true],
    ['::/0', '10.0.0.1', 443, false],
    ['10.0.0.0/8', '::ffff:10.0.0.1', 443, false],
  ])('with %s listed, knows whether %s may be reached at port %i', (list, address, port, expected) => {
    expect(guardWith(list).refusalOfAddress(address, port) === null).toBe(expected);
  });

  it.each(['10.0.0', '10.0.0.5/33', 'fd00::/129', '10.0.0.5:0', '10.0.0.5:70000', 'sms.example.com', '', '::1:80:zz'])(
    'takes no list with %j',
    (entry) => {
      expect(allowedAddressesOf(`10.0.0.1,${entry}`)).toBeNull();
    },
  );

  it('refuses a name when any of its addresses is refused', async () => {
    await expect(lookup(guardWith(null, ['8.8.8.8', '127.0.0.1']), 443, true)).rejects.toThrow(OutboundRefused);
    await expect(lookup(guardWith(null, []), 443, true)).rejects.toThrow('no address');
    expect(await lookup(guardWith(null, ['8.8.8.8']), 443, true)).toEqual([{ address: '8.8.8.8', family: 4 }]);
    expect(await lookup(guardWith('127.0.0.1:80', ['127.0.0.1']), 80, false)).toBe('127.0.0.1');
    await expect(lookup(guardWith('127.0.0.1:80', ['127.0.0.1']), 81, false)).rejects.toThrow(OutboundRefused);
  });

  it('sees addresses that are written into a URL, however', () => {
    for (const host of ['2130706433', '0x7f.1', '127.1', '0177.0.0.1', '[::1]', '[::ffff:7f00:1]']) {
      const { hostname } = new URL(`http://${host}/`);
      expect(guardWith(null).refusalOfLiteral(hostname, 80)).toContain('not a public address');
    }
    expect(guardWith(null).refusalOfLiteral('sms.example.com', 80)).toBeNull();
  });

  it('lists the hosts of the file besides those of the environment, or of the known providers', () => {
    const own = ProviderChannel.parse({
      driver: 'http',
      key: 'http:own',
      settings: { profile: 'generic', url: 'https://own.example.net/' },
    });
    const refused = (list: string | undefined, host: string) =>
      guardOf({ HTTP_ALLOWED_HOSTS: list }, [own]).refusalOfHost(host) !== null;
    expect(refused(undefined, 'api.twilio.com')).toBe(false);
    expect(refused(undefined, 'own.example.net')).toBe(false);
    expect(refused(undefined, 'sms.example.com')).toBe(true);
    expect(refused('sms.example.com', 'sms.example.com')).toBe(false);
    expect(refused('sms.example.com', 'own.example.net')).toBe(false);
    expect(refused('sms.example.com', 'api.twilio.com')).toBe(true);
  });
});
