import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  EventsPacket,
  type Job,
  ReplyPacket,
  type RequestPacket,
  StatePacket,
  type WorkerEvent,
} from '@signalbox/contracts/bus';
import { topicsOf } from '@signalbox/contracts/topics';
import { connectMqtt, publish } from '@signalbox/transport/mqtt-link';
import { Aedes } from 'aedes';
import type { MqttClient } from 'mqtt';
import { freePort } from '../../server/test/services/private-process.js';
import { jobFor } from './jobs.js';

const MAIN = join(import.meta.dirname, '..', 'dist', 'main.js');

/** Waits until something is true; fails by its own words when it never is. */
export async function until(what: string, condition: () => boolean, ms = 240_000): Promise<void> {
  for (let [end, rest] = [Date.now() + ms, 5]; !condition(); rest = Math.min(50, rest * 1.25)) {
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, rest));
  }
}

/** A broker that forgets everything when it stops, as the embedded one does. */
export class Broker {
  port = 0;
  private broker: Aedes | undefined;
  private server: Server | undefined;

  async start(): Promise<void> {
    const broker = await Aedes.createBroker();
    this.broker = broker;
    this.port ||= await freePort();
    this.server = createServer((socket) => broker.handle(socket)).listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }
  async stop(): Promise<void> {
    this.server?.close();
    await new Promise<void>((resolve) => (this.broker ? this.broker.close(() => resolve()) : resolve()));
  }
  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`;
  }
}

/** The server's side of the bus, bare. */
export class Peer {
  readonly client: MqttClient;
  readonly states: StatePacket[] = [];
  readonly packets: EventsPacket[] = [];
  readonly replies: ReplyPacket[] = [];
  readonly topics;
  private heardAt = 0;
  /** It hears what is published from now on. */
  isListening = false;
  private readonly seen = new Set<number>();
  private readonly histories = new Map<string, string[]>();

  constructor(broker: Broker, worker: string) {
    this.topics = topicsOf(worker);
    this.client = connectMqtt({ url: broker.url, clientId: 'peer', clean: true, reconnectMs: 50 });
    const { state, events, replies } = this.topics;
    this.client.on('connect', () => {
      this.client.subscribe([state, events, replies], { qos: 1 }, (error) => (this.isListening = !error));
    });
    this.client.on('close', () => (this.isListening = false));
    this.client.on('message', (topic, payload) => {
      const packet: unknown = JSON.parse(String(payload));
      if (topic === state) this.hear(StatePacket.parse(packet));
      else if (topic === events) this.take(EventsPacket.parse(packet));
      else this.replies.push(ReplyPacket.parse(packet));
    });
  }

  private hear(state: StatePacket): void {
    this.states.push(state);
    this.heardAt = performance.now();
  }

  private take(packet: EventsPacket): void {
    this.packets.push(packet);
    for (const { seq, id, type } of packet.events) {
      if (this.seen.has(seq)) continue;
      this.seen.add(seq);
      const history = this.histories.get(id);
      if (history) history.push(type);
      else this.histories.set(id, [type]);
    }
  }

  /** All that came, also what came again. */
  get events(): WorkerEvent[] {
    return this.packets.flatMap(({ events }) => events);
  }
  /** The types of a job's events, in the order they came; what a slow machine has sent again counts once. */
  historyOf(id: string): readonly string[] {
    return this.histories.get(id) ?? [];
  }
  ended(jobs: readonly Job[]): boolean {
    return jobs.every(({ id }) => this.historyOf(id).includes('delivered'));
  }

  send(jobs: Job[], fence = 1): Promise<void> {
    return publish(this.client, this.topics.jobs, { v: 1, fence, issued_at: Date.now(), jobs });
  }
  confirm(fence = 1): Promise<void> {
    const upto = Math.max(...this.events.map(({ seq }) => seq));
    return publish(this.client, this.topics.confirms, { v: 1, upto, fence });
  }

  /** Asks as a server does that is here, and resolves to the answer. */
  async ask(type: RequestPacket['type'], channel: string | null, argument: string | null = null) {
    const { session, at, uptime_ms: uptime = 0 } = await this.online();
    const since = { session, at, uptime_ms: uptime, ago_ms: Math.floor(performance.now() - this.heardAt) };
    const question: RequestPacket = { v: 1, id: randomUUID(), type, channel, argument, since, within_ms: 40_000 };
    await publish(this.client, this.topics.requests, question, { qos: 0 });
    const reply = () => this.replies.find(({ id }) => id === question.id);
    await until(`an answer to ${type}`, () => reply() !== undefined);
    return reply();
  }

  /** The channels of the worker, once it is online. */
  async online(): Promise<Extract<StatePacket, { status: 'online' }>> {
    await until('online', () => this.states.at(-1)?.status === 'online');
    const state = this.states.at(-1);
    if (state?.status !== 'online') throw new Error('it went away again');
    return state;
  }
  async jobs(count: number, over: Partial<Job> = {}): Promise<Job[]> {
    const { channels } = await this.online();
    return Array.from({ length: count }, (_, i) =>
      jobFor(channels[i % channels.length]?.key ?? '', { to: `+2547${String(i).padStart(8, '0')}`, ...over }),
    );
  }
}

/** The built worker (`npm run build` before), as a process of its own on a data folder of its own. */
export class WorkerProcess {
  readonly folder = mkdtempSync(join(tmpdir(), 'signalbox-worker-'));
  log = '';
  private child: ChildProcess | undefined;

  constructor(
    private readonly broker: Broker,
    private readonly id: string,
  ) {}

  start(settings: Record<string, string> = {}): ChildProcess {
    if (!existsSync(MAIN)) throw new Error('The worker is not built: npm run build');
    const { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE } = process.env;
    const env = {
      PATH,
      HOME,
      TMPDIR,
      NODE_COMPILE_CACHE,
      WORKER_ID: this.id,
      MQTT_URL: this.broker.url,
      DATA_DIR: this.folder,
      SIMULATOR_REPORT_DELAY_MS: '20',
      ...settings,
    };
    this.child = fork(MAIN, { env, execArgv: [], silent: true });
    this.child.stdout?.on('data', (data) => (this.log += String(data)));
    this.child.stderr?.on('data', (data) => (this.log += String(data)));
    return this.child;
  }

  /** Starts the broker, which keeps nothing that is said to it before its peers are there: the worker is held up for one. */
  async comesBackAfter(peer: Peer): Promise<void> {
    this.child?.kill('SIGSTOP');
    await this.broker.start();
    await until('the peer is back', () => peer.isListening);
    this.child?.kill('SIGCONT');
  }

  /** Ends it by a signal, or by closing the channel to its parent. @returns the exit code, null after a signal. */
  async end(how: NodeJS.Signals | 'disconnect'): Promise<number | null> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    // With all that it has said.
    const said = [child.stdout, child.stderr].map((stream) => stream && once(stream, 'close'));
    const ended = Promise.all([once(child, 'exit'), ...said]);
    if (how === 'disconnect') child.disconnect();
    else child.kill(how);
    await ended;
    return child.exitCode;
  }

  /** What the simulated network saw, one key a message. */
  ledger(): string[] {
    const file = join(this.folder, `worker-${this.id}`, 'simulator.ledger');
    if (!existsSync(file)) return [];
    const lines = readFileSync(file, 'utf8').split('\n');
    return lines.filter(Boolean).map((line) => line.slice(0, line.indexOf(' ')));
  }

  async dispose(): Promise<void> {
    await this.end('SIGKILL');
    rmSync(this.folder, { recursive: true });
  }
}
