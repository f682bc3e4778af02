import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Worker } from '@signalbox/contracts/workers';
import { TestApp } from '../app.js';
import type { Service } from '../services/available.js';
import { describeWith } from '../services/describe-with.js';
import { startMosquitto, type TestBroker } from '../services/mosquitto.js';
import { freePort } from '../services/private-process.js';
import { startRabbitmq } from '../services/rabbitmq.js';
import { until } from '../until.js';
import { WorkerProcess } from '../worker-process.js';

/** What a broker has of a worker when a server begins: Mosquitto its retained state, RabbitMQ nothing. */
const BROKERS: [Service, string, () => Promise<TestBroker>][] = [
  ['mosquitto', 'a Mosquitto', () => startMosquitto({ persistent: true })],
  ['rabbitmq', 'a RabbitMQ', startRabbitmq],
];

for (const [service, name, start] of BROKERS) {
  describeWith(service, `the worker of a server at ${name}`, () => {
    let folder: string;
    let broker: TestBroker;
    let settings: Record<string, string>;
    let app: TestApp;
    let worker: WorkerProcess;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'signalbox-presence-'));
      broker = await start();
      // The first address is nobody's.
      const url = `mqtt://127.0.0.1:${await freePort()},${broker.url}`;
      settings = { MQTT_URL: url, DATA_DIR: join(folder, 'data') };
      app = await TestApp.start(settings);
      worker = await WorkerProcess.start({ WORKER_ID: 'away', MQTT_URL: url, SIMULATOR_SIMS: '1' });
      await online();
    });
    afterAll(async () => {
      await worker?.dispose();
      await app?.stop();
      await broker?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    const shown = async () => (await app.admin.get<Worker>('/api/v1/workers/away')).body;
    const online = (is = true) => until(async () => (await shown()).online === is);
    const sends = async () => app.reached(await app.send({ text: 'hello' }), 'delivered');

    it('is found by the second of two addresses, and sends', async () => {
      await sends();
    });

    it('is seen again by a server that restarts', async () => {
      const { since } = await shown();
      await app.stop();
      app = await TestApp.start(settings);
      await online();
      await sends();
      expect(Date.parse((await shown()).since)).toBeGreaterThan(Date.parse(since));
    });

    it('comes back when the broker died', async () => {
      await broker.kill9();
      await online(false);
      await broker.restart();
      await online();
      await sends();
    });

    it('is not taken for online by what a broker kept of it, when it died with that', async () => {
      if (service === 'mosquitto') {
        // It saves what it keeps.
        await broker.restart();
        await online();
      }
      await broker.kill9();
      await worker.kill9();
      await broker.restart();
      // Another worker comes, which is heard: what the broker had kept of the first was heard before.
      const other = await WorkerProcess.start({ ...settings, WORKER_ID: 'other', SIMULATOR_SIMS: '1' });
      try {
        await until(async () => (await app.admin.get<Worker>('/api/v1/workers/other')).body.online);
        expect((await shown()).online).toBe(false);
      } finally {
        await other.dispose();
      }
      await worker.startAgain();
      await online();
    });
  });
}
