import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Test, type TestingModule } from '@nestjs/testing';
import { ConfigModule } from '../../platform/config/config.module.js';
import { readConfig } from '../../platform/config/config.js';
import { StorageModule } from '../../storage/storage.module.js';
import { Database } from '../../storage/typeorm/database.js';
import { AuthEvents, type AuthLog } from './auth.events.js';
import { AuthModule } from './auth.module.js';
import { AuthService } from './auth.service.js';
import { FirstAdminService } from './first-admin.service.js';
import { PasswordsService } from './passwords.service.js';
import { UsersService } from './users.service.js';

const PASSWORD = 'correct horse';
const JANE = { username: 'Jane', email: 'jane@example.com', password: PASSWORD };
const admin = { userId: 1, username: 'admin', role: 'admin', apiKeyId: null } as const;

let folder: string;
let app: TestingModule;
let now: number;

const start = async (env: Record<string, string> = {}): Promise<TestingModule> => {
  const config = readConfig({ DATA_DIR: folder, ADMIN_PASSWORD: PASSWORD, ...env });
  const module = await Test.createTestingModule({
    imports: [ConfigModule.forRoot(config), StorageModule.forRoot(config), AuthModule],
  }).compile();
  return module.init();
};
const auth = () => app.get(AuthService);
const users = () => app.get(UsersService);
/** Addresses, one of which each attempt comes from. */
const HOME = '10.0.0.1';
const signIn = (identifier: string, password = PASSWORD, from = HOME) => auth().login({ identifier, password }, from);

interface Refusal {
  status: number;
  retryAfterSeconds?: number;
  errors?: { field: string }[];
}
const refusal = (work: Promise<unknown>): Promise<Refusal> =>
  work.then(
    () => ({ status: 200 }),
    (error: Refusal) => error,
  );
/** The status, and with 429 the seconds to wait. */
const attempt = async (identifier: string, password: string, from = HOME): Promise<number[]> => {
  const { status, retryAfterSeconds } = await refusal(signIn(identifier, password, from));
  return retryAfterSeconds === undefined ? [status] : [status, retryAfterSeconds];
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-accounts-'));
  app = await start();
  await app.get(FirstAdminService).ensure();
  await auth().register(JANE, HOME);
  now = Date.now();
  jest.spyOn(Date, 'now').mockImplementation(() => now);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await app.close();
  rmSync(folder, { recursive: true });
});

