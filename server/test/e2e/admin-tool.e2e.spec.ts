import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditRow } from '@signalbox/contracts/audit';
import type { Page } from '@signalbox/contracts/common';
import { verifyPassword } from '../../src/access/auth/password.js';
import { UserRepository } from '../../src/access/auth/user.repository.js';
import { CustomerRepository } from '../../src/office/customers/customer.repository.js';
import { Config } from '../../src/platform/config/config.js';
import { SystemLogService } from '../../src/access/logs/system-log.service.js';
import { LogRepository } from '../../src/access/logs/log.repository.js';
import { Database } from '../../src/storage/typeorm/database.js';
import { runAdmin, spawnAdmin } from '../admin-command.js';
import { TestApp } from '../app.js';
import { type OpenStorage, type Storage, openMariadb, openSqlite } from '../contracts/storage.js';
import { describeWith } from '../services/describe-with.js';
import { until } from '../until.js';

const NEXT = 'one more password, please';

/** The command beside this database. */
const admin = ({ DATA_DIR, DATABASE_URL }: Partial<Config['env']>, args: string[], input?: string) =>
  runAdmin({ DATA_DIR, DATABASE_URL }, args, input);

describe('npm run admin, while the server runs', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app?.stop());
  const reset = (name: string, input?: string) => admin(app.get(Config).env, ['reset-password', name], input);
  const signIn = async (identifier: string, password: string): Promise<number> =>
    (await app.anonymous.post('/api/v1/auth/login', { identifier, password })).status;

  it('gives another password, ends the sessions, and forgets failed sign-ins', async () => {
    const account = await app.account('forgetful', 'operator');
    const { client: key } = await app.withKey(account);
    const socket = await app.live({ token: account.token });
    for (let n = 0; n < 4; n++) await signIn('forgetful', 'not this one');
    expect(await signIn('forgetful', 'a password for tests')).toBe(429);

    const done = await reset('Forgetful@example.com', `${NEXT}\n`);
    expect(done).toMatchObject({ code: 0, errors: '', output: expect.stringMatching(/^forgetful, role operator: /) });
    expect(done.output).not.toContain(NEXT);
    await until(async () => (await account.get('/api/v1/auth/me')).status === 401, 3_000);
    await until(() => socket.closed, 3_000);
    expect((await key.get('/api/v1/auth/me')).status).toBe(200);
    expect(await signIn('forgetful', NEXT)).toBe(200);
    expect(await signIn('forgetful', 'a password for tests')).toBe(401);
    const entries = await app.get(SystemLogService).list(100);
    expect(entries).toContainEqual(
      expect.objectContaining({
        action: 'password_reset',
        details: 'user "forgetful": password reset, from the command line',
      }),
    );
  });

  it('stands in the audit log as who is at the machine, with what was and what is, and no secret', async () => {
    const env = app.get(Config).env;
    const create = ['create-user', 'Bob', '--email', 'bob@example.com', '--role', 'viewer'];
    expect((await admin(env, create, `${NEXT}\n`)).code).toBe(0);
    expect((await reset('Bob', `${NEXT}!\n`)).code).toBe(0);
    expect((await admin(env, ['export', join(env.DATA_DIR, 'all.gz'), '--number', '+254712345678'])).code).toBe(0);
    expect((await admin(env, ['erase', '+254712345678'])).code).toBe(0);
    const refused = await admin(env, ['erase', 'abc']);
    expect([refused.code, refused.errors]).toEqual([1, expect.stringMatching(/^admin: number: expected/)]);
    const { body } = await app.admin.get<Page<AuditRow>>('/api/v1/audit?limit=4');
    const [erased, exported, password, made] = body.data;
    expect(body.data.map(({ action }) => action)).toEqual([
      'messages.erase-number',
      'messages.export',
      'users.reset-password',
      'users.create',
    ]);
    const id = String((await app.get(UserRepository).findByIdentifier('bob'))?.id);
    expect(made).toMatchObject({ subject_id: id, asked: { username: 'Bob', role: 'viewer' }, outcome: 'done' });
    expect(password).toMatchObject({
      subject_id: id,
      user_id: null,
      before: { password_hash: '***', session_epoch: 0 },
    });
    expect(password?.after).toMatchObject({ session_epoch: 1 });
    expect(password?.username).toMatch(/^command line \(.+\)$/);
    // What erases a number erases it here, too.
    expect([exported?.asked, erased?.asked]).toEqual([null, { vacuum: false }]);
    expect(JSON.stringify(body)).not.toContain(NEXT);
  });

  it('has what other commands do, too', async () => {
    const { DATA_DIR } = app.get(Config).env;
    const main = join(import.meta.dirname, '..', '..', 'dist', 'storage', 'secrets', 'main.js');
    const { stdout } = await promisify(execFile)(process.execPath, [main], { env: { DATA_DIR } });
    expect(stdout).toMatch(/^The next start of the server takes the secrets that it has/);
    const { body } = await app.admin.get<Page<AuditRow>>('/api/v1/audit?limit=1');
    expect(body.data).toMatchObject([{ action: 'secrets.forget', subject_id: null, user_id: null, outcome: 'done' }]);
  });

  it('makes one up where none is given, and shows it this once', async () => {
    const { code, output } = await reset('admin');
    const [, password = ''] = /^Password: ([\w-]{20}) \(shown only now\)$/m.exec(output) ?? [];
    expect([code, await signIn('admin', password)]).toEqual([0, 200]);
  });

  it.each<[string, string[], string, RegExp]>([
    [
      'an account that nobody has',
      ['reset-password', 'nobody'],
      '',
      /^admin: there is no account "nobody"; admins: admin\n$/,
    ],
    ['a weak password', ['reset-password', 'admin'], 'password123\n', /^admin: password: expected .*common/],
    ['a short password', ['reset-password', 'admin'], 'short\n', /^admin: password: expected at least 8/],
    ['no name', ['reset-password'], '', /^admin: missing required argument 'name'; see --help\n$/],
    [
      'another command',
      ['delete-everything', 'admin'],
      '',
      /^admin: unknown command 'delete-everything'; see --help\n$/,
    ],
    ['no command', [], '', /^admin: expected a command; npm run admin -- --help names them\n$/],
  ])('refuses %s in a line, and changes nothing', async (_, args, input, line) => {
    const before = await app.get(UserRepository).findById(1);
    expect(await admin(app.get(Config).env, args, input)).toEqual({
      code: 1,
      output: '',
      errors: expect.stringMatching(line),
    });
    expect(await app.get(UserRepository).findById(1)).toEqual(before);
  });
});

