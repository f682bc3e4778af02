import { describe, expect, it } from '@jest/globals';
import { isProxy, isSameProxy, proxyParts, shownProxy, urlOfProxy } from './proxy.js';

function partsOf(text: string) {
  const parts = proxyParts(text);
  if (parts === null) throw new Error(`no proxy: ${text}`);
  return parts;
}

describe('a proxy as people write it', () => {
  it.each([
    ['proxy.example', 'http://proxy.example', 'proxy.example'],
    ['proxy.example.com:8080', 'http://proxy.example.com:8080', 'proxy.example.com:8080'],
    ['10.0.0.1:3128', 'http://10.0.0.1:3128', '10.0.0.1:3128'],
    ['[::1]:8080', 'http://[::1]:8080', '[::1]:8080'],
    ['https://proxy.example/', 'https://proxy.example', 'https://proxy.example'],
    ['SOCKS5://Proxy.Example:1080', 'socks5://proxy.example:1080', 'socks5://Proxy.Example:1080'],
    ['socks4://10.0.0.1:1080', 'socks4://10.0.0.1:1080', 'socks4://10.0.0.1:1080'],
    ['me:secret@proxy.example:8080', 'http://me:secret@proxy.example:8080', 'me:***@proxy.example:8080'],
    ['me@proxy.example:8080', 'http://me@proxy.example:8080', 'me@proxy.example:8080'],
    ['http://me:se:c@ret@proxy.example', 'http://me:se%3Ac%40ret@proxy.example', 'http://me:***@proxy.example'],
    ['http://me:p%40ss@proxy.example:80', 'http://me:p%40ss@proxy.example:80', 'http://me:***@proxy.example:80'],
    ['proxy.example:8080:me:secret', 'http://me:secret@proxy.example:8080', 'proxy.example:8080:me:***'],
    ['10.0.0.1:8080:me:s3:cr%20t', 'http://me:s3%3Acr%2520t@10.0.0.1:8080', '10.0.0.1:8080:me:***'],
    ['socks5://10.0.0.1:1080:me:50%', 'socks5://me:50%25@10.0.0.1:1080', 'socks5://10.0.0.1:1080:me:***'],
  ])('%s is %s, and shown as %s', (text, url, shown) => {
    const parts = partsOf(text);
    expect(urlOfProxy(parts)).toBe(url);
    expect(shownProxy(parts)).toBe(shown);
    expect(URL.canParse(url)).toBe(true);
    // What is shown is a proxy itself, so that it can be sent back.
    expect(isSameProxy(parts, partsOf(shown))).toBe(true);
  });

  it.each([
    '',
    'not a proxy',
    'proxy.example:0',
    'proxy.example:65536',
    'proxy.example:port',
    'ftp://proxy.example:21',
    'http://',
    'http://proxy.example/path',
    'http://proxy.example?x=1',
    'proxy.example:8080:me',
    ':secret@proxy.example',
    `${'x'.repeat(250)}.example`,
  ])('is not "%s"', (text) => {
    expect(isProxy(text)).toBe(false);
  });

  it('is another one at another place, or for another user', () => {
    const one = partsOf('me:***@proxy.example:8080');
    expect(isSameProxy(one, partsOf('http://me:secret@PROXY.example:8080'))).toBe(true);
    expect(isSameProxy(one, partsOf('proxy.example:8080:me:x'))).toBe(true);
    for (const other of ['me:***@other.example:8080', 'me:***@proxy.example:81', 'you:***@proxy.example:8080']) {
      expect(isSameProxy(one, partsOf(other))).toBe(false);
    }
  });
});
