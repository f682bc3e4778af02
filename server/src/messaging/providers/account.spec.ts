import { describe, expect, it } from '@jest/globals';
import { KNOWN_HOSTS } from '@signalbox/contracts/outbound-hosts';
import { HttpSettings, SmppSettings } from '@signalbox/contracts/providers';
import { Invalid } from '../../platform/common/errors.js';
import { ValidationFailed } from '../../platform/common/validation.js';
import { type Account, changedAccount, requireUsable, shownProxy, shownSettings } from './account.js';

const PROXY = 'http://user:hunter2@proxy.example:3128';
const advanta = (settings: object = {}, secrets: Record<string, string> = { api_key: 'k' }): Account => ({
  driver: 'http',
  settings: HttpSettings.parse({ profile: 'advanta', partner_id: '7', ...settings }),
  secrets,
});
const generic = (settings: object, secrets: Record<string, string> = {}): Account => ({
  driver: 'http',
  settings: HttpSettings.parse({ profile: 'generic', url: 'https://sms.example.com/send', ...settings }),
  secrets,
});
const smpp = (): Account => ({
  driver: 'smpp',
  settings: SmppSettings.parse({ host: '10.0.0.9', system_id: 'us' }),
  secrets: { password: 'secret' },
});

/** The fields that are wrong, if any. */
function wrongFields(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof Invalid || error instanceof ValidationFailed) return error.errors.map(({ field }) => field);
    throw error;
  }
  return [];
}

describe('an account', () => {
  it.each<[string, Account, string | null, string[]]>([
    ['all it needs', advanta(), 'SENDER', []],
    ['no key', advanta({}, {}), 'SENDER', ['secrets.api_key']],
    ['no sender, where the provider wants one', advanta(), null, ['sender']],
    ['a secret that its profile does not know', advanta({}, { api_key: 'k', apikey: 'k' }), 'S', ['secrets.apikey']],
    ['a host that is not listed', advanta({ base_url: 'https://sms.example.org/api' }), 'S', ['settings.base_url']],
    [
      'a URL to send to that is not listed',
      advanta({ send_url: 'https://x.example/send' }),
      'S',
      ['settings.send_url'],
    ],
    ['a URL to send to below a listed domain', advanta({ send_url: 'https://api.advantasms.com/send' }), 'S', []],
    [
      'a template that asks for a secret it has not',
      generic({ body: '{"k":"{{secret.key}}"}' }),
      null,
      ['secrets.key'],
    ],
    ['that secret', generic({ body: '{"k":"{{secret.key}}"}' }, { key: '1' }), null, []],
    ['a bind at a private address', smpp(), null, []],
    [
      'expressions that no linear engine takes',
      generic({
        answer: { id: '/(?<=id=)(\\d+)/', code: '/code (\\d+)/', error: '/(a)\\1/' },
        report: { id: '/no group/', status: '/(a/' },
        balance: { url: 'https://sms.example.com/b', value: '/(\\k)/' },
      }),
      null,
      ['answer.id', 'answer.error', 'report.id', 'report.status', 'balance.value'].map((name) => `settings.${name}`),
    ],
  ])('with %s is taken or refused by its fields', (_, account, sender, fields) => {
    expect(wrongFields(() => requireUsable(account, sender, [...KNOWN_HOSTS, 'sms.example.com']))).toEqual(fields);
  });

  it('with more settings than can be stored is refused', () => {
    const names = Array.from({ length: 60 }, (_, index) => [`X-${index}`, 'x'.repeat(500)]);
    const large = generic({ headers: Object.fromEntries(names) });
    expect(wrongFields(() => requireUsable(large, null, ['sms.example.com']))).toEqual(['settings']);
  });
});

describe('a change of an account', () => {
  const loose = (account: Account) => ({
    driver: account.driver,
    settings: { ...account.settings },
    secrets: { ...account.secrets },
  });

  it('replaces settings whole, with the defaults of what is left out', () => {
    const before = advanta({ timeout_seconds: 5 });
    const { settings } = changedAccount(loose(before), { settings: { profile: 'advanta', partner_id: '8' } });
    expect(settings).toMatchObject({ partner_id: '8', timeout_seconds: 20 });
  });

  it('replaces secrets name by name, and takes away those that are empty', () => {
    const before = generic({}, { one: '1', two: '2' });
    expect(changedAccount(loose(before), { secrets: { two: '', three: '3' } }).secrets).toEqual({
      one: '1',
      three: '3',
    });
  });

  it('is refused by its fields where the driver cannot take it', () => {
    const change = (account: Account, settings: Record<string, unknown>) =>
      wrongFields(() => changedAccount(loose(account), { settings }));
    expect(change(advanta(), { profile: 'advanta' })).toEqual(['settings.partner_id']);
    expect(change(advanta(), { profile: 'advanta', partner_id: '7', host: 'x' })).toEqual(['settings.host']);
    expect(change(smpp(), { profile: 'advanta', partner_id: '7' })).toContain('settings.host');
    expect(change(smpp(), { host: 'smsc.example', system_id: 'us', port: 70_000 })).toEqual(['settings.port']);
    expect(wrongFields(() => changedAccount(loose(smpp()), { secrets: { password: 'longer than nine' } }))).toEqual([
      'secrets.password',
    ]);
  });

  it('keeps a proxy’s password when what was shown of it comes back', () => {
    const before = advanta({ proxy: PROXY });
    const shown = shownSettings(before);
    expect(changedAccount(loose(before), { settings: shown }).settings).toMatchObject({ proxy: PROXY });
    const other = { ...shown, proxy: 'http://user:***@other.example:3128' };
    expect(changedAccount(loose(before), { settings: other }).settings).toMatchObject({ proxy: other.proxy });
  });
});

describe('settings as they are shown', () => {
  it('have no password of a proxy in them', () => {
    expect(JSON.stringify(shownSettings(advanta({ proxy: PROXY })))).not.toContain('hunter2');
  });

  it.each([
    [PROXY, 'http://user:***@proxy.example:3128'],
    ['socks5://u:a:b@c@proxy.example', 'socks5://u:***@proxy.example'],
    ['http://proxy.example:3128', 'http://proxy.example:3128'],
    ['http://user@proxy.example:3128/a:b@c', 'http://user@proxy.example:3128/a:b@c'],
  ])('of %s are %s', (proxy, shown) => {
    expect(shownProxy(proxy)).toBe(shown);
  });
});
