import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JwtService } from '@nestjs/jwt';
import { Test, type TestingModule } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { until } from '../../../test/until.js';
import { ConfigModule } from '../../platform/config/config.module.js';
import { readConfig } from '../../platform/config/config.js';
import { StorageModule } from '../../storage/storage.module.js';
import { ApiKeysService } from './api-keys.service.js';
import type { AccessEnding } from './admission.js';
import { AuthEvents, type AuthLog } from './auth.events.js';
import { AuthModule } from './auth.module.js';
import { AuthService } from './auth.service.js';
import { FirstAdminService } from './first-admin.service.js';
import { SessionsService } from './sessions.service.js';
import { UsersService } from './users.service.js';

const PASSWORD = 'correct horse';
const HOME = '10.0.0.1';
const JANE = { username: 'Jane', email: 'jane@example.com', password: PASSWORD };
const admin = { userId: 1, username: 'admin', role: 'admin', apiKeyId: null } as const;

let folder: string;
let app: TestingModule;

const start = async (env: Record<string, string> = {}): Promise<TestingModule> => {
  const config = readConfig({ DATA_DIR: folder, ADMIN_PASSWORD: PASSWORD, ...env });
  const module = await Test.createTestingModule({
    imports: [ConfigModule.forRoot(config), StorageModule.forRoot(config), AuthModule],
  }).compile();
  return module.init();
};
const auth = () => app.get(AuthService);
const keys = () => app.get(ApiKeysService);
const users = () => app.get(UsersService);
const signIn = (identifier: string, password = PASSWORD) => auth().login({ identifier, password }, HOME);
const statusOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 200,
    (error: { status: number }) => error.status,
  );
/** The database takes others at the next start, as after `npm run secrets:forget`. */
const forgetSecrets = () => app.get(DataSource, { strict: false }).query("UPDATE installation SET value = ''");
const caller = async (credentials: { token?: string; apiKey?: string }) => auth().authenticate(credentials);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-auth-'));
  app = await start();
  await app.get(FirstAdminService).ensure();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await app.close();
  rmSync(folder, { recursive: true });
});

describe('first start', () => {
  it('makes the admin once, from the environment', async () => {
    expect(await app.get(FirstAdminService).ensure()).toBeNull();
    expect((await signIn('admin')).user).toMatchObject({ id: 1, role: 'admin', email: 'admin@localhost.localdomain' });
    expect((await users().list({ limit: 10 })).data).toHaveLength(1);
  });

  it('makes up a password where none is given', async () => {
    await app.close();
    rmSync(folder, { recursive: true });
    app = await start({ ADMIN_PASSWORD: '' });
    const password = await app.get(FirstAdminService).ensure();
    expect(password).toMatch(/^[A-Za-z0-9_-]{20}$/);
    expect((await signIn('admin', password ?? '')).user.role).toBe('admin');
  });
});

