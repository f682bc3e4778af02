import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '@signalbox/contracts/common';
import type { Message } from '@signalbox/contracts/messages';
import { newSecret } from '../../src/platform/config/config.js';
import { RECIPIENT } from '../app.js';
import { Client } from '../client.js';
import { ADMIN, Product } from '../product.js';
import { until } from '../until.js';

const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'main.js');

describe('the built server', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-process-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs it to its end with these settings only. */
  async function runToItsEnd(settings: Record<string, string>) {
    const env = { PATH: process.env['PATH'], DATA_DIR: join(folder, 'data'), PORT: '0', NODE_ENV: 'test', ...settings };
    const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const timer = setTimeout(() => child.kill('SIGKILL'), 240_000);
    let [out, err] = ['', ''];
    child.stdout.on('data', (text: Buffer) => (out += text.toString()));
    child.stderr.on('data', (text: Buffer) => (err += text.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    clearTimeout(timer);
    return { code, out, lines: err.trimEnd().split('\n') };
  }

  describe('that cannot start', () => {
    it('says in one line that its port is taken', async () => {
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      const { port } = other.address() as AddressInfo;
      const { code, lines } = await runToItsEnd({ PORT: String(port) });
      other.close();
      expect(lines).toEqual([expect.stringMatching(new RegExp(`PORT: ${port} .*in use`))]);
      expect(code).toBe(1);
    });

    it('says in one line that its data folder is none', async () => {
      const file = join(folder, 'file');
      writeFileSync(file, '');
      for (const path of [join(file, 'data'), '/proc/x', '/proc/x/data']) {
        const { code, lines } = await runToItsEnd({ DATA_DIR: path });
        const line = new RegExp(`DATA_DIR: ${path} is not a folder that can be written to: (ENOENT|ENOTDIR)$`);
        expect({ lines, code }).toEqual({ lines: [expect.stringMatching(line)], code: 1 });
      }
    });

    it('names each wrong variable with what was expected, and never its value', async () => {
      const { code, lines } = await runToItsEnd({ PORT: 'http', JWT_SECRET: 'hunter2', LOG_LEVEL: 'loud' });
      expect(lines).toEqual([
        expect.stringMatching(/PORT: .*expected/),
        expect.stringMatching(/JWT_SECRET: .*expected/),
        expect.stringMatching(/LOG_LEVEL: .*expected/),
      ]);
      expect(lines.join()).not.toContain('hunter2');
      expect(code).toBe(1);
    });

    it('names a wrong setting of the simulator', async () => {
      const { code, lines } = await runToItsEnd({
        SIMULATOR_FAILURE_SHARE: 'half',
        SIMULATOR_SIMS: '-1',
        LOG_LEVEL: 'silent',
      });
      expect(lines.join('\n')).toMatch(/SIMULATOR_FAILURE_SHARE: .*expected/);
      expect(lines.join('\n')).toMatch(/SIMULATOR_SIMS: .*expected/);
      expect(code).toBe(1);
    });

    it.each<[Record<string, string>, RegExp]>([
      [{ MQTT_LISTEN: '0.0.0.0:0' }, /MQTT_LISTEN: .*in clear.*MQTT_ALLOW_PLAIN=true/],
      [{ MQTT_LISTEN: '1883' }, /MQTT_LISTEN: expected an address and a port/],
      [{ MQTT_LISTEN: '127.0.0.1:0', MQTT_URL: 'mqtt://hunter2@127.0.0.1:1' }, /MQTT_LISTEN: expected to be unset/],
      [
        { MQTT_LISTEN: '127.0.0.1:0', MQTT_TLS_CERT: 'none.pem', MQTT_TLS_KEY: 'none.pem' },
        /MQTT_TLS_CERT: cannot read none\.pem: ENOENT$/,
      ],
      [{ MQTT_URL: 'mqtts://127.0.0.1:1', MQTT_CA_FILE: 'none.pem' }, /MQTT_CA_FILE: cannot read none\.pem: ENOENT$/],
      [
        {
          MQTT_URL: 'mqtt://127.0.0.1:1',
          MQTT_USERNAME: 's',
          MQTT_PASSWORD: 'hunter2',
          BROKER_FILES_DIR: '/dev/null/x',
        },
        /BROKER_FILES_DIR: cannot write into \/dev\/null\/x: ENOTDIR$/,
      ],
      [{ MQTT_URL: 'mqtt://127.0.0.1:1', BROKER_FILES_DIR: 'files' }, /MQTT_USERNAME: expected the user of the server/],
    ])('says in one line what is wrong with its broker: %j', async (settings, expected) => {
      const { code, lines } = await runToItsEnd({ LOG_LEVEL: 'silent', EMBEDDED_WORKER: 'false', ...settings });
      expect(lines).toEqual([expect.stringMatching(expected)]);
      expect(lines[0]).not.toContain('hunter2');
      expect(code).toBe(1);
    });

    it('says in one line that its database does not answer', async () => {
      const { code, lines } = await runToItsEnd({
        DATABASE_URL: 'mysql://user:hunter2@127.0.0.1:1/x',
        LOG_LEVEL: 'silent',
      });
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(/ECONNREFUSED|DATABASE_URL/);
      expect(lines[0]).not.toContain('hunter2');
      expect(code).toBe(1);
    });
  });

  describe('that is told to end', () => {
    let product: Product | undefined;
    afterEach(() => product?.dispose());

    const signIn = async (url: string) => {
      const client = new Client(url);
      const { body } = await client.post<{ token: string }>('/api/v1/auth/login', {
        identifier: ADMIN.username,
        password: ADMIN.password,
      });
      return client.with({ authorization: `Bearer ${body.token}` });
    };

    it('ends within 10 s with code 0, and what it accepted until then is delivered after the next start', async () => {
      product = await Product.start({ SIMULATOR_LATENCY_MS: '100', LOG_LEVEL: 'warn' });
      const client = await signIn(product.url);
      const accepted: string[] = [];
      let stopped = false;
      const send = async () => {
        while (!stopped) {
          const answer = await client
            .post<{ id: string }>('/api/v1/messages', { to: RECIPIENT, text: 'hello', client_ref: 'load' })
            .catch(() => null);
          if (answer?.status === 202) accepted.push(answer.body.id);
          else return;
        }
      };
      const load = Promise.all(Array.from({ length: 8 }, send));
      await until(() => accepted.length > 200);
      const began = Date.now();
      const code = await product.stop();
      const took = Date.now() - began;
      stopped = true;
      await load;
      expect({ code, quick: took < 10_000 }).toEqual({ code: 0, quick: true });

      await product.startAgain();
      const again = await signIn(product.url);
      await until(async () => {
        const states = await statesOf(again);
        return accepted.every((id) => states.get(id) === 'delivered');
      });
    });

    it('ends as quickly when nothing is going on, with clients still connected', async () => {
      product = await Product.start({ LOG_LEVEL: 'warn' });
      await signIn(product.url);
      const began = Date.now();
      expect(await product.stop()).toBe(0);
      expect(Date.now() - began).toBeLessThan(5_000);
    });
  });

  describe('that has no password for its first admin', () => {
    let product: Product | undefined;
    afterEach(() => product?.dispose());

    /** What it says, with its worker's first words. */
    async function said(settings: Record<string, string>): Promise<string[]> {
      product = await Product.start({ ADMIN_PASSWORD: '', ...settings });
      const { log } = await until(() => /started with 4 channels/.test(product?.log ?? '') && product);
      return log.split('\n');
    }

    it('shows people in few lines where it is, the password, and what its worker says', async () => {
      const lines = await said({ LOG_FORMAT: 'text' });
      const text = lines.join('\n');
      expect(text).toContain(`  Console    ${product?.url}/console/`);
      expect(text).toMatch(/ {2}Admin +admin, password \S{20} \(shown only now\)/);
      expect(text).toMatch(/\d\d:\d\d:\d\d {2}worker local, \w+ {2}started with 4 channels/);
      expect(text).not.toContain('{"level"');
      expect(lines.length).toBeLessThan(25);
    });

    it('writes JSON where its output is no terminal, each line of it', async () => {
      // By the name that the documents of two earlier systems have for it.
      const all = await said({ JWT_SECRET_KEY: newSecret() });
      const lines = all.filter((line) => line !== '').map((line) => JSON.parse(line) as { msg: string });
      const messages = lines.map(({ msg }) => msg);
      expect(messages).toContainEqual(expect.stringMatching(/^Admin: admin, password \S{20} \(shown only now\)$/));
      expect(messages.filter((line) => line.includes('JWT_SECRET'))).toEqual([
        "JWT_SECRET_KEY: understood as JWT_SECRET, which is today's name and should be used.",
      ]);
    });
  });

  /** Every message of the load, by its id. */
  async function statesOf(client: Client): Promise<Map<string, string>> {
    const states = new Map<string, string>();
    for (let after = ''; ;) {
      const { body } = await client.get<Page<Message>>(`/api/v1/messages?client_ref=load&limit=500${after}`);
      for (const { id, status } of body.data) states.set(id, status);
      if (body.next_cursor === null) return states;
      after = `&cursor=${body.next_cursor}`;
    }
  }
});