describe('failed sign-ins', () => {
  it.each(['jane', 'nobody'])('lock %s out for longer and longer', async (name) => {
    for (let n = 0; n < 4; n++) expect(await attempt(name, 'wrong')).toEqual([401]);
    expect(await attempt(name, PASSWORD)).toEqual([429, 1]);
    now += 1_000;
    expect(await attempt(name, 'wrong')).toEqual([401]);
    expect(await attempt(name, 'wrong')).toEqual([429, 2]);
    now += 2_000;
    expect(await attempt(name, 'wrong')).toEqual([401]);
    expect(await attempt(name, 'wrong')).toEqual([429, 4]);
  });

  it('are not verified during the delay', async () => {
    for (let n = 0; n < 4; n++) await attempt('jane', 'wrong');
    const verify = jest.spyOn(app.get(PasswordsService), 'verify');
    expect(await attempt('jane', PASSWORD)).toEqual([429, 1]);
    expect(verify).not.toHaveBeenCalled();
  });

  it('cost one verification under a name that nobody has, too', async () => {
    const verify = jest.spyOn(app.get(PasswordsService), 'verify');
    expect(await attempt('nobody', 'wrong')).toEqual([401]);
    expect(verify.mock.calls).toEqual([[undefined, 'wrong']]);
  });

  it('are remembered over a restart, by either name of an account, and under a name that nobody has', async () => {
    for (let n = 0; n < 5; n++) {
      await attempt(n % 2 ? 'jane' : 'jane@example.com', 'wrong');
      await attempt('nobody', 'wrong');
      now += 1_000;
    }
    await app.close();
    app = await start();
    expect(await attempt('JANE', PASSWORD)).toEqual([429, 1]);
    expect(await attempt('Nobody', PASSWORD)).toEqual([429, 1]);
  });

  it('lock nobody out elsewhere: only the address that they came from, of IPv6 its /64', async () => {
    for (let n = 0; n < 4; n++) await attempt('jane', 'wrong', '2001:db8:0:1::1');
    expect(await attempt('jane', PASSWORD, '2001:db8:0:1:ffff::2')).toEqual([429, 1]);
    expect(await attempt('jane', PASSWORD, '2001:db8:0:2::1')).toEqual([200]);
    expect(await attempt('jane', PASSWORD, '10.0.0.7')).toEqual([200]);
    for (let n = 0; n < 4; n++) await attempt('jane', 'wrong', '::ffff:10.0.0.8');
    expect(await attempt('jane', PASSWORD, '10.0.0.8')).toEqual([429, 1]);
  });

  it.each(['jane', 'nobody'])(
    'from very many addresses slow down guesses at %s, but not those of its owner at home',
    async (name) => {
      await signIn('jane');
      const verify = jest.spyOn(app.get(PasswordsService), 'verify').mockResolvedValue(false);
      let address = 0;
      const stranger = () => attempt(name, 'wrong', `10.1.0.${(address += 1)}`);
      for (let n = 0; n < 101; n++) expect(await stranger()).toEqual([401]);
      expect(await stranger()).toEqual([429, 1]);
      for (let n = 0; n < 10; n++) {
        now += 60_000;
        expect(await stranger()).toEqual([401]);
      }
      expect(await stranger()).toEqual([429, 60]);
      verify.mockRestore();
      expect(await attempt('jane', PASSWORD)).toEqual([200]);
      if (name === 'jane') expect(await attempt('jane', PASSWORD, '10.2.0.1')).toEqual([429, 60]);
    },
  );

  it('are forgotten when an admin gives another password', async () => {
    for (let n = 0; n < 4; n++) await attempt('jane', 'wrong');
    await users().change(2, { password: 'another horse' }, admin);
    expect(await attempt('jane', 'another horse')).toEqual([200]);
  });

  it('that come a thousand at once do not pile up: most are sent away, and the rest gets its answer', async () => {
    const verify = jest.spyOn(app.get(PasswordsService), 'verify');
    const from = (n: number) => attempt('jane', 'wrong', `10.3.${n % 4}.${n >> 2}`);
    const answers = await Promise.all(Array.from({ length: 1000 }, (_, n) => from(n)));
    const statuses = answers.map(([status]) => status);
    expect(statuses.filter((status) => status === 401 || status === 429)).toHaveLength(1000);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(800);
    expect(statuses).toContain(401);
    verify.mockRestore();
    expect(await attempt('admin', PASSWORD)).toEqual([200]);
  });

  it('are forgotten after a right password', async () => {
    for (let n = 0; n < 4; n++) await attempt('jane', 'wrong');
    now += 1_000;
    expect(await attempt('jane', PASSWORD)).toEqual([200]);
    for (let n = 0; n < 4; n++) expect(await attempt('jane', 'wrong')).toEqual([401]);
  });

  it('get no more guesses by coming all at once, and right passwords all pass', async () => {
    const guesses = await Promise.all(Array.from({ length: 12 }, () => attempt('admin', 'wrong')));
    expect(guesses.filter(([status]) => status === 401)).toHaveLength(4);
    const right = await Promise.all(Array.from({ length: 6 }, () => attempt('jane', PASSWORD)));
    expect(right).toEqual(Array.from({ length: 6 }, () => [200]));
  });

  it('are told to the log without the password or a name that nobody has', async () => {
    const logged: AuthLog[] = [];
    app.get(AuthEvents).logged.subscribe((line) => logged.push(line));
    await attempt('jane', 'wrong password');
    await attempt('my secret', 'wrong password');
    await attempt('jane', PASSWORD);
    expect(logged.map(({ action, status, userId }) => [action, status, userId])).toEqual([
      ['sign_in', 'failed', 2],
      ['sign_in', 'failed', null],
      ['sign_in', 'success', 2],
    ]);
    expect(JSON.stringify(logged)).not.toMatch(/wrong password|my secret|correct horse/);
  });
});