it('npm run admin names its commands, and ends with 0', async () => {
  const { code, output, errors } = await spawnAdmin({}, ['help']);
  expect([code, errors]).toEqual([0, '']);
  for (const name of ['create-user', 'backup', 'retention', 'erase', 'rotate-secrets', 'doctor'])
    expect(output).toMatch(new RegExp(`^  ${name} `, 'm'));
});

it('npm run admin makes no database where there is none', async () => {
  const { code, errors } = await admin({ DATA_DIR: '/nowhere/at/all' }, ['reset-password', 'admin']);
  expect([code, errors]).toEqual([1, expect.stringMatching(/^admin: DATA_DIR: .* is not there/)]);
});

function whileStopped(open: OpenStorage): void {
  let storage: Storage;
  beforeAll(async () => {
    storage = await open();
  });
  afterAll(() => storage?.close());

  it('gives another password, too', async () => {
    const user = { username: 'Ann', email: 'ann@example.com', passwordHash: '', role: 'admin' as const, createdAt: 0 };
    const { id } = await storage.get(UserRepository).create(user);
    const { code, output } = await admin(storage.config.env, ['reset-password', 'ANN'], `${NEXT}\n`);
    expect([code, output]).toEqual([0, expect.stringMatching(/^Ann, role admin: /)]);
    const after = await storage.get(UserRepository).findById(id);
    expect(await verifyPassword(after?.passwordHash ?? '', NEXT)).toBe(true);
    expect(after).toMatchObject({ sessionEpoch: 1, passwordIsCommon: false });
    expect((await storage.get(LogRepository).list(1))[0]?.action).toBe('password_reset');
  });

  it('checks the books, and names what is not in balance', async () => {
    const check = () => admin(storage.config.env, ['check-ledger']);
    expect(await check()).toEqual({ code: 0, output: '0 entries: the books are in balance.\n', errors: '' });
    const customer = { name: 'John', email: null, phone: null, address: null, city: null, country: null };
    const stored = { ...customer, accountType: null, status: 'active' as const, createdAt: 0 };
    const { id } = await storage.get(CustomerRepository).create(stored);
    await storage.get(Database).write((tx) => tx.run('UPDATE customers SET balance = 5 WHERE id = ?', [id]));
    expect(await check()).toEqual({
      code: 1,
      output: `customer ${id}: balance 5, postings 0\n`,
      errors: 'admin: the books are not in balance; amounts are in minor units\n',
    });
  });
}
describe('npm run admin, beside SQLite', () => whileStopped(openSqlite));
describeWith('mariadb', 'npm run admin, beside MariaDB', () => whileStopped(openMariadb));
