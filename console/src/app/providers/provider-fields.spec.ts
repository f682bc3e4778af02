import { NewProvider, ProviderChange, SmppSettings, type Provider } from '@signalbox/contracts/providers';
import { describe, expect, it } from 'vitest';
import { providerOf } from '../../testing/providers';
import { fieldsOf, type ProviderFields } from './provider-fields';
import { changeOf, headersOf, requestOf, wordsOf } from './provider-request';

const PAIR = '0123456789abcdef01234567';
const filledIn = (change: Partial<ProviderFields>): ProviderFields => ({ ...fieldsOf(null), label: 'One', ...change });
const taken = (change: Partial<ProviderFields>) => NewProvider.parse(requestOf(filledIn(change)));

describe('the form of a new provider', () => {
  const none = fieldsOf(null);

  it('makes an SMPP account with the defaults that the contract has', () => {
    const smpp = { ...none.smpp, host: ' smsc.example.org ', system_id: 'me' };
    expect(taken({ smpp, secret: 'pass' })).toMatchObject({
      driver: 'smpp',
      label: 'One',
      worker_id: 'local',
      window: 500,
      settings: { host: 'smsc.example.org', port: 2775, system_id: 'me', bind: 'transceiver', dest_ton: 1 },
      secrets: { password: 'pass' },
    });
  });

  it('begins with what the contract begins with', () => {
    const { host, system_id: systemId, ...begun } = SmppSettings.parse({ host: 'h', system_id: 's' });
    expect(none.smpp).toEqual({ ...begun, host: '', system_id: '', source_ton: null, source_npi: null });
    expect([host, systemId]).toEqual(['h', 's']);
  });

  it('leaves an empty number to the server, and sends one that was entered', () => {
    const smpp = { ...none.smpp, host: 'h', system_id: 'me', window: null, source_ton: 5 };
    const { settings } = taken({ smpp });
    expect(settings).toMatchObject({ window: 10, source_ton: 5 });
    expect(settings).not.toHaveProperty('source_npi');
  });

  it.each([
    ['advanta', { partner_id: '12' }, { api_key: 'secret' }],
    ['africas_talking', { username: 'sandbox' }, { api_key: 'secret' }],
    ['twilio', { account_sid: 'AC1' }, { auth_token: 'secret' }],
  ])('makes an account at %s with what it takes, and nothing of others', (kind, given, secrets) => {
    const http = { ...none.http, partner_id: '', ...given };
    const provider = taken({ kind, http, secret: 'secret', sender: 'ME' });
    expect(provider).toMatchObject({ driver: 'http', sender: 'ME', settings: { profile: kind, ...given }, secrets });
  });

  it('makes a generic account: header lines, words with commas, and what was left empty left out', () => {
    const generic = {
      ...none.generic,
      url: 'https://api.example.org/send',
      headers: 'Authorization: Bearer {{secret.token}}\nX-One: a:b\n',
      success: '0, OK',
      code: 'status',
    };
    const provider = taken({ kind: 'generic', generic, secrets: [{ name: 'token', value: 't' }] });
    expect(provider.settings).toMatchObject({
      headers: { Authorization: 'Bearer {{secret.token}}', 'X-One': 'a:b' },
      answer: { code: 'status', success: ['0', 'OK'], temporary: [] },
    });
    expect(provider.settings).not.toHaveProperty('report');
    expect(provider.settings).not.toHaveProperty('balance');
    expect(provider.secrets).toEqual({ token: 't' });
  });

  it('takes prices, for all and for pairs', () => {
    const smpp = { ...none.smpp, host: 'h', system_id: 'me' };
    expect(taken({ smpp, price: ' 0.80 ', prices: [{ pair: PAIR, price: '0.55' }] })).toMatchObject({
      price: '0.80',
      prices: { [PAIR]: '0.55' },
    });
    expect(taken({ smpp }).price).toBeNull();
  });
});

describe('the form of a provider that is there', () => {
  const change = (provider: Provider, by: Partial<ProviderFields> = {}) =>
    ProviderChange.parse(changeOf({ ...fieldsOf(provider), ...by }, provider));

  it('sends back what it was shown, and no secret that was not entered', () => {
    const provider = providerOf();
    const { settings, secrets, sender, price } = change(provider);
    expect(settings).toEqual(provider.settings && withoutNulls(provider.settings));
    expect(secrets).toEqual({});
    expect([sender, price]).toEqual([provider.sender, provider.price]);
    expect(change(provider, { secret: 'new' }).secrets).toEqual({ api_key: 'new' });
  });

  it('takes away a generic one’s secret whose row is gone, and keeps one that was left empty', () => {
    const settings = { profile: 'generic', url: 'https://api.example.org/' };
    const provider = providerOf({ settings, secrets_set: ['token', 'other'] });
    const secrets = [
      { name: 'token', value: '' },
      { name: 'third', value: 'x' },
    ];
    expect(change(provider, { secrets }).secrets).toEqual({ other: '', third: 'x' });
  });

  it('leaves the account alone that the worker’s own file has', () => {
    const provider = providerOf({ from_worker_file: true, settings: null, secrets_set: [] });
    const changed = change(provider, { label: 'Another' });
    expect(changed.label).toBe('Another');
    for (const field of ['settings', 'secrets', 'sender', 'worker_id']) expect(changed).not.toHaveProperty(field);
  });
});

describe('texts of a form', () => {
  it('are words between commas and lines', () => expect(wordsOf(' 0, OK\n\n1 ,')).toEqual(['0', 'OK', '1']));
  it('are headers with colons in their values', () =>
    expect(headersOf('A: b\n\n C :d:e ')).toEqual({ A: 'b', C: 'd:e' }));
});

const withoutNulls = (settings: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));
