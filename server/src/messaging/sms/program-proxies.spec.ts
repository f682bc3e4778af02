import { beforeEach, describe, expect, it } from '@jest/globals';
import { Proxy } from '@signalbox/contracts/programs';
import { ProxyUrl } from '@signalbox/contracts/kind-schema';
import { Secrets } from '../../platform/config/secrets.js';
import { ProgramProxiesService } from './program-proxies.service.js';

const secrets = new Secrets('j'.repeat(32), 'k'.repeat(32));

describe('the proxy of a program’s messages', () => {
  let proxies: ProgramProxiesService;
  beforeEach(() => {
    proxies = new ProgramProxiesService(secrets);
  });
  const set = (id: string, text: string, secret: string | null = null) => proxies.set(id, { text, secret });

  it.each([
    ['proxy.example', 'http://proxy.example'],
    ['proxy.example:3128', 'http://proxy.example:3128'],
    ['https://proxy.example', 'https://proxy.example'],
    ['socks4://10.0.0.1:1080', 'socks4://10.0.0.1:1080'],
    ['socks5://10.0.0.1:1080', 'socks5://10.0.0.1:1080'],
    ['[::1]:8080', 'http://[::1]:8080'],
  ])('%s is the URL %s, as workers take it', (proxy, url) => {
    set('a', Proxy.parse(proxy));
    expect(proxies.of({ programId: 'a' })).toBe(url);
    expect(ProxyUrl.parse(url)).toBe(url);
  });

  it('has its password again, which is stored sealed for the program alone', () => {
    const sealed = proxies.seal('a', 'pass:w@rd');
    expect(sealed).not.toContain('pass');
    set('a', 'me:***@proxy.example:80', sealed);
    set('b', 'proxy.example:80:me:***', sealed);
    expect(proxies.of({ programId: 'a' })).toBe('http://me:pass%3Aw%40rd@proxy.example:80');
    expect(proxies.of({ programId: 'b' })).toBe('http://me@proxy.example:80');
  });

  it('is none for other programs, for messages of none, and once it was taken away', () => {
    set('a', 'proxy.example:3128');
    expect([proxies.of({ programId: 'b' }), proxies.of({ programId: null })]).toEqual([null, null]);
    proxies.set('a', null);
    expect(proxies.of({ programId: 'a' })).toBeNull();
  });
});