describe('tokens', () => {
  it('let a user in by name or address, whatever the case', async () => {
    const registered = await auth().register(JANE, HOME);
    const { token, expires_at, user } = await signIn('JANE@example.com');
    expect(user).toEqual(registered);
    expect((Date.parse(expires_at) - Date.now()) / 3_600_000).toBeCloseTo(24, 1);
    const principal = await caller({ token });
    expect(principal).toEqual({
      userId: user.id,
      username: 'Jane',
      role: 'user',
      granted: [],
      apiKeyId: null,
      sessionEpoch: 0,
      mustSetUp: false,
      token: { id: expect.stringMatching(/^[\w-]{22}$/), expiresAt: Date.parse(expires_at) },
    });
    expect(await auth().me(principal)).toEqual(user);
  });

  it('end after 24 hours', async () => {
    const before = Date.now();
    const { token } = await signIn('admin');
    const after = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(before + 86_399_000 - 1_000);
    expect(await statusOf(caller({ token }))).toBe(200);
    jest.spyOn(Date, 'now').mockReturnValue(after + 86_401_000);
    expect(await statusOf(caller({ token }))).toBe(401);
  });

  it('are refused with another algorithm, signature, issuer, audience or shape', async () => {
    const jwt = app.get(JwtService, { strict: false });
    const { token } = await signIn('admin');
    const [header = '', payload = '', signature = ''] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    expect(await statusOf(caller({ token: jwt.sign(claims) }))).toBe(200);
    const bad = {
      none: `${encode({ alg: 'none', typ: 'JWT' })}.${payload}.`,
      unsigned: `${header}.${payload}.`,
      changed: `${header}.${encode({ ...claims, sub: '2' })}.${signature}`,
      foreign: jwt.sign(claims, { secret: 'x'.repeat(64) }),
      algorithm: jwt.sign(claims, { algorithm: 'HS512' }),
      issuer: jwt.sign({ ...claims, iss: 'someone' }),
      audience: jwt.sign({ ...claims, aud: 'something' }),
      subject: jwt.sign({ ...claims, sub: 'admin' }),
      nobody: jwt.sign({ ...claims, sub: '99' }),
      uncounted: jwt.sign({ ...claims, epoch: undefined }),
      nameless: jwt.sign({ ...claims, jti: undefined }),
      old: jwt.sign({ ...claims, jti: undefined, epoch: undefined, stamp: 'hJx3kT0aQe1LwZ9v' }),
      earlier: jwt.sign({ ...claims, epoch: -1 }),
      later: jwt.sign({ ...claims, epoch: 1 }),
      garbage: 'not.a.token',
      empty: '',
    };
    for (const [name, forged] of Object.entries(bad)) {
      expect([name, await statusOf(caller({ token: forged }))]).toEqual([name, 401]);
    }
  });

  it('end when the user is disabled, gets another role or another password, and not with a new address', async () => {
    const { id } = await auth().register(JANE, HOME);
    for (const [change, status] of [
      [{ email: 'moved@example.com' }, 200],
      [{ role: 'viewer' }, 401],
      [{ password: 'another horse' }, 401],
      [{ password: PASSWORD }, 401],
      [{ disabled: true }, 401],
    ] as const) {
      const { token } = await signIn(
        'jane',
        'password' in change && change.password === PASSWORD ? 'another horse' : PASSWORD,
      );
      expect(await statusOf(caller({ token }))).toBe(200);
      await users().change(id, change, admin);
      expect(await statusOf(caller({ token }))).toBe(status);
    }
    expect(await statusOf(signIn('jane'))).toBe(401);
  });

  it('do not come back when what ended them is taken back', async () => {
    const { id } = await auth().register(JANE, HOME);
    for (const [change, back] of [
      [{ disabled: true }, { disabled: false }],
      [{ role: 'viewer' }, { role: 'user' }],
      [{ password: 'another horse' }, { password: PASSWORD }],
    ] as const) {
      const { token } = await signIn('jane');
      await users().change(id, change, admin);
      await users().change(id, back, admin);
      expect([change, await statusOf(caller({ token }))]).toEqual([change, 401]);
    }
    expect(await statusOf(signIn('jane'))).toBe(200);
  });

  it('that were ended stay so, one by one, over a restart too', async () => {
    const [{ token }, { token: other }] = [await signIn('admin'), await signIn('admin')];
    await app.get(SessionsService).signOut(await caller({ token }), HOME);
    for (let starts = 0; starts < 2; starts++) {
      expect(await statusOf(caller({ token }))).toBe(401);
      expect(await statusOf(caller({ token: other }))).toBe(200);
      await app.close();
      app = await start();
    }
  });

  it('and keys that one server ended are refused by another within two seconds, and its sockets told', async () => {
    // Two seconds, and what a busy machine adds.
    const WITHIN_MS = 2_000 + 3_000;
    const second = await start();
    const there = second.get(AuthService);
    const told: AccessEnding[] = [];
    second.get(AuthEvents).accessEnded.subscribe((ending) => told.push(ending));
    const admitted = async (credentials: { token?: string; apiKey?: string }) => there.authenticate(credentials);
    const [{ token: one }, { token: all }] = [await signIn('admin'), await signIn('admin')];
    const key = await keys().create(admin, { name: 'leaked' });
    for (const shown of [{ token: one }, { token: all }, { apiKey: key.key }]) await admitted(shown);

    const feltWithin = async (shown: { token?: string; apiKey?: string }, began = Date.now()): Promise<number> => {
      await until(async () => (await statusOf(admitted(shown))) === 401);
      return Date.now() - began;
    };
    await app.get(SessionsService).signOut(await caller({ token: one }), HOME);
    await keys().revoke(admin, key.id);
    expect(await feltWithin({ token: one })).toBeLessThan(WITHIN_MS);
    expect(await feltWithin({ apiKey: key.key })).toBeLessThan(WITHIN_MS);
    expect(await statusOf(admitted({ token: all }))).toBe(200);
    await app.get(SessionsService).endAll(await caller({ token: all }), 1, false, HOME);
    expect(await feltWithin({ token: all })).toBeLessThan(WITHIN_MS);
    expect(told.map(({ userId, apiKeyId, sessionEpoch }) => [userId, apiKeyId, sessionEpoch])).toEqual([
      [1, null, null],
      [1, key.id, null],
      [1, null, 1],
    ]);
    await second.close();
  });

  it('tell two servers in one process apart', async () => {
    const { token } = await signIn('admin');
    const secrets = { JWT_SECRET: 'j'.repeat(32), KEY_SECRET: 'k'.repeat(32) };
    await forgetSecrets();
    const second = await start(secrets);
    expect(await statusOf((async () => second.get(AuthService).authenticate({ token }))())).toBe(401);
    expect(await statusOf(caller({ token }))).toBe(200);
    await second.close();
  });
});

