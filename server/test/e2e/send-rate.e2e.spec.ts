import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { RECIPIENT, TestApp } from '../app.js';
import { expectProblem, expectWrongField } from '../client.js';

/** Limits fill while time passes: a slow machine must not be let in for it. */
const stopClock = () => {
  const now = Date.now();
  jest.spyOn(Date, 'now').mockReturnValue(now);
};
afterEach(() => void jest.restoreAllMocks());

describe('a limit on sending', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start({ SEND_RATE_PER_MINUTE: '3' });
  });
  afterAll(() => app?.stop());

  it('holds for each key by itself, and says when to come again', async () => {
    const message = { to: RECIPIENT, text: 'hello' };
    const [one, two] = [await app.withKey(app.admin), await app.withKey(app.admin)];
    stopClock();
    for (let i = 0; i < 3; i++) expect((await one.client.post('/api/v1/messages', message)).status).toBe(202);
    const refused = await one.client.post('/api/v1/messages', message);
    expectProblem(refused, 429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expectProblem(await one.client.post('/api/v1/messages/batch', { messages: [message] }), 429);
    expect((await two.client.post('/api/v1/messages', message)).status).toBe(202);
    expect((await one.client.get('/api/v1/messages')).status).toBe(200);
  });
});

describe('accounts that anybody may make', () => {
  const message = { to: RECIPIENT, text: 'hello' };
  const batch = (count: number) => ({ messages: Array.from({ length: count }, () => message) });
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app?.stop());

  it('may send 60 messages a minute, over all their keys and in batches too', async () => {
    const user = await app.account('newcomer', 'user');
    const [one, two] = [await app.withKey(user), await app.withKey(user)];
    stopClock();
    expectWrongField(await user.post('/api/v1/messages/batch', batch(61)), 403, 'messages');
    expect((await one.client.post('/api/v1/messages/batch', batch(58))).status).toBe(202);
    expect((await two.client.post('/api/v1/messages', message)).status).toBe(202);
    const refused = await user.post('/api/v1/messages/batch', batch(10));
    expectProblem(refused, 429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(5);
    expect((await user.post('/api/v1/messages', message)).status).toBe(202);
    for (const client of [user, one.client, two.client]) {
      expectProblem(await client.post('/api/v1/messages', message), 429);
    }
    expect((await two.client.post('/api/sms', { recipient: RECIPIENT, message: 'hello' })).status).toBe(429);
    expectProblem(await user.post(`/api/v1/messages/${crypto.randomUUID()}/requeue`), 429);
    expect((await app.admin.post('/api/v1/messages/batch', batch(100))).status).toBe(202);
  });

  it('may not send urgent messages, whichever the door', async () => {
    const user = await app.account('hasty', 'user');
    const { client } = await app.withKey(user);
    const urgent = { ...message, priority: 'urgent' };
    expectWrongField(await user.post('/api/v1/messages', urgent), 403, 'priority');
    // The second time by the short way in: the key is known by then.
    for (let i = 0; i < 2; i++) expectWrongField(await client.post('/api/v1/messages', urgent), 403, 'priority');
    const { body } = await client.post('/api/v1/messages/batch', { messages: [urgent, message] });
    expect(body).toEqual({
      data: [
        {
          index: 0,
          error: { status: 403, errors: [{ field: 'priority', message: expect.stringMatching(/expected/) }] },
        },
        expect.objectContaining({ index: 1, id: expect.any(String) }),
      ],
    });
    const operator = await app.account('steady', 'operator');
    expect((await operator.post('/api/v1/messages', urgent)).status).toBe(202);
  });

  it('are as free as all others where registration is closed', async () => {
    const closed = await TestApp.start({ REGISTRATION: 'closed' });
    try {
      const user = await closed.account('colleague', 'user');
      expect((await user.post('/api/v1/messages/batch', batch(100))).status).toBe(202);
      expect((await user.post('/api/v1/messages', message)).status).toBe(202);
    } finally {
      await closed.stop();
    }
  });
});
