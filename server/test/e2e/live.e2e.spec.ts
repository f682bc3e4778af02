import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LIVE_FLUSHES_PER_SECOND, LIVE_SOCKETS } from '@signalbox/contracts/live';
import type { BatchResult } from '@signalbox/contracts/messages';
import { type Account, RECIPIENT, TestApp } from '../app.js';
import type { LiveClient } from '../live-client.js';
import { RawRequest } from '../raw-request.js';
import { until } from '../until.js';

const MANY = 300;

describe('the live events', () => {
  let app: TestApp;
  let user: Account;
  let other: Account;
  let staff: LiveClient;
  beforeAll(async () => {
    app = await TestApp.start({ SIMULATOR_ECHO: 'true', SIMULATOR_REPORT_DELAY_MS: '50' });
    [user, other] = [await app.account('uma', 'user'), await app.account('otto', 'user')];
    staff = await app.live({ token: app.admin.token, batch: true });
    await app.startWorker();
  });
  afterAll(() => app?.stop());

  const finalOf = (client: LiveClient, id: string) => client.updates(id).at(-1)?.status;

  it.each(['h2c', 'websocket'])('keep no request waiting that asks elsewhere for an upgrade to %s', async (upgrade) => {
    const body = JSON.stringify({ to: RECIPIENT, text: 'hello' });
    const request = await RawRequest.begin(app.url, 'POST', '/api/v1/messages', {
      authorization: `Bearer ${user.token}`,
      'content-type': 'application/json',
      'content-length': body.length,
      connection: 'Upgrade',
      upgrade,
    });
    request.socket.write(body);
    expect(await request.status()).toBe(202);
    request.socket.destroy();
  });

  it('tell staff that a worker came', async () => {
    await until(() => staff.workers.some(({ worker, status }) => worker === 'local' && status === 'online'));
    expect(staff.workers.find(({ worker }) => worker === 'local')).toMatchObject({ channels: 4 });
  });

  it('show a message’s last state, and what came in', async () => {
    const id = await app.send({ text: 'hello' });
    await until(() => finalOf(staff, id) === 'delivered');
    expect(staff.updates(id).at(-1)).toMatchObject({
      direction: 'outbound',
      receiver_number: RECIPIENT,
      sender_number: expect.stringMatching(/^\+254/),
      message: 'hello',
      reason: null,
      created_at: (await app.message(id)).created_at,
    });
    await until(() =>
      staff.updates().some(({ direction, sender_number }) => direction === 'inbound' && sender_number === RECIPIENT),
    );
  });

  it('are shown to those only who may see the message', async () => {
    const viewer = await app.account('vera', 'viewer');
    const [mine, others, seeing] = [
      await app.live({ token: user.token, batch: true }),
      await app.live({ token: other.token, batch: true }),
      await app.live({ token: viewer.token, batch: true }),
    ];
    const id = await app.send({ text: 'hello' }, user);
    const another = await app.send({ text: 'hello' });
    await until(() => finalOf(mine, id) === 'delivered' && finalOf(seeing, id) === 'delivered');
    await until(() => finalOf(seeing, another) === 'delivered');
    expect(mine.updates().every(({ message_id }) => message_id === id)).toBe(true);
    expect(others.packets).toEqual([]);
    expect([...mine.workers, ...others.workers]).toEqual([]);
  });

  it('come one update a packet to a client that does not take batches', async () => {
    const { key } = await app.withKey(user);
    const old = await app.live({}, { 'X-API-Key': key });
    const ids = [await app.send({ text: 'one' }, user), await app.send({ text: 'two' }, user)];
    await until(() => ids.every((id) => finalOf(old, id) === 'delivered'));
    expect(old.packets.every(({ updates }) => updates.length === 1)).toBe(true);
  });

  it('are coalesced under load, and drop no message’s last state', async () => {
    const batched = await app.live({ token: app.admin.token, batch: true });
    const messages = Array.from({ length: MANY }, (_, index) => ({ to: RECIPIENT, text: `message ${index}` }));
    const began = Date.now();
    const { body } = await app.admin.post<BatchResult>('/api/v1/messages/batch', { messages });
    const ids = body.data.flatMap((item) => ('id' in item ? [item.id] : []));
    expect(ids).toHaveLength(MANY);
    await until(() => ids.every((id) => finalOf(batched, id) === 'delivered'));
    const seconds = (Date.now() - began) / 1000;
    expect(batched.packets.length).toBeLessThanOrEqual(LIVE_FLUSHES_PER_SECOND * seconds + 2);
    expect(batched.updates().length).toBeLessThan(MANY * 6);
  });

  it('show an old client every last state too, one a packet, and as soon', async () => {
    const [old, batched] = [
      await app.live({ token: app.admin.token }),
      await app.live({ token: app.admin.token, batch: true }),
    ];
    const messages = Array.from({ length: MANY }, (_, index) => ({ to: RECIPIENT, text: `message ${index}` }));
    const { body } = await app.admin.post<BatchResult>('/api/v1/messages/batch', { messages });
    const ids = body.data.flatMap((item) => ('id' in item ? [item.id] : []));
    await until(() => ids.every((id) => finalOf(batched, id) === 'delivered'));
    const [last] = batched.packets.slice(-1);
    await until(() => ids.every((id) => finalOf(old, id) === 'delivered'));
    expect(old.packets.every(({ updates }) => updates.length === 1)).toBe(true);
    // One packet each twentieth of a second would have taken 15 s.
    expect((old.packets.at(-1)?.at ?? 0) - (last?.at ?? 0)).toBeLessThan(5_000);
  });

  it.each([
    ['nothing', {}],
    ['a made up token', { token: 'abc.def.ghi' }],
    ['a made up key', { api_key: `sbx_${'a'.repeat(43)}` }],
    ['a token that is a number', { token: 5 }],
    ['a token of 5,000 characters', { token: 'x'.repeat(5000) }],
    ['a token that is an object', { token: { __proto__: 'x' } }],
  ])('are refused to a client that shows %s', async (_, auth) => {
    await expect(app.live(auth)).rejects.toThrow('unauthorized');
  });

  it('end when the key that was shown is revoked, and then it is refused', async () => {
    const { key, id } = await app.withKey(user);
    const [byKey, byToken] = [await app.live({ api_key: key }), await app.live({ token: user.token })];
    expect((await user.delete(`/api/v1/api-keys/${id}`)).status).toBe(204);
    await until(() => byKey.closed);
    expect(byToken.closed).toBe(false);
    await expect(app.live({ api_key: key })).rejects.toThrow('unauthorized');
  });

  it('end when the account is disabled', async () => {
    const leaver = await app.account('lena', 'viewer');
    const client = await app.live({ token: leaver.token });
    await app.admin.patch(`/api/v1/users/${leaver.user.id}`, { disabled: true });
    await until(() => client.closed);
    await expect(app.live({ token: leaver.token })).rejects.toThrow('unauthorized');
  });

  it('are refused to the hundred and first client of an account', async () => {
    const many = await app.account('mandy', 'user');
    const clients = await Promise.all(Array.from({ length: LIVE_SOCKETS }, () => app.live({ token: many.token })));
    await expect(app.live({ token: many.token })).rejects.toThrow('too many connections');
    clients[0]?.close();
    await until(async () =>
      app.live({ token: many.token }).then(
        () => true,
        () => false,
      ),
    );
    for (const client of clients) client.close();
  });

  it('leave no trace of a client that went away', async () => {
    const gone = await app.live({ token: app.admin.token, batch: true });
    gone.close();
    await app.reached(await app.send({ text: 'hello' }), 'delivered');
    expect(gone.packets).toEqual([]);
  });
});
