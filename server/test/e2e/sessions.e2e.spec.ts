import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JwtService } from '@nestjs/jwt';
import type { ApiKey, Session } from '@signalbox/contracts/auth';
import type { Page } from '@signalbox/contracts/common';
import { SystemLogService } from '../../src/access/logs/system-log.service.js';
import { type Account, TestApp } from '../app.js';
import { type Client, expectProblem, expectWrongField } from '../client.js';
import type { LiveClient } from '../live-client.js';
import { until } from '../until.js';

const PASSWORD = 'a password for tests';
const NEXT = 'one more password, please';

describe('sessions and keys', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app?.stop());

  const meOf = async (client: Client): Promise<number> => (await client.get('/api/v1/auth/me')).status;
  const again = async (account: Account, password = PASSWORD): Promise<Account> => {
    const login = { identifier: account.user.username, password };
    const { body } = await app.anonymous.post<Session>('/api/v1/auth/login', login);
    return Object.assign(app.anonymous.with({ authorization: `Bearer ${body.token}` }), body);
  };
  const closed = (socket: LiveClient) => until(() => socket.closed, 5_000);
  const keysOf = async (client: Client, query = ''): Promise<ApiKey[]> =>
    (await client.get<Page<ApiKey>>(`/api/v1/api-keys${query}`)).body.data;

  it('end one by one at a sign-out, with what is live of them', async () => {
    const here = await app.account('leaver', 'operator');
    const there = await again(here);
    const [socket, other] = [await app.live({ token: here.token }), await app.live({ token: there.token })];
    expect((await here.post('/api/v1/auth/logout')).status).toBe(204);
    expectProblem(await here.get('/api/v1/auth/me'), 401);
    expectProblem(await here.post('/api/v1/auth/logout'), 401);
    await closed(socket);
    await expect(app.live({ token: here.token })).rejects.toThrow('unauthorized');
    expect(await meOf(there)).toBe(200);
    expect(other.closed).toBe(false);
  });

  it('end when the token does, also what is live', async () => {
    const account = await app.account('brief', 'viewer');
    const claims = app.get(JwtService).decode<Record<string, unknown>>(account.token);
    const endingIn = (seconds: number): string =>
      app.get(JwtService).sign({ ...claims, exp: Math.floor(Date.now() / 1000) + seconds });
    let token = endingIn(2);
    // On a slow machine it may be over before the socket is open, which is then refused.
    const longer = (): Promise<LiveClient> => app.live({ token: (token = endingIn(30)) });
    const socket = await app.live({ token }).catch(longer);
    await until(() => socket.closed);
    await expect(app.live({ token })).rejects.toThrow('unauthorized');
  });

  it('end all at once, with the keys only where that is asked for, by their owner or an admin', async () => {
    const account = await app.account('owner', 'user');
    const other = await app.account('bystander', 'operator');
    const { client: key, key: apiKey } = await app.withKey(account);
    const end = (by: Client, body?: object) => by.post(`/api/v1/users/${account.user.id}/end-sessions`, body);

    expectProblem(await end(other), 404);
    const sockets = [await app.live({ token: account.token }), await app.live({ api_key: apiKey })];
    expect((await end(account, {})).status).toBe(204);
    expect([await meOf(account), await meOf(key), await meOf(other)]).toEqual([401, 200, 200]);
    await Promise.all(sockets.map(closed));

    const { client: keyToo, key: second } = await app.withKey(await again(account));
    const live = await app.live({ api_key: second });
    const token = await again(account);
    expect((await end(app.admin, { keys: true })).status).toBe(204);
    expect([await meOf(token), await meOf(key), await meOf(keyToo)]).toEqual([401, 401, 401]);
    await closed(live);
    expect(await meOf(await again(account))).toBe(200);
    expectProblem(await app.admin.post('/api/v1/users/999999/end-sessions'), 404);
  });

  it('do not come back after a disable or a role that are taken back', async () => {
    const account = await app.account('returner', 'operator');
    const socket = await app.live({ token: account.token });
    const change = (body: object) => app.admin.patch(`/api/v1/users/${account.user.id}`, body);
    await change({ disabled: true });
    await change({ disabled: false });
    expect(await meOf(account)).toBe(401);
    await closed(socket);
    const later = await again(account);
    await change({ role: 'viewer' });
    await change({ role: 'operator' });
    expect(await meOf(later)).toBe(401);
  });

  it('end but for one when a password is changed by its owner, who shows the present one', async () => {
    const account = await app.account('changer', 'user');
    const elsewhere = await again(account);
    const { client: key } = await app.withKey(account);
    const socket = await app.live({ token: elsewhere.token });
    const change = <Body>(current_password: string, new_password: string, by: Client = account) =>
      by.post<Body>('/api/v1/auth/password', { current_password, new_password });

    expectWrongField(await change('not this one', NEXT), 400, 'current_password');
    expectWrongField(await change(PASSWORD, PASSWORD), 400, 'new_password');
    for (const weak of ['short', 'iloveyou', 'the changer himself']) {
      expectWrongField(await change(PASSWORD, weak), 400, 'new_password');
    }
    expect([await meOf(account), await meOf(elsewhere)]).toEqual([200, 200]);
    const { status, body } = await change<Session>(PASSWORD, NEXT);
    expect([status, body.user.username]).toEqual([200, 'changer']);
    expect([await meOf(account), await meOf(elsewhere), await meOf(key)]).toEqual([401, 401, 200]);
    await closed(socket);
    const next = app.anonymous.with({ authorization: `Bearer ${body.token}` });
    expect(await meOf(next)).toBe(200);
    expect(await meOf(await again(account, NEXT))).toBe(200);
    for (let n = 0; n < 4; n++) expectWrongField(await change('a guess', PASSWORD, next), 400, 'current_password');
    expectProblem(await change(NEXT, PASSWORD, next), 429);
  });

  it('are not to be had, nor ended, by a key: it makes no keys, accounts or passwords', async () => {
    const { client, id } = await app.withKey(app.admin);
    const other = await app.withKey(app.admin);
    const account = { username: 'by-key', email: 'by-key@example.com', password: PASSWORD };
    const change = { current_password: PASSWORD, new_password: NEXT };
    const asked = [
      await client.post('/api/v1/api-keys', { name: 'one more' }),
      await client.post('/api/v1/users', account),
      await client.patch('/api/v1/users/1', { password: NEXT }),
      await client.delete('/api/v1/users/1'),
      await client.post('/api/v1/users/1/end-sessions'),
      await client.post('/api/v1/auth/password', change),
      await client.post('/api/v1/auth/logout'),
      await client.post('/api/v1/workers', { id: 'by-key' }),
      await client.post('/api/v1/workers/by-key/password'),
      await client.delete(`/api/v1/api-keys/${other.id}`),
    ];
    for (const answer of asked) {
      expectProblem(answer, 403);
      expect(answer.text).toMatch(
        /An API key (may not do this|may do this only when it was made with the scope admin|can revoke)/,
      );
    }
    expect((await client.post('/api/generate-api-key')).status).toBe(401);
    expect(await meOf(other.client)).toBe(200);
    expect((await client.get('/api/v1/users')).status).toBe(200);
    expect((await client.delete(`/api/v1/api-keys/${id}`)).status).toBe(204);
    expect(await meOf(client)).toBe(401);
  });

  it('are listed and ended by admins, whosever keys they are; others know only their own', async () => {
    const [ann, bob] = [await app.account('ann', 'user'), await app.account('bob', 'operator')];
    const [hers, his] = [await app.withKey(ann), await app.withKey(bob)];
    const socket = await app.live({ api_key: hers.key });

    expect(await keysOf(ann)).toEqual([
      expect.objectContaining({ id: hers.id, user_id: ann.user.id, username: 'ann' }),
    ]);
    expectProblem(await bob.get('/api/v1/api-keys?all=true'), 403);
    expectProblem(await bob.get(`/api/v1/api-keys?user_id=${ann.user.id}`), 404);
    expect((await keysOf(bob, `?user_id=${bob.user.id}`)).map(({ id }) => id)).toEqual([his.id]);
    expectProblem(await bob.delete(`/api/v1/api-keys/${hers.id}`), 404);
    expect(await meOf(hers.client)).toBe(200);

    const all = await keysOf(app.admin, '?all=true');
    expect(all.map(({ username, id }) => [username, id])).toEqual(
      expect.arrayContaining([
        ['ann', hers.id],
        ['bob', his.id],
      ]),
    );
    const { body: first } = await app.admin.get<Page<ApiKey>>('/api/v1/api-keys?all=true&limit=1');
    const { body: rest } = await app.admin.get<Page<ApiKey>>(`/api/v1/api-keys?all=true&cursor=${first.next_cursor}`);
    expect([...first.data, ...rest.data].map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    expect((await keysOf(app.admin, `?user_id=${ann.user.id}`)).map(({ id }) => id)).toEqual([hers.id]);
    expect((await keysOf(app.admin)).map(({ username }) => username)).not.toContain('ann');

    expect((await app.admin.delete(`/api/v1/api-keys/${hers.id}`)).status).toBe(204);
    expect(await meOf(hers.client)).toBe(401);
    await closed(socket);
  });

  it('leave in the log who ended what, and from where', async () => {
    const entries = await until(async () => {
      const found = await app.get(SystemLogService).list(500);
      return found.some(({ details }) => /of user "ann", from/.test(details) && found.length > 0) && found;
    });
    const of = (action: string) => entries.filter((entry) => entry.action === action);
    expect(of('sign_out').map(({ details }) => details)).toEqual(['user "leaver": signed out, from 127.0.0.1']);
    expect(of('sessions_ended').map(({ userId, details }) => [userId === 1, details])).toEqual([
      [true, 'user "owner": all sessions and 2 API keys ended, from 127.0.0.1'],
      [false, 'user "owner": all sessions ended, from 127.0.0.1'],
    ]);
    expect(of('password_changed').map(({ details }) => details)).toEqual([
      'user "changer": password changed, from 127.0.0.1',
    ]);
    expect(of('api_key_revoked')[0]).toMatchObject({ userId: 1, status: 'ok' });
    expect(JSON.stringify(entries)).not.toMatch(new RegExp(`${PASSWORD}|${NEXT}|not this one|sbx_[\\w-]{10}`));
  });
});
