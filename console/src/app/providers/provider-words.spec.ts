import { describe, expect, it } from 'vitest';
import { timeAt } from '../../testing/live';
import { providerOf } from '../../testing/providers';
import { channelTone } from '../ui/channel-state';
import { kindName } from './provider-kinds';
import { addressOf, factsOf, priceWords, reportUrl, withStatus } from './provider-words';

describe('a provider in words', () => {
  const smpp = { driver: 'smpp' as const, settings: { host: 'smsc.example.org', port: 2775, tls: true } };

  it('names its kind, also where only its worker knows more', () => {
    expect(kindName(providerOf())).toBe('Advanta');
    expect(kindName(providerOf(smpp))).toBe('SMPP');
    expect(kindName(providerOf({ settings: null }))).toBe('HTTP');
  });

  it('says where it is', () => {
    expect(addressOf(providerOf(smpp))).toBe('smpps://smsc.example.org:2775');
    expect(addressOf(providerOf())).toBe('https://sms.example.org');
    expect(addressOf(providerOf({ settings: null }))).toBeNull();
  });

  it('says what it costs, and to how many pairs that differs', () => {
    expect(priceWords({ price: '0.80', prices: {} })).toBe('0.80');
    expect(priceWords({ price: '0.80', prices: { a: '1' } })).toBe('0.80; 1 pair differs');
    expect(priceWords({ price: null, prices: { a: '1', b: '2' } })).toBe('–; 2 pairs differ');
    expect(priceWords({ price: null, prices: {} })).toBe('–');
  });

  it('has facts without what is not known', () => {
    const facts = new Map(factsOf(providerOf({ sender: null })).map(({ name, value }) => [name, value]));
    expect(facts.get('Partner id')).toBe('12');
    expect(facts.get('Secrets set')).toBe('api_key');
    expect(facts.get('Sender')).toBeNull();
  });

  it('has a whole URL for reports, or none', () => {
    expect(reportUrl(providerOf(), 'https://box.example.org')).toBe(
      'https://box.example.org/api/v1/providers/9/reports/token',
    );
    expect(reportUrl(providerOf({ report_path: null }), 'https://box.example.org')).toBeNull();
  });
});

describe('the state of a channel', () => {
  const told = {
    kind: 'provider' as const,
    number: null,
    label: null,
    online: false,
    trouble: 'the password is wrong',
    signal: null,
    registration: null,
    operator: null,
    timestamp: timeAt(0),
  };

  it('changes as the live socket tells, and only that of the channel it names', () => {
    const providers = [providerOf(), providerOf({ id: 10 })];
    const [first, second] = withStatus(providers, { ...told, id: 10 });
    expect(first).toBe(providers[0]);
    expect([second?.online, second?.trouble]).toEqual([false, 'the password is wrong']);
    expect(withStatus(providers, { ...told, id: 9, kind: 'sim' })[0]).toBe(providers[0]);
  });

  it('is inactive before anything else', () => {
    expect(channelTone({ status: 'inactive', online: true, trouble: null }).text).toBe('Inactive');
    expect(channelTone({ status: 'active', online: true, trouble: null }).tone).toBe('done');
    expect(channelTone({ status: 'active', online: false, trouble: null }).tone).toBe('bad');
  });
});
