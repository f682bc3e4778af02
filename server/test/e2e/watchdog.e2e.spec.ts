import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Message } from '@signalbox/contracts/messages';
import type { Worker } from '@signalbox/contracts/workers';
import { EmbeddedBrokerService } from '../../src/platform/modem-bus/embedded-broker.service.js';
import { EmbeddedWorkerService } from '../../src/platform/modem-bus/embedded-worker.service.js';
import { SILENT_MS, TICK_MS, WorkerWatchService } from '../../src/messaging/workers/worker-watch.service.js';
import { TestApp } from '../app.js';
import { FakeWorker } from '../fake-worker.js';
import { until } from '../until.js';

describe('a worker that does not answer', () => {
  let app: TestApp;
  let worker: FakeWorker;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterEach(() => worker?.close());
  afterAll(() => app?.stop());

  const shown = async (id = worker.id) => (await app.admin.get<Worker>(`/api/v1/workers/${id}`)).body;
  const statusOf = async (id: string) => (await app.admin.get<Message>(`/api/v1/messages/${id}`)).body.status;

  async function begin(id: string): Promise<void> {
    worker = await FakeWorker.connect(id, app.get(EmbeddedBrokerService).workerCredentials(id));
    worker.hangs = true;
    await worker.announce();
    await until(async () => (await shown()).channels_online === 1);
  }
  /** The ticks of more than half a minute, without a word from it. */
  function passHalfAMinute(): void {
    for (let ms = 0; ms <= SILENT_MS + TICK_MS; ms += TICK_MS) app.get(WorkerWatchService).look();
  }

  it('is shown as hung after half a minute, its channels are closed, and it comes back when it answers', async () => {
    await begin('w1');
    passHalfAMinute();
    await until(() => worker.pings.length > 0);
    expect(await shown()).toMatchObject({
      ...{ state: 'hung', online: false, channels: 1, channels_online: 0 },
      trouble: 'it is connected; messages go over others, or wait until it answers',
    });
    expect(await app.simCards()).toMatchObject([{ online: false, trouble: 'its worker does not answer' }]);
    const { body: summary } = await app.admin.get<{ workers: object }>('/api/v1/stats/summary');
    expect(summary.workers).toEqual({ total: 1, online: 0 });
    const id = await app.send({ text: 'waits' });
    expect(await statusOf(id)).toBe('queued');

    worker.hangs = false;
    await worker.pong(worker.pings.at(-1) ?? '');
    await until(async () => {
      app.get(WorkerWatchService).look();
      return (await shown()).state === 'online';
    });
    await until(() => worker.jobs.some((job) => job.id === id));
    expect(await shown()).toMatchObject({ online: true, channels_online: 1 });
  });

  it('is offline, not hung, once its connection is gone', async () => {
    await begin('w2');
    passHalfAMinute();
    expect((await shown()).state).toBe('hung');
    const began = Date.now();
    worker.vanish();
    await until(async () => (await shown()).state === 'offline');
    await until(async () => (await shown()).trouble !== null);
    const { trouble, since } = await shown();
    expect(trouble).toBe('it went without a word: its process died or hangs, or its network is gone');
    // When it was lost, not when it connected and left its will with the broker.
    expect(Date.parse(since)).toBeGreaterThanOrEqual(began);
  });
});

describe("the server's own worker", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start({ SIMULATOR_SIMS: '1' });
  });
  afterAll(() => app?.stop());

  it('is ended and started again when its process stands still', async () => {
    const embedded = app.get(EmbeddedWorkerService);
    embedded.start(undefined, { tickMs: 250, silentMs: 5_000, startMs: 60_000 });
    await until(async () => (await app.simCards()).some(({ online }) => online));
    const { pid } = embedded;
    if (pid === undefined) throw new Error('no process');
    process.kill(pid, 'SIGSTOP');
    await until(() => embedded.pid !== undefined && embedded.pid !== pid);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    const id = await app.send({ text: 'goes on' });
    await app.reached(id, 'delivered');
  });
});
