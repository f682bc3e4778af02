import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { describeWith } from '../../server/test/services/describe-with.js';
import { allowedAddressesOf } from '../src/drivers/http/allowed-addresses.js';
import { OutboundGuard } from '../src/drivers/http/outbound-guard.js';
import { channelOf, DriverRig, jobOf, quickTimes } from './http-accounts.js';
import { HttpProvider, json } from './http-provider.js';
import { httpProxy, type Proxy, socksProxy } from './http-proxies.js';

const PASSWORD = 'pass-of-the-proxy';
const ok = json({ id: 'm1' });

describe('an HTTP provider behind a proxy', () => {
  let provider: HttpProvider;
  let proxy: Proxy | undefined;
  let rig: DriverRig;
  const settings = (over: object = {}) => ({
    profile: 'generic',
    url: `${provider.url}/send`,
    answer: { id: 'id' },
    timeout_seconds: 20,
    ...over,
  });

  beforeEach(async () => {
    provider = await new HttpProvider(ok).start();
    rig = new DriverRig();
  });
  afterEach(async () => {
    await rig.driver.stop();
    await proxy?.stop();
    await provider.stop();
  });

  it('is asked for by its whole URL through an HTTP proxy', async () => {
    proxy = await httpProxy();
    await rig.start(channelOf(settings({ proxy: `http://me:${PASSWORD}@127.0.0.1:${proxy.port}` })));
    expect((await rig.send(jobOf()))[0]).toMatchObject({ type: 'sent', ref: 'm1' });
    expect(proxy.asked).toEqual([`${provider.url}/send`]);
    expect(proxy.users).toEqual([`Basic ${Buffer.from(`me:${PASSWORD}`).toString('base64')}`]);
    expect(JSON.stringify(provider.got)).not.toContain('proxy-authorization');
  });

  it.each(['socks5', 'socks5h'])('is reached through a %s proxy', async (scheme) => {
    proxy = await socksProxy(`me:${PASSWORD}`);
    await rig.start(channelOf(settings({ proxy: `${scheme}://me:${PASSWORD}@127.0.0.1:${proxy.port}` })));
    for (let i = 0; i < 3; i += 1) expect((await rig.send(jobOf()))[0]).toMatchObject({ type: 'sent', ref: 'm1' });
    expect(proxy.asked).toEqual([`127.0.0.1:${provider.port}`]);
  });

  it("is reached through a program's proxy in place of its own", async () => {
    proxy = await socksProxy();
    const own = await httpProxy();
    await rig.start(channelOf(settings({ proxy: `http://127.0.0.1:${own.port}` })));
    await rig.send(jobOf({ proxy: `socks5://127.0.0.1:${proxy.port}` }), jobOf());
    expect([own.asked.length, proxy.asked.length]).toEqual([1, 1]);
    await own.stop();
  });

  it.each([
    ['an HTTP proxy', () => httpProxy(407), (port: number) => `http://me:${PASSWORD}@127.0.0.1:${port}`],
    ['a SOCKS proxy', () => socksProxy('you:other'), (port: number) => `socks5://me:${PASSWORD}@127.0.0.1:${port}`],
  ])('has certainly not been sent to when %s refuses, and the account is not to blame', async (_, make, urlOf) => {
    proxy = await make();
    await rig.start(channelOf(settings()));
    for (let i = 0; i < 7; i += 1) {
      const [event] = await rig.send(jobOf({ proxy: urlOf(proxy.port) }));
      expect(event).toMatchObject({ type: 'failed', temporary: true });
      expect(JSON.stringify(event)).not.toContain(PASSWORD);
    }
    expect(rig.state?.online).toBe(true);
    expect(provider.got).toEqual([]);
  });

  it('has certainly not been sent to when the proxy is not there, not allowed, or none', async () => {
    await rig.start(channelOf(settings()));
    for (const wrong of [
      'http://127.0.0.1:1',
      `http://me:${PASSWORD}@10.0.0.1:3128`,
      `socks5://me:${PASSWORD}@169.254.1.1`,
      'ftp://x',
    ]) {
      const [event] = await rig.send(jobOf({ proxy: wrong }));
      expect(event).toMatchObject({ type: 'failed', temporary: true });
      expect(JSON.stringify(event)).not.toContain(PASSWORD);
    }
    expect(provider.got).toEqual([]);
  });

  it('is not reached through a proxy either when its host is not listed', async () => {
    proxy = await httpProxy();
    rig = new DriverRig(quickTimes, new OutboundGuard([], allowedAddressesOf('127.0.0.1') ?? []));
    await rig.start(channelOf(settings({ proxy: `http://127.0.0.1:${proxy.port}` })));
    expect((await rig.send(jobOf()))[0]).toMatchObject({ returned: true });
    expect(proxy.asked).toEqual([]);
  });
});

