import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { selfSigned } from '../../../test/certificate.js';
import { readConfig } from '../config/config.js';
import { requireBrokerSettings, serverUserOf, urlForWorkers } from './broker-address.js';
import { listenOutside } from './broker-listener.js';

describe('where the broker listens for workers elsewhere', () => {
  let folder: string;
  const open: Server[] = [];
  const pair = selfSigned();
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-listen-'));
    writeFileSync(join(folder, 'cert.pem'), pair.cert);
    writeFileSync(join(folder, 'key.pem'), pair.key);
    writeFileSync(join(folder, 'other-key.pem'), selfSigned().key);
    writeFileSync(join(folder, 'nonsense.pem'), 'sekrit');
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  afterEach(() => {
    for (const server of open.splice(0)) server.close();
  });

  const file = (name: string) => join(folder, name);
  const tls = () => ({ MQTT_TLS_CERT: file('cert.pem'), MQTT_TLS_KEY: file('key.pem') });
  async function listen(settings: Record<string, string>): Promise<Server | null> {
    const server = await listenOutside(readConfig(settings), (socket) => socket.end('hello'));
    if (server) open.push(server);
    return server;
  }
  const portOf = (server: Server | null) => (server?.address() as AddressInfo).port;

  it('is nowhere unless it is asked to', async () => {
    expect(await listen({})).toBeNull();
  });

  it.each(['127.0.0.1:0', 'localhost:0', '[::1]:0'])('may be %s without TLS', async (address) => {
    // A machine without IPv6 is a machine all the same.
    const server = await listen({ MQTT_LISTEN: address }).catch((error: Error) => error.message);
    expect(typeof server === 'string' ? server : portOf(server)).toEqual(
      address.startsWith('[') ? expect.anything() : expect.any(Number),
    );
  });

  it('may not be beyond this machine without TLS, unless that is meant', async () => {
    await expect(listen({ MQTT_LISTEN: '0.0.0.0:0' })).rejects.toThrow(/^MQTT_LISTEN: .*MQTT_ALLOW_PLAIN=true/);
    expect(portOf(await listen({ MQTT_LISTEN: '0.0.0.0:0', MQTT_ALLOW_PLAIN: 'true' }))).toBeGreaterThan(0);
  });

  it('speaks TLS with a certificate', async () => {
    const port = portOf(await listen({ MQTT_LISTEN: '0.0.0.0:0', ...tls() }));
    const socket = connectTls({ port, host: '127.0.0.1', ca: pair.cert });
    const [said] = (await once(socket, 'data')) as [Buffer];
    expect(String(said)).toBe('hello');
    socket.destroy();
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['without a key', { MQTT_TLS_CERT: 'cert.pem' }, /^MQTT_TLS_KEY: expected to be set/],
    ['without a certificate', { MQTT_TLS_KEY: 'key.pem' }, /^MQTT_TLS_CERT: expected to be set/],
    [
      'with a certificate that is not there',
      { MQTT_TLS_CERT: 'none.pem', MQTT_TLS_KEY: 'key.pem' },
      /^MQTT_TLS_CERT: cannot read .*ENOENT$/,
    ],
    [
      'with a key that is not there',
      { MQTT_TLS_CERT: 'cert.pem', MQTT_TLS_KEY: 'none.pem' },
      /^MQTT_TLS_KEY: cannot read .*ENOENT$/,
    ],
    [
      'with a certificate that is none',
      { MQTT_TLS_CERT: 'nonsense.pem', MQTT_TLS_KEY: 'key.pem' },
      /^MQTT_TLS_CERT, MQTT_TLS_KEY: expected/,
    ],
    [
      "with another certificate's key",
      { MQTT_TLS_CERT: 'cert.pem', MQTT_TLS_KEY: 'other-key.pem' },
      /^MQTT_TLS_CERT, MQTT_TLS_KEY: expected/,
    ],
  ])('is not started %s, which one line says', async (_, names, expected) => {
    const files = Object.fromEntries(Object.entries(names).map(([name, value]) => [name, file(value)]));
    const failure = await listen({ MQTT_LISTEN: '127.0.0.1:0', ...files }).catch((error: Error) => error.message);
    expect(failure).toMatch(expected);
    expect(failure).not.toMatch(/\n|sekrit/);
  });

  it('is not a place that is taken, or not of this machine', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    open.push(other);
    const taken = `127.0.0.1:${portOf(other)}`;
    await expect(listen({ MQTT_LISTEN: taken })).rejects.toThrow(`MQTT_LISTEN: ${taken} is in use by another program`);
    await expect(listen({ MQTT_LISTEN: '192.0.2.1:1883', ...tls() })).rejects.toThrow(
      'MQTT_LISTEN: 192.0.2.1:1883 is no address of this machine',
    );
    await expect(listen(tls())).rejects.toThrow('MQTT_LISTEN: expected to be set');
  });

  it.each(['1883', 'host', 'host:', ':1883', 'a:b:1', 'host:70000', '::1:1883', '0.0.0.0:1883/x'])(
    'cannot be %j',
    (address) => {
      expect(() => readConfig({ MQTT_LISTEN: address })).toThrow(/^MQTT_LISTEN: expected an address and a port/);
    },
  );
});

describe('what a worker elsewhere is told to connect to', () => {
  const url = (settings: Record<string, string>, port: number | null = 8883) =>
    urlForWorkers(readConfig(settings), port);

  it('is the broker of the server, without the user that the server has there', () => {
    expect(url({ MQTT_URL: 'mqtts://server:sekrit@broker.example:8883' })).toBe('mqtts://broker.example:8883');
  });

  it("is the server's own broker where it listens for others", () => {
    expect(url({ MQTT_LISTEN: '10.0.0.5:0' })).toBe('mqtt://10.0.0.5:8883');
    expect(url({ MQTT_LISTEN: '[fe80::1]:0', MQTT_TLS_CERT: 'a', MQTT_TLS_KEY: 'b' })).toBe('mqtts://[fe80::1]:8883');
    expect(url({ MQTT_LISTEN: '0.0.0.0:0' })).toMatch(/^mqtt:\/\/[^:/]+:8883$/);
    expect(url({}, null)).toBeNull();
  });
});

describe('settings of the broker that do not go together', () => {
  it.each<[Record<string, string>, string]>([
    [{ MQTT_URL: 'mqtt://b', MQTT_LISTEN: '127.0.0.1:1883' }, 'MQTT_LISTEN: expected to be unset'],
    [{ BROKER_FILES_DIR: 'files' }, 'BROKER_FILES_DIR: expected MQTT_URL too'],
  ])('%j are refused', (settings, expected) => {
    expect(() => requireBrokerSettings(readConfig(settings))).toThrow(expected);
  });

  it.each<[Record<string, string>, string]>([
    [{ MQTT_PASSWORD: 'sekrit' }, 'MQTT_USERNAME: expected'],
    [{ MQTT_USERNAME: 'server' }, 'MQTT_PASSWORD: expected'],
    [{ MQTT_USERNAME: 'a:b', MQTT_PASSWORD: 'sekrit' }, 'MQTT_USERNAME: expected'],
    [{ MQTT_USERNAME: 'worker.w1', MQTT_PASSWORD: 'sekrit' }, 'MQTT_USERNAME: expected'],
  ])('%j cannot be written into the files', (settings, expected) => {
    expect(() => serverUserOf(readConfig(settings))).toThrow(expected);
    expect(() => serverUserOf(readConfig(settings))).not.toThrow(/sekrit/);
  });
});
