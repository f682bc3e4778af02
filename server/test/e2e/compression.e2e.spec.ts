import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestApp } from '../app.js';

/** Enough for more than one packet. */
const MESSAGES = 20;

describe('the weight of answers', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
    const messages = Array.from({ length: MESSAGES }, (_, i) => ({ to: `+2547123456${10 + i}`, text: `Number ${i}` }));
    expect((await app.admin.post('/api/v1/messages/batch', { messages })).status).toBe(202);
    for (let i = 0; i < MESSAGES; i += 1)
      await app.admin.post('/api/v1/suppressions', { number: `+2547129999${10 + i}` });
  });
  afterAll(() => app?.stop());

  const get = async (path: string, encodings: string) => {
    const { status, headers, text } = await app.admin.with({ 'accept-encoding': encodings }).get(path);
    return { status, text, encoding: headers.get('content-encoding'), vary: headers.get('vary')?.toLowerCase() };
  };

  it.each([
    ['br, gzip', 'br'],
    ['gzip, deflate', 'gzip'],
    ['gzip;q=1, br;q=0.1', 'gzip'],
  ])('is little for who takes %s', async (encodings, encoding) => {
    const plain = await get('/api/v1/messages', 'identity');
    const small = await get('/api/v1/messages', encodings);
    expect(small).toMatchObject({ status: 200, encoding, vary: expect.stringContaining('accept-encoding') });
    expect(small.text).toBe(plain.text);
    expect(plain).toMatchObject({ encoding: null });
  });

  it('is little where lists are downloaded, too', async () => {
    const { encoding, text } = await get('/api/v1/suppressions.csv', 'br');
    expect(encoding).toBe('br');
    expect(text.trim().split('\n')).toHaveLength(MESSAGES + 1);
  });

  it.each(['/health/live', '/api/v1/messages?limit=1'])('is what it was for the few words of %s', async (path) => {
    expect(await get(path, 'br, gzip')).toMatchObject({ status: 200, encoding: null });
  });

  it('does not tell of secrets: answers that hold some are not compressed', async () => {
    const admin = app.admin.with({ 'accept-encoding': 'br, gzip' });
    for (let i = 0; i < MESSAGES; i += 1) await admin.post('/api/v1/api-keys', { name: `key ${i}` });
    const { headers, text } = await admin.get('/api/v1/api-keys');
    expect([text.length > 1024, headers.get('content-encoding')]).toEqual([true, null]);
    const sent = await admin.post('/api/v1/messages/batch', {
      messages: Array.from({ length: MESSAGES }, () => ({ to: '+254712345678', text: 'x' })),
    });
    expect([sent.status, sent.text.length > 1024, sent.headers.get('content-encoding')]).toEqual([202, true, null]);
  });
});
