import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Get } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { Role, Session, User } from '@signalbox/contracts/auth';
import { Allow, Caller, Public } from '../../platform/common/access.js';
import type { Principal } from '../../platform/common/principal.js';
import { ProblemFilter } from '../../platform/common/problem.filter.js';
import { validationPipe } from '../../platform/common/validation.js';
import { ConfigModule } from '../../platform/config/config.module.js';
import { readConfig } from '../../platform/config/config.js';
import { StorageModule } from '../../storage/storage.module.js';
import { AuthModule } from './auth.module.js';
import { AuthService } from './auth.service.js';
import { knowCallers } from './callers.js';
import { FirstAdminService } from './first-admin.service.js';
import { UsersService } from './users.service.js';

const PASSWORD = 'correct horse';
const RATE = 12;
const admin = { userId: 1, username: 'admin', role: 'admin', apiKeyId: null } as const;

@Controller('probe')
class Probe {
  @Get('undecided') undecided() {
    return 'never';
  }
  @Get('public') @Public() public() {
    return { ok: true };
  }
  @Get('all') @Allow('account.own') all(@Caller() caller: Principal) {
    return caller;
  }
  @Get('staff') @Allow('pairs.write') staff() {
    return { ok: true };
  }
}

let folder: string;
let app: NestFastifyApplication;
const tokens = new Map<Role, string>();

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
const call = (
  method: Method,
  url: string,
  headers: Record<string, string> = {},
  payload?: object,
  remoteAddress = '10.0.0.1',
) => app.inject({ method, url, headers, payload, remoteAddress });
const as = (role: Role): Record<string, string> => ({ authorization: `Bearer ${tokens.get(role)}` });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-auth-http-'));
  const config = readConfig({ DATA_DIR: folder, ADMIN_PASSWORD: PASSWORD, SIGN_IN_RATE_PER_MINUTE: String(RATE) });
  const module = await Test.createTestingModule({
    imports: [ConfigModule.forRoot(config), StorageModule.forRoot(config), AuthModule],
    controllers: [Probe],
  }).compile();
  app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  knowCallers(app.getHttpAdapter().getInstance(), app.get(AuthService));
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter());
  await app.init();
  await app.get(FirstAdminService).ensure();
  for (const role of ['operator', 'viewer', 'user'] as const) {
    const user = { username: role, email: `${role}@example.com`, password: PASSWORD, role };
    await app.get(UsersService).create(user, admin);
  }
  for (const role of ['admin', 'operator', 'viewer', 'user'] as const) {
    const answer = await call('POST', '/api/v1/auth/login', {}, { identifier: role, password: PASSWORD });
    expect(answer.statusCode).toBe(200);
    tokens.set(role, answer.json<Session>().token);
  }
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

describe('the guard', () => {
  it('refuses a route that names no roles to everybody', async () => {
    expect((await call('GET', '/probe/undecided')).statusCode).toBe(403);
    expect((await call('GET', '/probe/undecided', as('admin'))).statusCode).toBe(403);
  });

  it('lets anybody into a public route, whatever they show', async () => {
    expect((await call('GET', '/probe/public')).statusCode).toBe(200);
    expect((await call('GET', '/probe/public', { authorization: 'Bearer nonsense' })).statusCode).toBe(200);
  });

  it('wants a token or a key elsewhere', async () => {
    const bad: Record<string, string>[] = [
      {},
      { authorization: 'Bearer nonsense' },
      { authorization: `Basic ${tokens.get('admin')}` },
      { authorization: String(tokens.get('admin')) },
      { 'x-api-key': '' },
      { 'x-api-key': 'sbx_nonsense' },
      { ...as('admin'), 'x-api-key': 'sbx_nonsense' },
    ];
    for (const headers of bad) {
      const answer = await call('GET', '/probe/all', headers);
      expect([headers, answer.statusCode, answer.headers['www-authenticate']]).toEqual([headers, 401, 'Bearer']);
    }
  });

  it('leaves the caller on the request', async () => {
    const answer = await call('GET', '/probe/all', as('viewer'));
    expect(answer.json()).toMatchObject({ userId: 3, username: 'viewer', role: 'viewer', apiKeyId: null });
    expect((await call('GET', '/probe/all', { authorization: `bearer ${tokens.get('user')}` })).statusCode).toBe(200);
  });

  it('refuses a role that the route does not name, and says so', async () => {
    expect((await call('GET', '/probe/staff', as('operator'))).statusCode).toBe(200);
    const refused = await call('GET', '/probe/staff', as('viewer'));
    expect(refused.statusCode).toBe(403);
    expect(refused.json<{ detail: string }>().detail).toMatch(/viewer.*admin or operator/);
  });
});

