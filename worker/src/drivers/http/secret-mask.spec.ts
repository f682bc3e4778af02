import { describe, expect, it } from '@jest/globals';
import { proxySecrets, SecretMask, secretsOf } from './secret-mask.js';
import { ProviderChannel } from '@signalbox/contracts/providers';

describe('the mask over secrets', () => {
  const secret = 'p+ss/w"rd';
  const mask = new SecretMask([secret, 'ab', 'p+ss']);

  it.each([secret, encodeURIComponent(secret), JSON.stringify(secret), Buffer.from(secret).toString('base64')])(
    'hides %s',
    (written) => {
      expect(mask.clean(`wrong key ${written}!`)).toMatch(/^wrong key "?•••"?!$/);
    },
  );

  it('leaves ordinary words alone', () => {
    expect(mask.clean('about a cab')).toBe('about a cab');
  });

  it('makes one line of at most 180 characters, and cuts no secret in two', () => {
    const long = new SecretMask(['S'.repeat(100)]);
    const line = long.clean(`${'x\n'.repeat(80)}${'S'.repeat(100)}`);
    expect(line).toHaveLength(160 + 3);
    expect(long.clean('y'.repeat(500))).toHaveLength(180);
    expect(long.clean('a\u0000\u202e\r\nb')).toBe('a b');
  });

  it('knows what an account must not tell', () => {
    const channel = ProviderChannel.parse({
      driver: 'http',
      key: 'http:t',
      settings: { profile: 'twilio', account_sid: 'AC1', proxy: 'http://me:pr%40xy@10.0.0.1:3128' },
      secrets: { auth_token: 'token-of-it' },
    });
    if (channel.driver !== 'http') throw new Error('not HTTP');
    const account = new SecretMask(secretsOf(channel));
    const basic = Buffer.from('AC1:token-of-it').toString('base64');
    expect(account.clean(`${basic} token-of-it pr@xy`)).toBe('••• ••• •••');
    expect(proxySecrets('not a url')).toEqual(['not a url']);
  });
});