describeWith('openssl', 'an HTTPS provider', () => {
  let folder: string;
  let server: Server;
  let proxy: Proxy | undefined;
  let rig: DriverRig;
  let url: string;
  let certificate: string;
  const trusted = getCACertificates();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-https-'));
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    const how = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', cert];
    execFileSync('openssl', [...how, ...subject], { stdio: 'ignore' });
    certificate = readFileSync(cert, 'utf8');
    server = createServer({ key: readFileSync(key), cert: certificate }, (_, response) => response.end('{"id":"m1"}'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `https://localhost:${(server.address() as AddressInfo).port}/send`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    rig = new DriverRig();
  });
  afterEach(async () => {
    await rig.driver.stop();
    await proxy?.stop();
    proxy = undefined;
    setDefaultCACertificates(trusted);
  });
  const begin = (over: object = {}) =>
    rig.start(channelOf({ profile: 'generic', url, answer: { id: 'id' }, timeout_seconds: 20, ...over }));

  it('is not sent to while its certificate is not trusted', async () => {
    await begin();
    const [event] = await rig.send(jobOf());
    expect(event).toMatchObject({ type: 'failed', temporary: true, reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });

  it.each([
    ['an HTTP', httpProxy, 'http'],
    ['a SOCKS', socksProxy, 'socks5h'],
  ] as const)(
    'is reached by a tunnel through %s proxy, where its certificate is checked too',
    async (_, make, scheme) => {
      const made = await make();
      proxy = made;
      await begin({ proxy: `${scheme}://127.0.0.1:${made.port}` });
      const [event] = await rig.send(jobOf());
      expect(event).toMatchObject({ type: 'failed', temporary: true, reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
      expect(made.asked).toEqual([new URL(url).host]);
    },
  );

  it.each([
    ['straight', null],
    ['by a tunnel through an HTTP proxy', httpProxy],
    ['by a tunnel through a SOCKS proxy', socksProxy],
  ] as const)('is sent to %s when its certificate is trusted', async (_, make) => {
    setDefaultCACertificates([certificate]);
    proxy = make ? await make() : undefined;
    const scheme = make === socksProxy ? 'socks5' : 'http';
    await begin(proxy ? { proxy: `${scheme}://127.0.0.1:${proxy.port}` } : {});
    for (let i = 0; i < 3; i += 1) expect((await rig.send(jobOf()))[0]).toMatchObject({ type: 'sent', ref: 'm1' });
    expect(proxy?.asked.length ?? 1).toBe(1);
  });

  it.each([407, 403, 502, 503])(
    'has certainly not been sent to when the proxy answers %i to CONNECT',
    async (status) => {
      proxy = await httpProxy(status);
      await begin({ proxy: `http://127.0.0.1:${proxy.port}` });
      const [event] = await rig.send(jobOf());
      expect(event).toMatchObject({ type: 'failed', temporary: true, reason: `the proxy answered HTTP ${status}` });
    },
  );
});
