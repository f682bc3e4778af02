import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Client } from '../client.js';
import { ADMIN, Product } from '../product.js';
import { post } from '../uploads.js';
import { until } from '../until.js';

const dist = (...path: string[]): string => join(import.meta.dirname, '..', '..', '..', ...path);
const SERVER = dist('server', 'dist', 'main.js');
const WORKER = dist('worker', 'dist', 'main.js');
const FORGET = dist('server', 'dist', 'storage', 'secrets', 'main.js');

/** Runs a program of the product to its end, which must come by itself. */
async function run(program: string, settings: Record<string, string>) {
  const env = { PATH: process.env['PATH'], PORT: '0', LOG_LEVEL: 'silent', ...settings };
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const timer = setTimeout(() => child.kill('SIGKILL'), 240_000);
  let [out, err] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (err += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  return { code, out, lines: err.trimEnd().split('\n') };
}

describe('the data folder', () => {
  let product: Product | undefined;
  afterEach(() => product?.dispose());

  async function tokenOf({ url }: Product): Promise<string> {
    const { body } = await new Client(url).post<{ token: string }>('/api/v1/auth/login', {
      identifier: ADMIN.username,
      password: ADMIN.password,
    });
    return body.token;
  }
  const signedIn = async (of: Product): Promise<Client> =>
    new Client(of.url).with({ authorization: `Bearer ${await tokenOf(of)}` });
  const filesOf = ({ dataFolder }: Product): string[] =>
    readdirSync(dataFolder, { recursive: true, withFileTypes: true }).map(({ parentPath, name }) =>
      join(parentPath, name),
    );
  const openOnes = (of: Product): string[] =>
    filesOf(of).filter((path) => ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o077) !== 0);
  /** With something in every place. */
  async function used(): Promise<{ product: Product; client: Client }> {
    const started = await Product.start();
    product = started;
    const { status } = await post({ url: started.url, token: await tokenOf(started) }, [
      ['name', 'list'],
      ['file', { content: '0712345678\n' }],
    ]);
    expect(status).toBe(202);
    await until(async () => filesOf(started).some((path) => path.endsWith('simulator.ledger')));
    return { product: started, client: await signedIn(started) };
  }

  it('that cannot be made ends a worker in one line', async () => {
    for (const path of ['/proc/x', '/dev/null/x']) {
      const { code, lines } = await run(WORKER, { DATA_DIR: path, MQTT_URL: 'mqtt://127.0.0.1:1' });
      const line = /^DATA_DIR: cannot make the folder .*: (ENOENT|ENOTDIR)$/;
      expect({ code, lines }).toEqual({ code: 1, lines: [expect.stringMatching(line)] });
    }
  });

  it('is for its owner only, also what an earlier version left open to others', async () => {
    const { product: server } = await used();
    expect(filesOf(server).map((path) => path.replace(/^.*\//, ''))).toEqual(
      expect.arrayContaining(['signalbox.sqlite', 'signalbox.sqlite-wal', 'secrets.json', 'journal.db', 'uploads']),
    );
    expect(openOnes(server)).toEqual([]);
    await server.kill9();
    // Its worker ends by itself, and takes its journal's log along.
    await until(() => !filesOf(server).some((path) => path.endsWith('journal.db-wal')));
    for (const path of filesOf(server)) chmodSync(path, statSync(path).isDirectory() ? 0o755 : 0o644);
    await server.startAgain();
    await until(() => openOnes(server).length === 0);
  });

  it('without its secrets, or with others, ends the start in one line, until they are given up', async () => {
    const { product: server, client } = await used();
    const { body: key } = await client.post<{ key: string }>('/api/v1/api-keys', { name: 'first' });
    await server.stop();
    const settings = { DATA_DIR: server.dataFolder };
    const file = join(server.dataFolder, 'secrets.json');
    const kept = readFileSync(file, 'utf8');

    for (const [text, line] of [
      [null, /secrets\.json is gone/],
      ['{"jwt":', /secrets\.json: expected \{"jwt"/],
      [kept.replace('"jwt":"', '"jwt":"x'), /secrets\.json has another jwt secret/],
    ] as const) {
      if (text === null) rmSync(file);
      else writeFileSync(file, text);
      const { code, lines } = await run(SERVER, settings);
      expect({ code, lines }).toEqual({ code: 1, lines: [expect.stringMatching(line)] });
    }

    writeFileSync(file, kept);
    await server.startAgain();
    const keyed = new Client(server.url).with({ 'x-api-key': key.key });
    expect((await keyed.get('/api/v1/messages')).status).toBe(200);

    await server.stop();
    rmSync(file);
    const { code, out } = await run(FORGET, settings);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/1 API keys end/) });
    await server.startAgain();
    expect((await keyed.get('/api/v1/messages')).status).toBe(401);
    expect((await (await signedIn(server)).get('/api/v1/api-keys')).status).toBe(200);
  });

  it('whose database is removed ends the server, and says so', async () => {
    const { product: server } = await used();
    rmSync(join(server.dataFolder, 'signalbox.sqlite'));
    await until(() => !server.running);
    expect(server.log).toMatch(/signalbox\.sqlite was removed or replaced while the server had it open/);
    expect(await server.stop()).toBe(1);
  });

  it('whose journal is removed ends the worker, and says so; the next one begins anew', async () => {
    const { product: server } = await used();
    const journal = join(server.dataFolder, 'worker-local', 'journal.db');
    rmSync(journal);
    await until(() => server.log.includes('journal.db was removed or replaced while the worker had it open'));
    await until(() => statSync(journal, { throwIfNoEntry: false }) !== undefined);
  });
});
