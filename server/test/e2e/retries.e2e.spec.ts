import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MessageDetail } from '@signalbox/contracts/messages';
import { TestApp } from '../app.js';
import { until } from '../until.js';

describe('on a network that refuses everything for now', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start({ SIMULATOR_FAILURE_SHARE: '1', SIMULATOR_TEMPORARY_SHARE: '1' });
    await app.startWorker();
  });
  afterAll(() => app?.stop());

  /** Waits until a message is back in the queue. */
  const refused = (id: string) =>
    until(async () => {
      const message = await app.message(id);
      return message.status === 'queued' && message.attempts > 0 && message;
    });

  it('tries a message again, later, until its attempts are used up, and then fails it with the reason', async () => {
    const id = await app.send({ text: 'hello', max_attempts: 2 });
    expect(await refused(id)).toMatchObject({ attempts: 1, reason: 'simulated congestion' });
    const failed = await app.reached(id, 'failed');
    expect(failed).toMatchObject({ attempts: 2, reason: 'simulated congestion' });
    expect(failed.history.map(({ status }) => status)).toEqual([
      'queued',
      'dispatched',
      'accepted',
      'queued',
      'dispatched',
      'accepted',
      'failed',
    ]);
    const [first, second] = failed.history
      .filter(({ status }) => status === 'dispatched')
      .map(({ at }) => Date.parse(at));
    const waited = (second ?? 0) - (first ?? 0);
    expect(waited).toBeGreaterThanOrEqual(4_000);
    expect(waited).toBeLessThan(20_000);
  });

  it('fails a message of one attempt at once; requeued, it has one more', async () => {
    const id = await app.send({ text: 'hello', max_attempts: 1 });
    expect(await app.reached(id, 'failed')).toMatchObject({ attempts: 1, max_attempts: 1 });
    const { status, body } = await app.admin.post<MessageDetail>(`/api/v1/messages/${id}/requeue`);
    expect({ status, body }).toMatchObject({ status: 200, body: { status: 'queued', max_attempts: 2, reason: null } });
    expect(await app.reached(id, 'failed')).toMatchObject({ attempts: 2 });
  });

  it('lets a message that waits for its next attempt be cancelled', async () => {
    const id = await app.send({ text: 'hello' });
    await refused(id);
    expect((await app.admin.post(`/api/v1/messages/${id}/cancel`)).status).toBe(200);
    expect(await app.message(id)).toMatchObject({ status: 'cancelled', attempts: 1 });
  });
});

describe('on a network that refuses everything for good', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start({ SIMULATOR_FAILURE_SHARE: '1', SIMULATOR_TEMPORARY_SHARE: '0' });
    await app.startWorker();
  });
  afterAll(() => app?.stop());

  it('fails a message at its first attempt, and frees its channel', async () => {
    const id = await app.send({ text: 'hello', max_attempts: 10 });
    expect(await app.reached(id, 'failed')).toMatchObject({ attempts: 1, reason: 'simulated refusal' });
    await until(async () => (await app.simCards()).every(({ in_flight }) => in_flight === 0));
    expect(await app.simCards()).toHaveLength(4);
  });
});
