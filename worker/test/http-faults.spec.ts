import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { channelOf, DriverRig, jobOf } from './http-accounts.js';
import { type Answerer, HttpProvider, json, text } from './http-provider.js';
import { until } from './harness.js';
import { freePort } from '../../server/test/services/private-process.js';

const ok = json({ id: 'm1', status: 'OK' });

const settingsFor = (url: string, over: object = {}) => ({
  profile: 'generic',
  url: `${url}/send`,
  body: '{"to":"{{to}}","text":"{{text}}"}',
  answer: { id: 'id', code: 'status', error: 'error', success: ['OK'], temporary: ['BUSY'] },
  timeout_seconds: 20,
  ...over,
});

describe('an HTTP provider that answers badly', () => {
  let provider: HttpProvider;
  let rig: DriverRig;

  beforeEach(async () => {
    provider = await new HttpProvider(ok).start();
    rig = new DriverRig();
    await rig.start(channelOf(settingsFor(provider.url)));
  });
  afterEach(async () => {
    await rig.driver.stop();
    await provider.stop();
  });

  const drip: Answerer = (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(' '), 50);
    response.on('close', () => clearInterval(timer));
  };
  const tooLong: Answerer = (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const chunk = Buffer.alloc(64 * 1024, ' ');
    for (let i = 0; i < 160; i += 1) response.write(chunk);
    response.end(JSON.stringify({ id: 'm1', status: 'OK' }));
  };

  it.each<[string, Answerer, object]>([
    [
      'an error inside a 200',
      json({ status: 'BAD', error: 'no such number' }),
      { type: 'failed', temporary: false, reason: 'the provider answered BAD: no such number' },
    ],
    ['a passing error inside a 200', json({ status: 'BUSY' }), { type: 'failed', temporary: true }],
    ['HTML', text('<html>Welcome</html>'), { type: 'uncertain' }],
    ['nothing', text(''), { type: 'uncertain' }],
    ['broken JSON', text('{"id":"m1","status":"OK"'), { type: 'uncertain' }],
    ['success without an id', json({ status: 'OK' }), { type: 'uncertain' }],
    ['10 MB', tooLong, { type: 'uncertain', reason: expect.stringContaining('too long') }],
    ['a reset', (_, response) => void response.socket?.resetAndDestroy(), { type: 'uncertain' }],
    [
      'half an answer',
      (_, response) => void response.writeHead(200, { 'content-length': 99 }).write('{', () => response.destroy()),
      { type: 'uncertain' },
    ],
    [
      'a redirect that may come after it was sent',
      text('', 302, { location: 'http://169.254.169.254/' }),
      { type: 'uncertain', reason: expect.stringContaining('redirects to http://169.254.169.254') },
    ],
    [
      'a server error',
      json({ error: 'boom' }, 500),
      { type: 'uncertain', reason: 'the provider answered HTTP 500: boom' },
    ],
    ['that it is not available', json({}, 503), { type: 'failed', temporary: true }],
    [
      'that the request is wrong',
      json({ error: 'bad' }, 400),
      { type: 'failed', temporary: false, reason: 'the provider answered HTTP 400: bad' },
    ],
  ])('takes %s for what it is', async (_, answer, expected) => {
    provider.next.push(answer);
    const [event] = await rig.send(jobOf());
    expect(event).toMatchObject(expected);
    expect(rig.state?.online).toBe(true);
    expect((await rig.send(jobOf()))[0]).toMatchObject({ type: 'sent', ref: 'm1' });
    expect(provider.got).toHaveLength(2);
  });

  it.each<[string, Answerer]>([
    ['a byte now and then', drip],
    ['silence', () => undefined],
  ])('waits for %s no longer than it is told to', async (_, answer) => {
    rig.driver.hold([channelOf(settingsFor(provider.url, { timeout_seconds: 1 }))]);
    provider.next.push(answer);
    const reason: unknown = expect.stringContaining('no answer within 1 s');
    expect((await rig.send(jobOf()))[0]).toMatchObject({ type: 'uncertain', reason });
    expect(rig.state?.online).toBe(true);
    rig.driver.hold([channelOf(settingsFor(provider.url))]);
    expect((await rig.send(jobOf()))[0]).toMatchObject({ type: 'sent', ref: 'm1' });
    expect(provider.got).toHaveLength(2);
  });

  it.each<[string, Answerer, RegExp]>([
    [
      'moves elsewhere',
      text('', 301, { location: 'https://new.example.com/x?key=1' }),
      /redirects to https:\/\/new\.example\.com, and/,
    ],
    ['does not know us', json({ error: 'who is key-of-the-account?' }, 401), /HTTP 401: who is •••\?/],
    ['wants money', json({}, 402), /HTTP 402/],
  ])('is taken offline when it %s, and its messages go back', async (_, answer, trouble) => {
    provider.next.push(answer);
    const [event] = await rig.send(jobOf());
    expect(event).toMatchObject({ type: 'failed', temporary: true, returned: true });
    expect(rig.state).toMatchObject({ online: false, trouble: expect.stringMatching(trouble) });
    expect(rig.changes).toBeGreaterThan(0);
    await until('it is looked at again', () => rig.state?.online === true);
    expect((await rig.send(jobOf()))[0]).toMatchObject({ type: 'sent' });
  });

  it('tries again what was throttled, after the wait that the provider names, and counts no failure', async () => {
    provider.next.push(json({}, 429, { 'retry-after': '1' }), json({}, 503, { 'retry-after': '0' }));
    const began = Date.now();
    const [event] = await rig.send(jobOf());
    expect(event).toMatchObject({ type: 'sent' });
    expect(Date.now() - began).toBeGreaterThanOrEqual(990);
    expect(provider.got).toHaveLength(3);
    expect(rig.events).toHaveLength(1);
  });

  it('gives back what is throttled when the worker stops', async () => {
    provider.next.push(json({}, 429, { 'retry-after': '60' }));
    const job = jobOf();
    rig.driver.submit([job]);
    await until('it was asked', () => provider.got.length === 1);
    await rig.driver.stop();
    expect(rig.events).toEqual([expect.objectContaining({ type: 'failed', returned: true, id: job.id })]);
  });

  it('tries no message again whose validity ended while it waited', async () => {
    provider.next.push(json({}, 429, { 'retry-after': '1' }));
    const late = jobOf({ expires_at: Date.now() + 500 });
    rig.driver.submit([late]);
    await until('it was asked', () => provider.got.length === 1);
    await rig.send(jobOf());
    expect(provider.got).toHaveLength(2);
    expect(rig.claims.flat().filter(({ id }) => id === late.id)).toHaveLength(2);
    expect(rig.of(late.id)).toBeUndefined();
  });

  it('takes a repeat for harmless where the settings say that the provider drops it', async () => {
    rig.driver.hold([channelOf(settingsFor(provider.url, { deduplicates: true }))]);
    provider.next.push((_, response) => void response.socket?.resetAndDestroy());
    expect((await rig.send(jobOf()))[0]).toMatchObject({ type: 'failed', temporary: true });
  });

  it('sends on a few connections that it keeps', async () => {
    await rig.send(...Array.from({ length: 200 }, () => jobOf()));
    expect(provider.got).toHaveLength(200);
    expect(provider.connections).toBeLessThanOrEqual(64);
  });
});

