import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { AuditRow } from '@signalbox/contracts/audit';
import { RequestPacket } from '@signalbox/contracts/bus';
import type { Page } from '@signalbox/contracts/common';
import type { Worker, WorkerCredentials } from '@signalbox/contracts/workers';
import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt';
import { TestApp } from '../app.js';
import { selfSigned } from '../certificate.js';
import { describeWith } from '../services/describe-with.js';
import { startMosquitto, type TestBroker } from '../services/mosquitto.js';
import { freePort } from '../services/private-process.js';
import { until } from '../until.js';
import { WorkerProcess } from '../worker-process.js';

const WORKERS = '/api/v1/workers';
const SERVER = { MQTT_USERNAME: 'server', MQTT_PASSWORD: 'the password of the server' };
const ROOT = join(import.meta.dirname, '..', '..', '..');

describeWith('mosquitto', 'workers at a Mosquitto, by the files that the server keeps', () => {
  let folder: string;
  let app: TestApp;
  let broker: TestBroker;
  let data: string;
  const processes: WorkerProcess[] = [];
  const clients: MqttClient[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-enrol-'));
    const [cert, key, files] = ['cert.pem', 'key.pem', 'files'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const pair = selfSigned();
    writeFileSync(cert, pair.cert);
    writeFileSync(key, pair.key, { mode: 0o600 });
    data = join(folder, 'data');
    // The server is first: the broker has no users before.
    const port = await freePort();
    app = await TestApp.start({
      ...SERVER,
      MQTT_URL: `mqtts://127.0.0.1:${port}`,
      MQTT_CA_FILE: cert,
      BROKER_FILES_DIR: files,
      DATA_DIR: data,
    });
    // As docker/mosquitto/mosquitto.conf has it.
    broker = await startMosquitto({ files, tls: { cert, key }, port, more: ['use_username_as_clientid true'] });
  });
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((worker) => worker.dispose()));
    await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
  });
  afterAll(async () => {
    await app?.stop();
    await broker?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const file = (name: string) => join(folder, name);
  const ca = () => readFileSync(file('cert.pem'), 'utf8');

  /** Resolves when the broker knows it. */
  async function enrol(id: string): Promise<WorkerCredentials> {
    const answer = await app.admin.post<WorkerCredentials>(WORKERS, { id });
    expect(answer.status).toBe(201);
    await reloaded(answer.body);
    return answer.body;
  }
  async function reloaded(credentials: WorkerCredentials): Promise<void> {
    broker.reload();
    await until(async () => {
      const client = await open(credentials, { clientId: 'look' }).catch(() => undefined);
      await client?.endAsync(true);
      return client !== undefined;
    });
  }
  async function open({ username, password }: { username: string; password: string }, options: IClientOptions = {}) {
    const client = await connectAsync(broker.url, {
      ...{ username, password, ca: ca(), protocolVersion: 4, reconnectPeriod: 0 },
      ...options,
    });
    clients.push(client);
    return client;
  }
  async function run(credentials: WorkerCredentials): Promise<WorkerProcess> {
    const worker = await WorkerProcess.with(credentials, { MQTT_CA_FILE: file('cert.pem') });
    processes.push(worker);
    return worker;
  }
  const online = (id: string, is = true) =>
    until(async () => (await app.admin.get<Worker>(`${WORKERS}/${id}`)).body.online === is);

  it('an enrolled worker carries messages, over TLS', async () => {
    const credentials = await enrol('w1');
    expect(credentials).toMatchObject({ username: 'worker.w1', mqtt_url: broker.url });
    const worker = await run(credentials);
    await online('w1');
    const sim = await until(async () =>
      (await app.simCards()).find(({ worker_id: id, online: is }) => id === 'w1' && is),
    );
    await app.reached(await app.send({ text: 'hello', sim_card_id: sim.id }), 'delivered');
    expect(await worker.stop()).toBe(0);
    await online('w1', false);
  });

  it('a wrong password is refused, which the worker says in one line', async () => {
    const credentials = await enrol('w2');
    for (const password of ['wrong', SERVER.MQTT_PASSWORD]) {
      await expect(open({ ...credentials, password })).rejects.toThrow(/not authorized/i);
    }
    await expect(open({ username: 'server', password: credentials.password })).rejects.toThrow(/not authorized/i);
    const worker = await run({ ...credentials, password: 'wrong' });
    await until(() => /the broker refuses the user worker\.w2/.test(worker.log));
    expect(worker.running).toBe(true);
  });

  it('a worker with a stolen id hears nothing of the other’s, and what it says in its name is thrown away', async () => {
    const [owner, thief] = [await enrol('owner'), await enrol('thief')];
    await run(owner);
    await online('owner');
    const [sim] = await until(async () => {
      const sims = (await app.simCards()).filter(({ worker_id: id, online: is }) => id === 'owner' && is);
      return sims.length === 2 && sims;
    });
    const heard: string[] = [];
    // The client id of the owner, and its topics, by the user of the thief; with a will in the owner's name.
    const state = 'signalbox/v1/owner/state';
    const offline = JSON.stringify({ v: 1, status: 'offline', session: 'x', at: Date.now() });
    const stolen = await open(thief, {
      clientId: 'signalbox-worker-owner',
      clean: false,
      will: { topic: state, payload: Buffer.from(offline), qos: 1, retain: true },
    });
    stolen.on('message', (topic) => heard.push(topic));
    const names = ['hello', 'jobs', 'confirms', 'providers', 'requests', 'state', 'events', 'replies'];
    await stolen.subscribeAsync(
      [
        ...names.map((name) => `signalbox/v1/owner/${name}`),
        '#',
        'signalbox/v1/+/jobs',
        '$share/all/signalbox/v1/owner/jobs',
        '$share/all/#',
      ],
      {
        qos: 1,
      },
    );
    // An answer of its own is heard: what else it hears would have come by then.
    await stolen.publishAsync(state, offline, { qos: 1, retain: true });
    const id = await app.send({ text: 'secret', sim_card_id: sim?.id });
    await stolen.publishAsync(
      'signalbox/v1/owner/events',
      JSON.stringify({ v: 1, session: 'x', after: 0, events: [{ type: 'failed', seq: 1, id, attempt: 1, at: 1 }] }),
      { qos: 1 },
    );
    await app.reached(id, 'delivered');
    stolen.stream.destroy();
    await app.reached(await app.send({ text: 'still here', sim_card_id: sim?.id }), 'delivered');
    expect(heard).toEqual([]);
    expect((await app.admin.get<Worker>(`${WORKERS}/owner`)).body.online).toBe(true);
  });

  it('a worker hears and says what is its own', async () => {
    const own = await open(await enrol('own'));
    const [requests, replies] = ['signalbox/v1/own/requests', 'signalbox/v1/own/replies'] as const;
    await own.subscribeAsync(requests, { qos: 1 });
    own.on('message', (_, payload) => {
      const { id } = RequestPacket.parse(JSON.parse(payload.toString()));
      own.publish(replies, JSON.stringify({ v: 1, id, ok: true, result: 'pong' }), { qos: 1 });
    });
    const session = '0193e2a1-7c3f-4f00-8000-000000000003';
    const state = { v: 1, status: 'online', session, version: '0', at: Date.now(), channels: [] };
    await own.publishAsync('signalbox/v1/own/state', JSON.stringify(state), { qos: 1 });
    await online('own');
    expect((await app.admin.post(`${WORKERS}/own/ping`)).status).toBe(200);
  });

  it('a new password puts the old one out when the broker has read it', async () => {
    const old = await enrol('w3');
    const worker = await run(old);
    await online('w3');
    const answer = await app.admin.post<WorkerCredentials>(`${WORKERS}/w3/password`);
    await reloaded(answer.body);
    await expect(open(old)).rejects.toThrow(/not authorized/i);
    await until(() => /the broker refuses the user worker\.w3/.test(worker.log));
    await worker.kill9();
    await worker.startAgain({ MQTT_PASSWORD: answer.body.password });
    await online('w3');
  });

  it('a worker that was removed is refused when the broker has read it, and stays away from the list', async () => {
    const gone = await enrol('w4');
    const worker = await run(gone);
    await online('w4');
    await until(async () => (await app.admin.delete(`${WORKERS}/w4`)).status === 204);
    expect(readFileSync(file('files/passwords'), 'utf8')).not.toContain('worker.w4');
    expect(readFileSync(file('files/acl'), 'utf8')).not.toContain('worker.w4');
    broker.reload();
    await until(() => /the broker refuses the user worker\.w4/.test(worker.log));
    expect((await app.admin.get(`${WORKERS}/w4`)).status).toBe(404);
  });

  it('npm run broker:files writes the same files from the database, once', async () => {
    await enrol('w5');
    const env = { PATH: process.env['PATH'], ...SERVER, DATA_DIR: data };
    const main = join(ROOT, 'server', 'dist', 'storage', 'broker-files', 'main.js');
    expect(existsSync(main)).toBe(true);
    const write = (...args: string[]) => promisify(execFile)(process.execPath, [main, ...args], { env });
    const out = file('by-hand');
    expect((await write('--out', out)).stdout).toMatch(
      /by-hand: wrote acl and passwords; \d workers and the user server/,
    );
    expect((await write('--out', out)).stdout).toMatch(/nothing changed/);
    const { body } = await app.admin.get<Page<AuditRow>>('/api/v1/audit?action=workers.broker-files');
    expect(body.data).toMatchObject([{ user_id: null, asked: { out }, outcome: 'done' }]);
    const lines = (name: string) => readFileSync(name, 'utf8').split('\n');
    expect(lines(join(out, 'acl'))).toEqual(lines(file('files/acl')));
    expect(lines(join(out, 'passwords')).slice(1)).toEqual(lines(file('files/passwords')).slice(1));
    await expect(write()).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(/^broker:files: npm run/) });
  });
});
