import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RECIPIENT, TestApp } from '../app.js';
import { expectProblem } from '../client.js';

describe('a limit on sending', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start({ SEND_RATE_PER_MINUTE: '3' });
  });
  afterAll(() => app?.stop());

  it('holds for each key by itself, and says when to come again', async () => {
    const message = { to: RECIPIENT, text: 'hello' };
    const [one, two] = [await app.withKey(app.admin), await app.withKey(app.admin)];
    for (let i = 0; i < 3; i++) expect((await one.client.post('/api/v1/messages', message)).status).toBe(202);
    const refused = await one.client.post('/api/v1/messages', message);
    expectProblem(refused, 429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expectProblem(await one.client.post('/api/v1/messages/batch', { messages: [message] }), 429);
    expect((await two.client.post('/api/v1/messages', message)).status).toBe(202);
    expect((await one.client.get('/api/v1/messages')).status).toBe(200);
  });
});
