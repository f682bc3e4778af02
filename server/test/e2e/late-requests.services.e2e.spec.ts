import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { ReplyPacket, RequestPacket } from '@signalbox/contracts/bus';
import type { SimCardAnswer } from '@signalbox/contracts/sim-cards';
import { topicsOf } from '@signalbox/contracts/topics';
import { ModemEmulator } from '@signalbox/modem/modem-emulator';
import { connectAsync, type MqttClient } from 'mqtt';
import { WorkerRequestsService } from '../../src/platform/modem-bus/worker-requests.service.js';
import { TestApp } from '../app.js';
import { expectProblem } from '../client.js';
import { describeWith } from '../services/describe-with.js';
import { startMosquitto, type TestBroker } from '../services/mosquitto.js';
import { TcpGate } from '../tcp-gate.js';
import { until } from '../until.js';
import { WorkerProcess } from '../worker-process.js';

/** The server waits so long for an answer; a worker begins within a quarter of it, or not at all. */
const WITHIN_MS = 6_000;
const ICCID = '89254021000000000017';
const BALANCE = /KES 123\.45/;

/** What was answered with a failure costs money when it is done later. */
describeWith('mosquitto', 'a USSD code that comes to its worker late', () => {
  let broker: TestBroker;
  let app: TestApp;
  let folder: string;
  /** Hears what the server asks and the worker answers. */
  let ear: MqttClient;
  let requests: RequestPacket[];
  let replies: ReplyPacket[];
  let gate: TcpGate;
  let modem: ModemEmulator;
  let line: Server;
  /** All that the worker has typed at the modem. */
  let typed: string;
  let worker: WorkerProcess;
  let sim: number;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-late-'));
    broker = await startMosquitto();
    app = await TestApp.start({ MQTT_URL: broker.url });
    app.get(WorkerRequestsService).answerWithinMs = WITHIN_MS;
    gate = await TcpGate.to(Number(new URL(broker.url).port));
    modem = new ModemEmulator({ iccid: ICCID });
    line = createServer({ noDelay: true }, (socket) => {
      socket.on('data', (data) => (typed += String(data)));
      modem.attach(socket);
    }).listen(0, '127.0.0.1');
    await once(line, 'listening');
    const config = join(folder, 'worker.json');
    const port = `tcp://127.0.0.1:${(line.address() as AddressInfo).port}`;
    writeFileSync(config, JSON.stringify({ gsm: { ports: [port] } }));
    typed = '';
    const url = `mqtt://127.0.0.1:${gate.port}`;
    worker = await WorkerProcess.start({
      WORKER_ID: 'late',
      MQTT_URL: url,
      WORKER_CONFIG: config,
      SIMULATOR_SIMS: '0',
    });
    sim = (await until(async () => (await app.simCards()).find(({ online }) => online))).id;
    ear = await connectAsync(broker.url, { protocolVersion: 4 });
    const topics = topicsOf('late');
    ear.on('message', (topic, payload) => {
      const packet: unknown = JSON.parse(payload.toString());
      if (topic === topics.requests) requests.push(RequestPacket.parse(packet));
      else replies.push(ReplyPacket.parse(packet));
    });
    [requests, replies] = [[], []];
    await ear.subscribeAsync([topics.requests, topics.replies], { qos: 1 });
  });
  afterEach(() => {
    [requests, replies] = [[], []];
    typed = '';
  });
  afterAll(async () => {
    await worker?.dispose();
    await app?.stop();
    await ear?.endAsync(true);
    await gate?.close();
    line?.close();
    modem?.detach();
    await broker?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const dial = () => app.admin.post<SimCardAnswer>(`/api/v1/sim-cards/${sim}/ussd`, { code: '*144#' });
  const dialled = () => typed.match(/AT\+CUSD=1/g)?.length ?? 0;
  const online = (is: boolean) => until(async () => (await app.simCards()).some(({ online: at }) => at === is));
  /** It is dialled at once when somebody waits: once, and what came before was not. */
  async function goesOn(): Promise<void> {
    await online(true);
    expect(dialled()).toBe(0);
    const answer = await until(async () => {
      const said = await dial();
      return said.status === 200 && said;
    });
    expect(answer.body.answer).toMatch(BALANCE);
    expect(dialled()).toBe(1);
  }
  const refusal = (of: RequestPacket) => until(() => replies.find(({ id, ok }) => id === of.id && !ok)?.result);

  it('is not dialled when the worker was away meanwhile, though a broker kept it', async () => {
    gate.hold();
    const answer = dial();
    const [asked] = (await until(() => requests.length > 0 && requests)) as [RequestPacket];
    const since = Date.now();
    gate.shut();
    expectProblem(await answer, 503);
    // As brokers do that keep packets of QoS 0 too, and as older servers asked.
    await ear.publishAsync(topicsOf('late').requests, JSON.stringify(asked), { qos: 1 });
    await until(() => Date.now() - since > WITHIN_MS / 4);
    gate.open();
    expect(await refusal(asked)).toMatch(/too late/);
    await goesOn();
  });

  it('is not dialled when the worker stood still meanwhile', async () => {
    await worker.pause();
    const answer = await dial();
    expectProblem(answer, 503);
    expect(answer.text).toContain('Worker late did not answer');
    worker.resume();
    await goesOn();
  });

  it('is refused at once while the worker is away, as is every other question', async () => {
    gate.shut();
    await online(false);
    for (const path of [
      `sim-cards/${sim}/ussd`,
      `sim-cards/${sim}/balance`,
      `sim-cards/${sim}/restart`,
      'workers/late/ping',
    ]) {
      const answer = await app.admin.post(`/api/v1/${path}`, { code: '*144#' });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.text).toMatch(/offline/);
    }
    expect(requests).toEqual([]);
    gate.open();
    await goesOn();
  });

  it('is not dialled by another session than it was asked of, or when a replaced server asks', async () => {
    const answer = await dial();
    expect(answer.status).toBe(200);
    const [asked] = requests as [RequestPacket];
    await worker.kill9();
    await online(false);
    typed = '';
    // As young as can be.
    const again = { ...asked, id: '0193e2a1-7c3f-4f00-8000-000000000001' };
    await ear.publishAsync(topicsOf('late').requests, JSON.stringify(again), { qos: 1 });
    await worker.startAgain();
    expect(await refusal(again)).toMatch(/began anew/);
    const replaced = { ...again, id: '0193e2a1-7c3f-4f00-8000-000000000002', fence: 1 };
    await ear.publishAsync(topicsOf('late').requests, JSON.stringify(replaced), { qos: 1 });
    expect(await refusal(replaced)).toMatch(/was replaced/);
    await goesOn();
  });
});
