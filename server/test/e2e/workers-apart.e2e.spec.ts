import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Worker, WorkerCredentials } from '@signalbox/contracts/workers';
import { TestApp } from '../app.js';
import { selfSigned, type TestCertificate } from '../certificate.js';
import { until } from '../until.js';
import { WorkerProcess } from '../worker-process.js';

const WORKERS = '/api/v1/workers';

describe('a worker that runs apart', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start({ MQTT_LISTEN: '127.0.0.1:0', EMBEDDED_WORKER: 'false' });
  });
  afterAll(() => app?.stop());

  const enrol = async (body: { id: string }) => (await app.admin.post<WorkerCredentials>(WORKERS, body)).body;
  const online = (id: string, is = true) =>
    until(async () => (await app.admin.get<Worker>(`${WORKERS}/${id}`)).body.online === is);

  let worker: WorkerProcess | undefined;
  afterEach(async () => {
    await worker?.dispose();
    worker = undefined;
  });

  it('needs address, user and password, and carries messages', async () => {
    const credentials = await enrol({ id: 'apart' });
    worker = await WorkerProcess.with(credentials);
    await online('apart');
    const sim = await until(async () => (await app.simCards()).find(({ worker_id: id }) => id === 'apart'));
    await app.reached(await app.send({ text: 'hello', sim_card_id: sim.id }), 'delivered');
    expect(await worker.stop()).toBe(0);
    await online('apart', false);
  });

  it('says in one line that its password is wrong, and comes in when it is right', async () => {
    const credentials = await enrol({ id: 'mistyped' });
    worker = await WorkerProcess.with({ ...credentials, password: 'mistyped' });
    const line = /the broker refuses the user worker\.mistyped: MQTT_USERNAME or MQTT_PASSWORD is wrong/;
    const { log } = await until(() => worker && line.test(worker.log) && worker);
    expect(worker.running).toBe(true);
    expect(log).not.toContain('password=mistyped');
    await worker.kill9();
    await worker.startAgain({ MQTT_PASSWORD: credentials.password });
    await online('mistyped');
  });

  it('says so too when its password was replaced while it ran, and goes on trying', async () => {
    const credentials = await enrol({ id: 'renewed' });
    worker = await WorkerProcess.with(credentials);
    await online('renewed');
    await app.admin.post(`${WORKERS}/renewed/password`);
    await online('renewed', false);
    await until(() => /the broker refuses the user worker\.renewed/.test(worker?.log ?? ''));
    expect(worker.running).toBe(true);
  });
});

describe('a broker with TLS', () => {
  let folder: string;
  let pair: TestCertificate;
  let app: TestApp;
  let worker: WorkerProcess | undefined;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-tls-'));
    pair = selfSigned();
    writeFileSync(join(folder, 'cert.pem'), pair.cert);
    writeFileSync(join(folder, 'key.pem'), pair.key, { mode: 0o600 });
    writeFileSync(join(folder, 'other.pem'), selfSigned('another').cert);
    app = await TestApp.start({
      MQTT_LISTEN: '127.0.0.1:0',
      MQTT_TLS_CERT: join(folder, 'cert.pem'),
      MQTT_TLS_KEY: join(folder, 'key.pem'),
    });
  });
  afterEach(async () => {
    await worker?.dispose();
    worker = undefined;
  });
  afterAll(async () => {
    await app?.stop();
    rmSync(folder, { recursive: true });
  });

  const enrol = async (id: string) => (await app.admin.post<WorkerCredentials>(WORKERS, { id })).body;
  const says = (line: RegExp) => until(() => line.test(worker?.log ?? ''));

  it('carries the messages of a worker that trusts its certificate', async () => {
    const credentials = await enrol('safe');
    expect(credentials.mqtt_url).toMatch(/^mqtts:\/\/127\.0\.0\.1:\d+$/);
    worker = await WorkerProcess.with(credentials, { MQTT_CA_FILE: join(folder, 'cert.pem') });
    const sim = await until(async () => (await app.simCards()).find(({ online }) => online));
    await app.reached(await app.send({ text: 'hello', sim_card_id: sim.id }), 'delivered');
  });

  it('is not trusted by a worker that does not know its authority, which it says in one line', async () => {
    const credentials = await enrol('careful');
    worker = await WorkerProcess.with(credentials);
    await says(/the broker's certificate is not trusted \(\w+\): MQTT_CA_FILE/);
    await worker.kill9();
    await worker.startAgain({ MQTT_CA_FILE: join(folder, 'other.pem') });
    await until(() => (worker?.log.match(/is not trusted/g) ?? []).length >= 2);
  });

  it('is not what a worker without TLS expects, which it says in one line', async () => {
    const { mqtt_url: url, ...credentials } = await enrol('plain');
    worker = await WorkerProcess.with({ ...credentials, mqtt_url: url?.replace('mqtts:', 'mqtt:') ?? null });
    await says(/the broker ended the connection without a word, or did not answer/);
  });

  it('starts its own worker without all that', async () => {
    await app.startWorker(4);
  });
});
