import { describe, expect, it } from '@jest/globals';
import { hostPatternsOf, hostsOf, isListedHost, KNOWN_HOSTS, missingSecrets } from './outbound-hosts.js';
import { HttpSettings } from './providers.js';

const settingsOf = (settings: object): HttpSettings => HttpSettings.parse(settings);

describe('the list of hosts', () => {
  it.each([
    ['sms.example.com', ['sms.example.com']],
    [' SMS.example.com , *.example.org,[::1],10.0.0.1', ['sms.example.com', '*.example.org', '[::1]', '10.0.0.1']],
    ['*', null],
    ['a.*.com', null],
    ['https://sms.example.com', null],
    ['sms.example.com:443', null],
    ['a,,b', null],
    ['', null],
  ])('reads %j', (list, expected) => {
    expect(hostPatternsOf(list)).toEqual(expected);
  });

  it.each([
    ['sms.example.com', true],
    ['SMS.EXAMPLE.COM', true],
    ['sms.example.com.', true],
    ['a.sms.example.com', false],
    ['evilsms.example.com', false],
    ['a.example.org', true],
    ['a.b.example.org', true],
    ['example.org', false],
    ['aexample.org', false],
    ['example.org.evil.com', false],
  ])('knows whether %s is on it', (host, expected) => {
    expect(isListedHost(host, ['sms.example.com', '*.example.org'])).toBe(expected);
  });

  it('has the providers that have a profile, where they are by default', () => {
    const accounts = [
      { profile: 'advanta', partner_id: '1' },
      { profile: 'africas_talking', username: 'x' },
      { profile: 'twilio', account_sid: 'AC1' },
    ];
    for (const host of accounts.flatMap((account) => hostsOf(settingsOf(account)))) {
      expect(isListedHost(host, KNOWN_HOSTS)).toBe(true);
    }
  });
});

describe('an account', () => {
  it.each([
    [{ profile: 'advanta', partner_id: '1', base_url: 'https://SMS.example.com:8443/api' }, ['sms.example.com']],
    [{ profile: 'generic', url: 'http://[::1]:80/x' }, ['[::1]']],
    [
      { profile: 'generic', url: 'https://a.example/x', balance: { url: 'https://b.example?x', value: 'v' } },
      ['a.example', 'b.example'],
    ],
  ])('names the hosts that it sends to', (settings, hosts) => {
    expect(hostsOf(settingsOf(settings))).toEqual(hosts);
  });

  it('names the secrets that it lacks', () => {
    const url = 'https://a.example/{{secret.one}}';
    const generic = settingsOf({ profile: 'generic', url, headers: { 'X-Key': '{{secret.two}}' } });
    expect(missingSecrets({ settings: generic, secrets: { two: 'x' } })).toEqual(['one']);
    const twilio = settingsOf({ profile: 'twilio', account_sid: 'AC1' });
    expect(missingSecrets({ settings: twilio, secrets: {} })).toEqual(['auth_token']);
    expect(missingSecrets({ settings: twilio, secrets: { auth_token: 'x' } })).toEqual([]);
  });
});