describe('an HTTP provider that is not reached', () => {
  let rig: DriverRig;
  let server: Server | undefined;
  const sockets = new Set<Socket>();

  afterEach(async () => {
    await rig.driver.stop();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
    server = undefined;
  });
  const listen = async (onSocket: (socket: Socket) => void): Promise<number> => {
    server = createServer((socket) => {
      sockets.add(socket.on('error', () => undefined));
      onSocket(socket);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const begin = async (url: string, over: object = {}): Promise<void> => {
    rig = new DriverRig();
    await rig.start(channelOf(settingsFor(url, over)));
  };

  it('has certainly not sent when the connection is refused, and goes offline when that goes on', async () => {
    const port = await freePort();
    await begin(`http://127.0.0.1:${port}`);
    expect((await rig.send(jobOf()))[0]).toMatchObject({
      type: 'failed',
      temporary: true,
      reason: 'the connection was refused',
    });
    expect(rig.events[0]).not.toHaveProperty('returned');
    for (let i = 0; i < 4; i += 1) await rig.send(jobOf());
    expect(rig.state).toMatchObject({ online: false, trouble: 'the connection was refused' });
    expect((await rig.send(jobOf()))[0]).toMatchObject({ type: 'failed', returned: true });
    const provider = await new HttpProvider(ok).start(port);
    await until('it is back', () => rig.state?.online === true);
    expect((await rig.send(jobOf(), jobOf(), jobOf())).map(({ type }) => type)).toEqual(['sent', 'sent', 'sent']);
    await provider.stop();
  });

  it('has certainly not sent when TLS fails', async () => {
    const port = await listen((socket) => socket.end('this is not TLS'));
    await begin(`https://127.0.0.1:${port}`);
    expect((await rig.send(jobOf()))[0]).toMatchObject({ type: 'failed', temporary: true });
  });

  it('has certainly not sent when TLS never comes', async () => {
    const port = await listen(() => undefined);
    await begin(`https://127.0.0.1:${port}`, { timeout_seconds: 1 });
    const [event] = await rig.send(jobOf());
    expect(event).toMatchObject({ type: 'failed', temporary: true, reason: 'no connection within 1 s' });
  });

  it('may have sent when the connection ends after the request', async () => {
    const port = await listen((socket) => socket.once('data', () => socket.destroy()));
    await begin(`http://127.0.0.1:${port}`);
    expect((await rig.send(jobOf()))[0]).toMatchObject({ type: 'uncertain' });
  });

  it.each([
    'HTTP/1.1 200 OK\r\ncontent-length: 5000000000000\r\n\r\n{',
    '\u0000\u0001garbage\r\n\r\n',
    'SSH-2.0-OpenSSH\r\n',
  ])('may have sent when %j comes back', async (answer) => {
    const port = await listen((socket) => socket.once('data', () => socket.end(answer)));
    await begin(`http://127.0.0.1:${port}`);
    expect((await rig.send(jobOf()))[0]).toMatchObject({ type: 'uncertain' });
  });
});
