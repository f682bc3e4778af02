import { describe, expect, it } from '@jest/globals';
import { Proxy } from '@signalbox/contracts/programs';
import { ProxyUrl } from '@signalbox/contracts/kind-schema';
import { ProgramProxiesService } from './program-proxies.service.js';

describe('the proxy of a program’s messages', () => {
  it.each([
    ['proxy.example:3128', 'http://proxy.example:3128'],
    ['https://proxy.example', 'https://proxy.example'],
    ['socks5://10.0.0.1:1080', 'socks5://10.0.0.1:1080'],
    ['[::1]:8080', 'http://[::1]:8080'],
  ])('%s is the URL %s, as workers take it', (proxy, url) => {
    const proxies = new ProgramProxiesService();
    proxies.set('a', Proxy.parse(proxy));
    expect(proxies.of({ programId: 'a' })).toBe(url);
    expect(ProxyUrl.parse(url)).toBe(url);
  });

  it('is none for other programs, for messages of none, and once it was taken away', () => {
    const proxies = new ProgramProxiesService();
    proxies.set('a', 'proxy.example:3128');
    expect([proxies.of({ programId: 'b' }), proxies.of({ programId: null })]).toEqual([null, null]);
    proxies.set('a', null);
    expect(proxies.of({ programId: 'a' })).toBeNull();
  });
});