describe('API keys', () => {
  it('let their owner in until they are revoked', async () => {
    const ended: AccessEnding[] = [];
    app.get(AuthEvents).accessEnded.subscribe((event) => ended.push(event));
    const { key, id } = await keys().create(admin, { name: 'ci' });
    const unlimited = { granted: [], scopes: null, keyExpiresAt: null, keyNetworks: null, mustSetUp: false };
    expect(await caller({ apiKey: key })).toEqual({
      ...admin,
      ...unlimited,
      apiKeyId: id,
      sessionEpoch: 0,
      token: null,
    });
    expect(keys().authenticate(key)).not.toBeInstanceOf(Promise);
    await keys().revoke(admin, id);
    expect(await statusOf(caller({ apiKey: key }))).toBe(401);
    expect(ended).toMatchObject([{ userId: 1, apiKeyId: id }]);
    expect(await statusOf(keys().revoke(admin, id))).toBe(404);
  });

  it('follow their user: another role at once, nothing when it is disabled or deleted', async () => {
    const { id } = await auth().register(JANE, HOME);
    const { key } = await keys().create({ ...admin, userId: id, role: 'user' }, { name: 'mine' });
    expect(await caller({ apiKey: key })).toMatchObject({ userId: id, role: 'user' });
    await users().change(id, { role: 'viewer' }, admin);
    expect(await caller({ apiKey: key })).toMatchObject({ role: 'viewer' });
    await users().change(id, { disabled: true }, admin);
    expect(await statusOf(caller({ apiKey: key }))).toBe(401);
    await users().remove(id, admin);
    expect(await statusOf(caller({ apiKey: key }))).toBe(401);
  });

  it('are refused when unknown or no key at all', async () => {
    for (const apiKey of [`sbx_${'A'.repeat(43)}`, 'sbx_', '']) {
      expect(await statusOf(caller({ apiKey }))).toBe(401);
    }
  });

  it('are listed to their owner without the secret, the newest first, in pages', async () => {
    const made = [
      await keys().create(admin, { name: 'one' }),
      await keys().create(admin, { name: 'two' }),
      await keys().create(admin, { name: 'three' }),
    ];
    const { id: jane } = await auth().register(JANE, HOME);
    await keys().create({ ...admin, userId: jane, role: 'user' }, { name: 'hers' });
    const first = await keys().list(admin, { limit: 2 });
    const second = await keys().list(admin, { limit: 2, cursor: first.next_cursor ?? '' });
    expect([...first.data, ...second.data].map(({ name }) => name)).toEqual(['three', 'two', 'one']);
    expect(second.next_cursor).toBeNull();
    expect(JSON.stringify(first)).not.toContain(made[2]?.key.slice(8));
    expect(await statusOf(keys().revoke({ ...admin, userId: jane, role: 'operator' }, made[0]?.id ?? 0))).toBe(404);
  });

  it('remember their last use, at most once a minute', async () => {
    const { key } = await keys().create(admin, { name: 'used' });
    const lastUse = async () => (await keys().list(admin, { limit: 1 })).data[0]?.last_used_at;
    const settled = () => new Promise((resolve) => setTimeout(resolve, 50));
    expect(await lastUse()).toBeNull();
    const before = Date.now();
    await caller({ apiKey: key });
    const first = await until(async () => (await lastUse()) ?? undefined);
    expect(Date.parse(first)).toBeGreaterThanOrEqual(before);
    const later = Date.parse(first) + 30_000;
    jest.spyOn(Date, 'now').mockReturnValue(later);
    await caller({ apiKey: key });
    await settled();
    expect(await lastUse()).toBe(first);
    jest.spyOn(Date, 'now').mockReturnValue(later + 31_000);
    await caller({ apiKey: key });
    const next = await until(async () => (await lastUse()) !== first && lastUse());
    expect(Date.parse(next ?? '')).toBe(later + 31_000);
  });

  it('are revealed to the gateway API: the newest, or a new one', async () => {
    const logged: AuthLog[] = [];
    app.get(AuthEvents).logged.subscribe((line) => logged.push(line));
    const made = await keys().reveal(admin);
    expect(await keys().reveal(admin)).toBe(made);
    expect(await caller({ apiKey: made })).toMatchObject({ userId: 1 });
    const { key } = await keys().create(admin, { name: 'newer' });
    expect(await keys().reveal(admin)).toBe(key);
    expect(logged.map(({ action }) => action)).toEqual(['api_key_created', 'api_key_created']);
    expect(JSON.stringify(logged)).not.toContain(key.slice(8));
  });

  it('get a successor when the secret they were sealed under is gone', async () => {
    const old = await keys().reveal(admin);
    await forgetSecrets();
    await app.close();
    app = await start({ KEY_SECRET: 'k'.repeat(32), JWT_SECRET: 'j'.repeat(32) });
    const made = await keys().reveal(admin);
    expect(made).not.toBe(old);
    expect(await caller({ apiKey: made })).toMatchObject({ userId: 1 });
  });
});
