import { describe, expect, it } from '@jest/globals';
import type { Resolve } from '@signalbox/transport/checked-lookup';
import { Networks } from '../config/networks.js';
import { OutboundGuard } from './outbound-guard.js';

const resolveTo =
  (...addresses: string[]): Resolve =>
  (_host, _options, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

const lookUp = (guard: OutboundGuard, isTls = true): Promise<unknown> =>
  new Promise((resolve) => {
    guard.lookupFor(isTls)('hook.example', { all: true }, (error, found) => resolve(error?.message ?? found));
  });

describe('what an address that somebody entered may lead to', () => {
  const strict = new OutboundGuard(null);
  const open = new OutboundGuard(new Networks('127.0.0.1,10.1.0.0/16'));

  it.each([
    ['https://hook.example/a', null],
    ['http://hook.example/a', 'expected an https address'],
    ['https://127.0.0.1/', /not a public address/],
    ['https://[::1]/', /not a public address/],
    ['https://[::ffff:10.0.0.1]/', /not a public address/],
    ['https://2130706433/', /not a public address/],
    ['https://169.254.169.254/latest', /not a public address/],
    ['http://9.9.9.9/', /in the clear/],
    ['https://9.9.9.9/', null],
    ['https://', 'expected an address'],
  ])('%s: %s', (url, expected) => {
    const refusal = strict.refusalOfUrl(url);
    if (expected instanceof RegExp) expect(refusal).toMatch(expected);
    else expect(refusal).toBe(expected);
  });

  it('is what the installation allows, also in the clear', () => {
    expect(open.refusalOfUrl('http://127.0.0.1:9/')).toBeNull();
    expect(open.refusalOfUrl('http://10.1.2.3/')).toBeNull();
    expect(open.refusalOfUrl('http://hook.example/')).toBeNull();
    expect(open.refusalOfUrl('http://10.2.2.3/')).toMatch(/not a public address/);
    expect(open.refusalOfUrl('http://9.9.9.9/')).toMatch(/in the clear/);
  });

  it('is looked at when a name is resolved, all of its addresses', async () => {
    expect(await lookUp(new OutboundGuard(null, resolveTo('9.9.9.9', '10.0.0.1')))).toMatch(
      /10\.0\.0\.1 is not a public/,
    );
    expect(await lookUp(new OutboundGuard(null, resolveTo('9.9.9.9')))).toEqual([{ address: '9.9.9.9', family: 4 }]);
    expect(await lookUp(new OutboundGuard(null, resolveTo('9.9.9.9')), false)).toMatch(/in the clear/);
    expect(await lookUp(new OutboundGuard(null, resolveTo()))).toMatch(/has no address/);
  });
});
