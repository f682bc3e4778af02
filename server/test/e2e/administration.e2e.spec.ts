import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GeneralSettings } from '@signalbox/contracts/general-settings';
import type { Message } from '@signalbox/contracts/messages';
import type { Page } from '@signalbox/contracts/common';
import Sqlite from 'better-sqlite3';
import { runAdmin, spawnAdmin } from '../admin-command.js';
import { RECIPIENT } from '../app.js';
import { Client } from '../client.js';
import { ADMIN, Product } from '../product.js';
import { until } from '../until.js';

/** Between two messages: there is something under way all the time, and room for the commands. */
const PAUSE_MS = 50;

describe('operations, beside a server that works', () => {
  let product: Product;
  let folder: string;
  let client: Client;
  let token: string;
  let key: string;
  let stop = false;
  const answers = new Map<number, number>();
  let traffic: Promise<void>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-operations-'));
    product = await Product.start({ SIMULATOR_REPORT_DELAY_MS: '5' });
    const login = { identifier: ADMIN.username, password: ADMIN.password };
    token = (await new Client(product.url).post<{ token: string }>('/api/v1/auth/login', login)).body.token;
    client = new Client(product.url).with({ authorization: `Bearer ${token}` });
    key = (await client.post<{ key: string }>('/api/v1/api-keys', { name: 'traffic' })).body.key;
    traffic = send();
  });
  afterAll(async () => {
    stop = true;
    await traffic;
    await product?.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  const here = (...args: string[]) => runAdmin({ DATA_DIR: product.dataFolder }, args);
  /** One after another, each by the key, as a client does. */
  async function send(): Promise<void> {
    while (!stop) {
      const status = await new Client(product.url)
        .with({ 'x-api-key': key })
        .post('/api/v1/messages', { to: RECIPIENT, text: 'hello' })
        .then(({ status: answered }) => answered)
        .catch(() => 0);
      answers.set(status, (answers.get(status) ?? 0) + 1);
      await wait(PAUSE_MS);
    }
  }
  const backups = () => readdirSync(join(folder, 'backups'));
  const taken = () => answers.get(202) ?? 0;
  const some = (count = 10) => {
    const before = taken();
    return until(() => taken() >= before + count);
  };

  it('doctor looks at everything, and finds nothing wrong', async () => {
    const { code, output } = await here('doctor');
    expect({ code, wrong: /^wrong/m.test(output) }).toEqual({ code: 0, wrong: false });
    for (const what of [
      'settings',
      'data folder',
      'disk',
      'time zone',
      'database',
      'tables',
      'clock',
      'secrets',
      'broker',
    ]) {
      expect(output).toMatch(new RegExp(`^(ok|note) +${what}: `, 'm'));
    }
  });

  it('doctor says what is wrong, and what to do', async () => {
    const others = { MQTT_URL: 'mqtt://127.0.0.1:1', JWT_SECRET: 'x'.repeat(32) };
    const { code, output, errors } = await spawnAdmin({ DATA_DIR: product.dataFolder, ...others }, ['doctor']);
    expect([code, errors]).toEqual([
      1,
      expect.stringMatching(/^admin: 2 of \d+ would keep the server from working\n$/),
    ]);
    expect(output).toMatch(/^wrong {2}broker: mqtt:\/\/127\.0\.0\.1:1: .*\n +Look whether it runs/m);
    expect(output).toMatch(/^wrong {2}secrets: JWT_SECRET is another secret.*\n +Bring them back/m);
    expect(output).not.toContain('x'.repeat(32));
  });

  it('a backup under traffic is whole, and a full disk leaves nothing of one', async () => {
    await some();
    const [made] = await Promise.all([here('backup', join(folder, 'backups')), some()]);
    expect(made).toMatchObject({ code: 0, errors: '', output: expect.stringMatching(/4 files|[5-9] files/) });
    const [name = ''] = backups();
    const { code, output } = await here('verify', '--backup', join(folder, 'backups', name));
    expect({ code, lines: output.match(/^ok/gm)?.length }).toEqual({ code: 0, lines: 3 });
    const small = ['prlimit', '--fsize=65536'];
    const full = await spawnAdmin({ DATA_DIR: product.dataFolder }, ['backup', join(folder, 'backups')], small);
    expect(full).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/^admin: .*(nothing is left of the backup|full|fails)/),
    });
    expect(backups()).toEqual([name]);
  });

  it('KEY_SECRET and JWT_SECRET are replaced in the middle of traffic, and nobody is sent away', async () => {
    const before = new Map(answers);
    for (const which of ['key', 'jwt']) {
      const { code, errors } = await here('rotate-secrets', which);
      expect({ code, errors }).toEqual({ code: 0, errors: '' });
      await some();
    }
    for (const status of [401, 403, 500, 0])
      expect([status, answers.get(status)]).toEqual([status, before.get(status)]);
    expect((await client.get('/api/v1/auth/me')).status).toBe(200);
    const login = { identifier: ADMIN.username, password: ADMIN.password };
    const again = await new Client(product.url).post<{ token: string }>('/api/v1/auth/login', login);
    expect(
      (await new Client(product.url).with({ authorization: `Bearer ${again.body.token}` }).get('/api/v1/auth/me'))
        .status,
    ).toBe(200);
    // Whoever has a token of before signs in again once that counts no more.
    expect((await here('rotate-secrets', 'jwt', '--end')).code).toBe(0);
    await until(async () => (await client.get('/api/v1/auth/me')).status === 401);
    token = again.body.token;
    client = new Client(product.url).with({ authorization: `Bearer ${token}` });
  });

  it('settings are changed by who knows the newest version, and felt at once', async () => {
    const get = async () => (await client.get<GeneralSettings>('/api/v1/settings/general')).body;
    const { version, values, from_environment } = await get();
    expect([version, values.registration, from_environment]).toEqual([0, 'open', {}]);
    const change = (body: object) => client.patch<GeneralSettings>('/api/v1/settings/general', body);
    expect((await change({ version, values: { registration: 'closed', retention_messages_days: 30 } })).status).toBe(
      200,
    );
    expect((await change({ version, values: { registration: 'open' } })).status).toBe(409);
    expect((await change({ version: 1, values: { retention_texts_days: 3 } })).status).toBe(400);
    expect((await change({ version: 1, values: { default_country: 'XX' } })).status).toBe(400);
    const stranger = { username: 'stranger', email: 's@example.com', password: 'a password for tests' };
    expect((await new Client(product.url).post('/api/v1/auth/register', stranger)).status).toBe(403);
    expect((await client.get<{ messages_kept_days: number }>('/api/v1/settings')).body.messages_kept_days).toBe(30);
    expect((await get()).version).toBe(1);
  });

  it('retention takes away what is over for long, while messages are taken', async () => {
    const db = new Sqlite(join(product.dataFolder, 'signalbox.sqlite'));
    const aged = 'created_at = created_at - 86400000 * 40, updated_at = updated_at - 86400000 * 40';
    db.exec(`UPDATE messages SET ${aged} WHERE seq <= 20 AND status = 'delivered'`);
    db.close();
    const { code, output } = await here('retention');
    expect([code, output]).toEqual([0, expect.stringMatching(/^[1-9]\d* messages were removed/)]);
    expect((await here('verify')).output).not.toMatch(/^wrong/m);
  });

  it('wiped and restored, it is as it was at the backup, also its journal and its keys', async () => {
    const [name = ''] = backups();
    const backup = join(folder, 'backups', name);
    const restored = () => here('restore', backup);
    expect((await restored()).errors).toMatch(/^admin: DATA_DIR: .* give an empty folder, or --force/);
    expect((await here('restore', backup, '--force')).errors).toMatch(/is in use; stop the server first/);
    stop = true;
    await traffic;
    await product.stop();
    rmSync(product.dataFolder, { recursive: true });
    expect((await restored()).code).toBe(0);
    expect((await here('verify')).output).not.toMatch(/^wrong/m);
    await product.startAgain();
    const keyed = new Client(product.url).with({ 'x-api-key': key });
    const { body: log } = await keyed.get<Page<{ asked: unknown }>>('/api/v1/audit?action=server.restore');
    expect(log.data).toMatchObject([{ asked: { backup, force: false } }]);
    const { status, body } = await keyed.get<Page<Message>>('/api/v1/messages?limit=500');
    expect([status, body.data.length >= 20]).toEqual([200, true]);
    const { status: accepted, body: sent } = await keyed.post<Message>('/api/v1/messages', {
      to: RECIPIENT,
      text: 'on',
    });
    expect(accepted).toBe(202);
    await until(async () => (await keyed.get<Message>(`/api/v1/messages/${sent.id}`)).body.status === 'delivered');
  });

  it('a backup that is broken, newer or none is refused, and changes nothing', async () => {
    const [name = ''] = backups();
    const backup = join(folder, 'backups', name);
    const target = mkdtempSync(join(folder, 'target-'));
    const line = async () => (await runAdmin({ DATA_DIR: target }, ['restore', backup])).errors;
    const manifest = join(backup, 'manifest.json');
    const whole = readFileSync(manifest, 'utf8');
    writeFileSync(manifest, whole.replace('"migrations": [', '"migrations": ["Later1",'));
    expect(await line()).toMatch(/newer version .*Later1/);
    writeFileSync(manifest, whole);
    const size = statSync(join(backup, 'signalbox.sqlite')).size;
    appendFileSync(join(backup, 'signalbox.sqlite'), 'x');
    expect(await line()).toMatch(
      new RegExp(`the backup is broken: signalbox.sqlite has ${size + 1} bytes and should have ${size}`),
    );
    rmSync(manifest);
    expect(await line()).toMatch(/there is no manifest\.json/);
    expect(readdirSync(target)).toEqual([]);
  });
});