describe('users and keys over HTTP', () => {
  it('are the admins’ to manage', async () => {
    for (const role of ['operator', 'viewer', 'user'] as const) {
      expect((await call('GET', '/api/v1/users', as(role))).statusCode).toBe(403);
      expect((await call('PATCH', '/api/v1/users/4', as(role), { role: 'admin' })).statusCode).toBe(403);
    }
    const body = { username: 'new.user', email: 'new@example.com', password: PASSWORD };
    const created = await call('POST', '/api/v1/users', as('admin'), body);
    expect(created.statusCode).toBe(201);
    const { id, role } = created.json<User>();
    expect(role).toBe('user');
    const changed = await call('PATCH', `/api/v1/users/${id}`, as('admin'), { role: 'viewer' });
    expect(changed.json<User>().role).toBe('viewer');
    expect(changed.body).not.toContain('argon2');
    expect((await call('GET', '/api/v1/users?limit=2', as('admin'))).json()).toMatchObject({
      data: [{ id: 1 }, { id: 2 }],
      next_cursor: expect.any(String),
    });
    expect((await call('DELETE', `/api/v1/users/${id}`, as('admin'))).statusCode).toBe(204);
    expect((await call('GET', `/api/v1/users/${id}`, as('admin'))).statusCode).toBe(404);
  });

  it('make, use, list and revoke a key', async () => {
    const created = await call('POST', '/api/v1/api-keys', as('user'), { name: 'ci' });
    expect(created.statusCode).toBe(201);
    const { id, key } = created.json<{ id: number; key: string }>();
    const me = await call('GET', '/api/v1/auth/me', { 'x-api-key': key });
    expect(me.json<User>().username).toBe('user');
    expect((await call('GET', '/api/v1/api-keys', as('user'))).json()).toMatchObject({
      data: [{ id, name: 'ci', hint: key.slice(0, 8) }],
      next_cursor: null,
    });
    expect((await call('DELETE', `/api/v1/api-keys/${id}`, as('operator'))).statusCode).toBe(404);
    expect((await call('DELETE', `/api/v1/api-keys/${id}`, as('user'))).statusCode).toBe(204);
    expect((await call('GET', '/api/v1/auth/me', { 'x-api-key': key })).statusCode).toBe(401);
  });

  it('refuse wrong input with 400', async () => {
    for (const [method, url, body] of [
      ['POST', '/api/v1/users', { username: 'x', email: 'new@example.com', password: PASSWORD }],
      ['POST', '/api/v1/users', { username: 'xyz', email: 'nowhere', password: PASSWORD }],
      ['POST', '/api/v1/users', { username: 'xyz', email: 'new@example.com', password: 'short' }],
      ['POST', '/api/v1/users', { username: 'xyz', email: 'new@example.com', password: PASSWORD, role: 'root' }],
      ['PATCH', '/api/v1/users/2', { username: 'other' }],
      ['PATCH', '/api/v1/users/two', {}],
      ['GET', '/api/v1/users/0', undefined],
      ['GET', '/api/v1/users?cursor=made-up', undefined],
      ['GET', '/api/v1/users?limit=0', undefined],
      ['POST', '/api/v1/api-keys', { name: '' }],
      ['DELETE', '/api/v1/api-keys/99999999999', undefined],
      ['GET', '/api/v1/api-keys?all=yes', undefined],
      ['GET', '/api/v1/api-keys?user_id=me', undefined],
      ['POST', '/api/v1/users/2/end-sessions', { keys: 'all' }],
      ['POST', '/api/v1/auth/password', { current_password: PASSWORD }],
      ['POST', '/api/v1/auth/password', { current_password: PASSWORD, new_password: 'short' }],
    ] as const) {
      expect([url, (await call(method, url, as('admin'), body)).statusCode]).toEqual([url, 400]);
    }
  });
});

describe('sign-in and registration over HTTP', () => {
  it('are limited by address over both doors together, and another address is free', async () => {
    const knock = (door: string, address: string) => call('POST', `/api/v1/auth/${door}`, {}, {}, address);
    for (let n = 0; n < RATE; n++) {
      expect((await knock(n % 2 ? 'login' : 'register', '10.0.0.2')).statusCode).toBe(400);
    }
    const refused = await knock('login', '10.0.0.2');
    expect(refused.statusCode).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
    expect((await knock('register', '10.0.0.2')).statusCode).toBe(429);
    expect((await knock('login', '10.0.0.3')).statusCode).toBe(400);
  });

  it('make an account of role user and nothing more', async () => {
    const body = { username: 'newcomer', email: 'newcomer@example.com', password: PASSWORD };
    const greedy = await call('POST', '/api/v1/auth/register', {}, { ...body, role: 'admin' }, '10.0.0.4');
    expect(greedy.statusCode).toBe(400);
    const created = await call('POST', '/api/v1/auth/register', {}, body, '10.0.0.4');
    expect([created.statusCode, created.json<User>().role]).toEqual([201, 'user']);
    const wrong = await call(
      'POST',
      '/api/v1/auth/login',
      {},
      { identifier: 'newcomer', password: 'wrong' },
      '10.0.0.4',
    );
    expect(wrong.statusCode).toBe(401);
  });
});