describe('weak passwords', () => {
  const weak = { username: 'newcomer', email: 'new@example.com', password: 'password123' };
  const refused = { status: 400, errors: [{ field: 'password', message: expect.stringMatching(/^expected/) }] };

  it('are refused to newcomers, to those whom admins make or change, and as the first admin’s', async () => {
    expect(await refusal(auth().register(weak, HOME))).toMatchObject(refused);
    expect(await refusal(auth().register({ ...weak, password: 'Newcomer-4711' }, HOME))).toMatchObject(refused);
    expect(await refusal(users().create({ ...weak, role: 'user' }, admin))).toMatchObject(refused);
    expect(await refusal(users().change(2, { password: 'my name is Jane' }, admin))).toMatchObject(refused);
    expect(await refusal(users().change(2, { password: 'signalbox' }, admin))).toMatchObject(refused);
    await app.close();
    rmSync(folder, { recursive: true });
    app = await start({ ADMIN_PASSWORD: 'admin-admin' });
    await expect(app.get(FirstAdminService).ensure()).rejects.toThrow(/^ADMIN_PASSWORD: expected/);
    expect(await users().isEmpty()).toBe(true);
  });

  it('of an old door are known, and are not enough for staff', async () => {
    const { id } = await auth().register(weak, HOME, true);
    expect(await attempt('newcomer', 'password123')).toEqual([200]);
    expect(await refusal(users().change(id, { role: 'viewer' }, admin))).toMatchObject(refused);
    expect((await users().change(id, { email: 'newer@example.com' }, admin)).email).toBe('newer@example.com');
    const both = await users().change(id, { role: 'viewer', password: 'another horse' }, admin);
    expect(both.role).toBe('viewer');
    await users().change(id, { role: 'user' }, admin);
    expect((await users().change(id, { role: 'operator' }, admin)).role).toBe('operator');
  });

  it('from before this was asked are known after the next sign-in', async () => {
    const { id } = await auth().register(weak, HOME, true);
    await app.get(Database).write((tx) => tx.run('UPDATE users SET password_common = NULL', []));
    await signIn('newcomer', 'password123');
    await signIn('jane');
    expect(await refusal(users().change(id, { role: 'viewer' }, admin))).toMatchObject(refused);
    expect((await users().change(2, { role: 'viewer' }, admin)).role).toBe('viewer');
  });
});

describe('accounts', () => {
  it('refuse a second user with the same name or address, whatever the case', async () => {
    const name = await refusal(auth().register({ ...JANE, username: 'JANE', email: 'other@example.com' }, HOME));
    expect(name).toMatchObject({ status: 409, errors: [{ field: 'username' }] });
    const address = await refusal(
      users().create({ ...JANE, username: 'other', email: 'Jane@Example.com', role: 'viewer' }, admin),
    );
    expect(address).toMatchObject({ status: 409, errors: [{ field: 'email' }] });
    expect(await refusal(users().change(2, { email: 'ADMIN@localhost.localdomain' }, admin))).toMatchObject({
      status: 409,
      errors: [{ field: 'email' }],
    });
    expect((await users().list({ limit: 10 })).data).toHaveLength(2);
  });

  it('cannot be registered when registration is closed', async () => {
    await app.close();
    app = await start({ REGISTRATION: 'closed' });
    expect(await refusal(auth().register({ ...JANE, username: 'new', email: 'new@example.com' }, HOME))).toMatchObject({
      status: 403,
    });
  });

  it('never lose the last active admin', async () => {
    for (const change of [{ role: 'viewer' }, { disabled: true }] as const) {
      expect(await refusal(users().change(1, change, admin))).toMatchObject({ status: 409 });
    }
    expect(await refusal(users().remove(1, admin))).toMatchObject({ status: 409 });
    expect((await users().get(1)).role).toBe('admin');
    await users().change(2, { role: 'admin' }, admin);
    const both = await Promise.all([
      refusal(users().change(1, { role: 'viewer' }, admin)),
      refusal(users().change(2, { disabled: true }, admin)),
    ]);
    expect(both.map(({ status }) => status ?? 200).sort()).toEqual([200, 409]);
  });

  it('are deleted with their keys only while no message names them', async () => {
    const message = { id: 'm', direction: 'outbound', status: 'queued', user_id: 2, peer: '+254712345678', text: 'x' };
    const row = { ...message, encoding: 'gsm7', segments: 1, lane: 1, created_at: 0, updated_at: 0, history: '' };
    await app.get(Database).write((tx) => tx.insert('messages', Object.keys(row), [Object.values(row)]));
    expect(await refusal(users().remove(2, admin))).toMatchObject({ status: 409 });
    await app.get(Database).write((tx) => tx.run('DELETE FROM messages', []));
    await users().remove(2, admin);
    expect(await refusal(users().get(2))).toMatchObject({ status: 404 });
    expect(await refusal(users().remove(2, admin))).toMatchObject({ status: 404 });
    expect(await refusal(users().change(2, {}, admin))).toMatchObject({ status: 404 });
  });

  it('are listed in pages, by id', async () => {
    const first = await users().list({ limit: 1 });
    const second = await users().list({ limit: 1, cursor: first.next_cursor ?? '' });
    expect([first.data[0]?.username, second.data[0]?.username, second.next_cursor]).toEqual(['admin', 'Jane', null]);
    expect(await refusal(users().list({ limit: 1, cursor: 'made up' }))).toMatchObject({ status: 400 });
  });
});
