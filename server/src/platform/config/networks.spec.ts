import { describe, expect, it } from '@jest/globals';
import { Networks, isNetworkList } from './networks.js';

describe('a list of networks', () => {
  const networks = new Networks('10.0.0.0/8, 192.168.88.1,fd00::/8');

  it.each(['10.0.0.1', '10.255.255.255', '192.168.88.1', 'fd12::1', 'fd12::1%eth0'])('has %s', (address) => {
    expect(networks.has(address)).toBe(true);
  });

  it.each([
    '11.0.0.1',
    '192.168.88.2',
    '127.0.0.1',
    '169.254.169.254',
    'fe80::1',
    '::1',
    '::ffff:10.0.0.1',
    'router',
    '',
  ])('does not have %s', (address) => {
    expect(networks.has(address)).toBe(false);
  });

  it.each(['', 'router', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0.1:80', 'fd00::/129', '10.0.0.1,'])(
    'is not %j',
    (text) => {
      expect(isNetworkList(text)).toBe(false);
    },
  );

  it('takes a network of every width', () => {
    expect(isNetworkList('0.0.0.0/0, ::/0,10.0.0.1/32')).toBe(true);
    expect(new Networks('0.0.0.0/0').has('8.8.8.8')).toBe(true);
    expect(new Networks('0.0.0.0/0').has('::1')).toBe(false);
  });
});
