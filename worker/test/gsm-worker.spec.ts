import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChannelState, Job } from '@signalbox/contracts/bus';
import { ModemEmulator } from '@signalbox/modem/modem-emulator';
import { openPtyPort } from '@signalbox/modem/pty-port';
import { type ModemPort, openTcpPort } from '@signalbox/modem/tcp-port';
import { jobFor } from './jobs.js';
import { describeWith } from '../../server/test/services/describe-with.js';
import { Broker, Peer, until, WorkerProcess } from './harness.js';

const PIN = '73519846';
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const suite = (kind: 'pty' | 'tcp') => () => {
  let broker: Broker;
  let peer: Peer;
  let worker: WorkerProcess;
  let modem: ModemEmulator;
  let port: ModemPort;
  let settings: Record<string, string>;
  let confirming: NodeJS.Timeout;

  beforeEach(async () => {
    broker = new Broker();
    await broker.start();
    peer = new Peer(broker, 'g1');
    // Without a confirm now and then a worker holds back.
    confirming = setInterval(() => void (peer.events.length > 0 && peer.confirm()), 100);
    worker = new WorkerProcess(broker, 'g1');
    modem = new ModemEmulator({ reportDelayMs: 20, rebootMs: 100, pin: PIN });
    port = kind === 'pty' ? await openPtyPort(modem, 'socat') : await openTcpPort(modem, 0);
    const config = join(worker.folder, 'worker.json');
    writeFileSync(config, JSON.stringify({ gsm: { ports: [port.address], sims: { default: { pin: '${SIM_PIN}' } } } }));
    settings = { SIMULATOR_SIMS: '0', WORKER_CONFIG: config, SIM_PIN: PIN, LOG_LEVEL: 'trace' };
  });
  afterEach(async () => {
    clearInterval(confirming);
    await worker.dispose();
    modem.close();
    await port.close();
    await peer.client.endAsync(true);
    await broker.stop();
  });

  const channel = (): ChannelState | undefined => {
    const state = peer.states.at(-1);
    return state?.status === 'online' ? state.channels[0] : undefined;
  };
  const online = () => until('the SIM card is online', () => channel()?.online === true);
  const makeJobs = (count: number): Job[] =>
    Array.from({ length: count }, (_, i) =>
      jobFor(modem.options.iccid, { to: `+2547${String(i).padStart(8, '0')}`, text: `Message ${i}` }),
    );

  it('announces the SIM card, sends, receives, answers, and keeps its PIN to itself', async () => {
    worker.start(settings);
    await online();
    expect(channel()).toMatchObject({ key: modem.options.iccid, driver: 'gsm', registration: 'home', window: 20 });
    const jobs = makeJobs(20);
    await peer.send(jobs);
    modem.receive('+254711111111', 'Habari ☀'.repeat(30));
    await until('all are delivered', () => peer.ended(jobs));
    expect(modem.sent.map(({ text }) => text)).toEqual(jobs.map(({ text }) => text));
    await until('it came in', () => peer.events.some(({ type }) => type === 'inbound'));
    const answer = await peer.ask('ussd', modem.options.iccid, '*144#');
    expect(answer).toMatchObject({ ok: true, result: expect.stringMatching(/KES 123\.45/) });
    expect(worker.log).not.toContain(PIN);
  });

  it('loses and doubles nothing when it is killed with -9 while it sends', async () => {
    const jobs = makeJobs(400);
    worker.start(settings);
    await online();
    for (let from = 0; from < jobs.length; from += 100) await peer.send(jobs.slice(from, from + 100));
    for (const share of [40, 120, 220]) {
      await until(`${share} have left`, () => modem.sentCount >= share);
      await worker.end('SIGKILL');
      peer.states.length = 0;
      worker.start(settings);
      await online();
    }
    const last = (id: string) =>
      peer
        .historyOf(id)
        .filter((type) => type !== 'accepted')
        .at(-1);
    const isOver = () => jobs.every(({ id }) => ['delivered', 'uncertain', 'sent'].includes(last(id) ?? ''));
    await until('all have left or are uncertain', isOver);
    const left = modem.sent.map(({ text }) => text);
    expect(new Set(left).size).toBe(left.length);
    const uncertain = jobs.filter(({ id }) => peer.historyOf(id).includes('uncertain'));
    const missing = jobs.filter(({ text }) => !left.includes(text));
    expect(uncertain.map(({ id }) => id)).toEqual(expect.arrayContaining(missing.map(({ id }) => id)));
    // What was sent in the last moments, whose word was not on disk yet.
    expect(uncertain.length).toBeLessThan(150);
    expect(peer.events.filter(({ type }) => type === 'failed')).toEqual([]);
    await until('their reports are told', () => jobs.every(({ id }) => last(id) !== 'sent'));
  });

  it('ends what is under way when it is stopped, and sends the rest later', async () => {
    worker.start(settings);
    await online();
    const jobs = makeJobs(200);
    await peer.send(jobs);
    await until('some have left', () => modem.sentCount > 10);
    expect(await worker.end('SIGTERM')).toBe(0);
    const before = modem.sentCount;
    expect(before).toBeLessThan(200);
    await sleep(200);
    expect(modem.sentCount).toBe(before);
    worker.start(settings);
    const isSent = ({ id }: Job) => peer.historyOf(id).includes('sent');
    await until('all are sent', () => jobs.every(isSent));
    expect(modem.sentCount).toBe(200);
    expect(peer.events.filter(({ type }) => type === 'uncertain')).toEqual([]);
  });
};

describeWith('socat', 'a worker with a modem on a pty', suite('pty'));
describe('a worker with a modem on TCP', suite('tcp'));
