import { PROVIDER_KINDS, type ProviderKindName } from '@signalbox/contracts/provider-kinds';
import { NewProvider, ProviderChange, type Provider } from '@signalbox/contracts/providers';
import { describe, expect, it } from 'vitest';
import { providerOf } from '../../testing/providers';
import { fieldsOf, type ProviderFields, type Values } from './provider-fields';
import type { Kinds } from './provider-kinds';
import { changeOf, headersOf, requestOf, wordsOf } from './provider-request';

const PAIR = '0123456789abcdef01234567';
const KINDS: Kinds = PROVIDER_KINDS;
const NONE = fieldsOf(null, KINDS);

/** The form as somebody fills it in. */
const filledIn = (kind: string, values: Values, change: Partial<ProviderFields> = {}): ProviderFields => ({
  ...NONE,
  kind,
  label: 'One',
  settings: { ...NONE.settings, [kind]: { ...NONE.settings[kind], ...values } },
  ...change,
});
const taken = (kind: ProviderKindName, values: Values, change: Partial<ProviderFields> = {}) =>
  NewProvider.parse(requestOf(filledIn(kind, values, change), KINDS));
const secretsFor = (kind: string, secrets: Record<string, string>) => ({
  secrets: { ...NONE.secrets, [kind]: secrets },
});

describe('the form of a new provider', () => {
  it('makes an SMPP account with the defaults that the contract has', () => {
    const values = { host: ' smsc.example.org ', system_id: 'me' };
    expect(taken('smpp', values, secretsFor('smpp', { password: 'pass' }))).toMatchObject({
      driver: 'smpp',
      label: 'One',
      worker_id: 'local',
      window: 500,
      settings: { host: 'smsc.example.org', port: 2775, system_id: 'me', bind: 'transceiver', dest_ton: 1 },
      secrets: { password: 'pass' },
    });
  });

  it('shows the defaults that the contract has, whatever the kind', () => {
    const fresh = taken('smpp', { host: 'h', system_id: 'me' }).settings as Record<string, unknown>;
    for (const [name, value] of Object.entries(fresh)) {
      if (name !== 'host' && name !== 'system_id') expect([name, NONE.settings['smpp']?.[name]]).toEqual([name, value]);
    }
  });

  it('leaves an empty number to the server, and sends one that was entered', () => {
    const { settings } = taken('smpp', { host: 'h', system_id: 'me', window: null, source_ton: 5 });
    expect(settings).toMatchObject({ window: 10, source_ton: 5 });
    expect(settings).not.toHaveProperty('source_npi');
  });

  it.each([
    ['advanta', { partner_id: '12' }, { api_key: 'secret' }],
    ['africas_talking', { username: 'sandbox' }, { api_key: 'secret' }],
    ['twilio', { account_sid: 'AC1' }, { auth_token: 'secret' }],
    ['android', { base_url: 'http://192.168.1.20:8080', sim_number: 2 }, { password: 'secret' }],
  ] as const)('makes an account at %s with what it takes, and nothing of others', (kind, given, secrets) => {
    const provider = taken(kind, given, { ...secretsFor(kind, secrets), sender: 'ME' });
    expect(provider).toMatchObject({ driver: 'http', sender: 'ME', settings: { profile: kind, ...given }, secrets });
  });

  it('makes a generic account: header lines, words with commas, and what was left empty left out', () => {
    const values = {
      url: 'https://api.example.org/send',
      headers: 'Authorization: Bearer {{secret.token}}\nX-One: a:b\n',
      'answer.success': '0, OK',
      'answer.code': 'status',
    };
    const provider = taken('generic', values, { named: [{ name: 'token', value: 't' }] });
    expect(provider.settings).toMatchObject({
      headers: { Authorization: 'Bearer {{secret.token}}', 'X-One': 'a:b' },
      answer: { code: 'status', success: ['0', 'OK'], temporary: [] },
      deduplicates: false,
    });
    expect(provider.settings).not.toHaveProperty('report');
    expect(provider.settings).not.toHaveProperty('inbound');
    expect(provider.settings).not.toHaveProperty('balance');
    expect(provider.secrets).toEqual({ token: 't' });
  });

  it('sends no body where there is none', () => {
    const { settings } = taken('generic', { url: 'https://api.example.org/', body_type: 'none' });
    expect(settings).toMatchObject({ body_type: 'none', body: '' });
  });

  it('takes prices, for all and for pairs', () => {
    const smpp = { host: 'h', system_id: 'me' };
    expect(taken('smpp', smpp, { price: ' 0.80 ', prices: [{ pair: PAIR, price: '0.55' }] })).toMatchObject({
      price: '0.80',
      prices: { [PAIR]: '0.55' },
    });
    expect(taken('smpp', smpp).price).toBeNull();
  });
});

describe('the form of a provider that is there', () => {
  const change = (provider: Provider, by: Partial<ProviderFields> = {}) =>
    ProviderChange.parse(changeOf({ ...fieldsOf(provider, KINDS), ...by }, KINDS, provider));

  it('sends back what it was shown, and no secret that was not entered', () => {
    const provider = providerOf();
    const { settings, secrets, sender, price } = change(provider);
    expect(settings).toEqual(provider.settings && withoutNulls(provider.settings));
    expect(secrets).toEqual({});
    expect([sender, price]).toEqual([provider.sender, provider.price]);
    expect(change(provider, secretsFor('advanta', { api_key: 'new' })).secrets).toEqual({ api_key: 'new' });
  });

  it.each([
    ['smpp', { host: 'h', system_id: 'me', tls: true, tls_verify: false, source_ton: 0, id_format: 'same' }],
    ['advanta', { partner_id: '1', send_url: 'https://sms.example.org/sendsms', bulk_size: 20 }],
    ['africas_talking', { username: 'me', base_url: 'https://sandbox.example.org/', proxy: 'socks5://p.example.org' }],
    ['twilio', { account_sid: 'AC1', messaging_service_sid: 'MG1', status_callback: 'https://me.example.org/' }],
    ['android', { base_url: 'http://192.168.1.20:8080', username: 'me', sim_number: 2 }],
    [
      'generic',
      {
        url: 'https://api.example.org/{{secret.token}}',
        method: 'PUT',
        headers: { 'X-One': 'a:b' },
        body: ' {{text}}\n',
        body_type: 'text',
        answer: { id: 'data.0.id', success: ['0'], temporary: ['9', '8'] },
        report: { id: 'id', status: 'status', delivered: ['ok'], undelivered: [] },
        inbound: { from: 'from', text: 'text' },
        balance: { url: 'https://api.example.org/balance', value: 'b' },
        deduplicates: true,
        timeout_seconds: 7,
      },
    ],
  ] as const)('loses nothing of an account of kind %s', (kind, given) => {
    const driver = kind === 'smpp' ? ('smpp' as const) : ('http' as const);
    const account = { driver, label: 'One', settings: driver === 'smpp' ? given : { profile: kind, ...given } };
    const { settings } = NewProvider.parse(account);
    const back = change(providerOf({ driver, settings, secrets_set: [] }));
    expect(NewProvider.parse({ ...account, settings: back.settings }).settings).toEqual(settings);
  });

  it('takes away a generic one’s secret whose row is gone, and keeps one that was left empty', () => {
    const settings = { profile: 'generic', url: 'https://api.example.org/' };
    const provider = providerOf({ settings, secrets_set: ['token', 'other'] });
    const named = [
      { name: 'token', value: '' },
      { name: 'third', value: 'x' },
    ];
    expect(change(provider, { named }).secrets).toEqual({ other: '', third: 'x' });
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
