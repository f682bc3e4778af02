import {
  BUS_VERSION,
  type ChannelState,
  ConfirmPacket,
  type Job,
  JobsPacket,
  ProvidersPacket,
  RequestPacket,
  type WorkerEvent,
} from '@signalbox/contracts/bus';
import { topicsOf } from '@signalbox/contracts/topics';
import { workerClientId } from '@signalbox/contracts/worker-access';
import { connectAsync, type MqttClient } from 'mqtt';
import { uuidv7 } from '../src/platform/common/uuid.js';
import type { BusCredentials } from '../src/platform/modem-bus/embedded-broker.service.js';

type Unnumbered<E> = E extends WorkerEvent ? Omit<E, 'seq'> : never;

/** A worker that does nothing by itself: the test says what it reports, and when. */
export class FakeWorker {
  /** Every job that came, also those that came again. */
  readonly jobs: Job[] = [];
  readonly confirmed: number[] = [];
  readonly requests: RequestPacket[] = [];
  /** Ids of pings, which it answers by itself unless it hangs. */
  readonly pings: string[] = [];
  hangs = false;
  /** What it was told to hold, the last at the end. */
  readonly accounts: ProvidersPacket[] = [];
  /** What it answers when it is asked; null is nothing. */
  answer: (request: RequestPacket) => { ok: boolean; result: string } | null = () => null;
  private seq = 0;

  private constructor(
    readonly id: string,
    readonly session: string,
    readonly client: MqttClient,
  ) {}

  static async connect(id: string, { url, ...credentials }: BusCredentials): Promise<FakeWorker> {
    const { state, jobs, confirms, providers, requests } = topicsOf(id);
    const session = uuidv7();
    const will = { v: BUS_VERSION, status: 'offline', session, at: Date.now(), lost: true };
    const client = await connectAsync(url, {
      ...credentials,
      clientId: workerClientId(id),
      protocolVersion: 4,
      reconnectPeriod: 0,
      will: { topic: state, payload: Buffer.from(JSON.stringify(will)), qos: 1, retain: true },
    });
    const worker = new FakeWorker(id, session, client);
    client.on('message', (topic, payload) => {
      const packet: unknown = JSON.parse(payload.toString());
      if (topic === jobs) worker.jobs.push(...JobsPacket.parse(packet).jobs);
      else if (topic === providers) worker.accounts.push(ProvidersPacket.parse(packet));
      else if (topic === requests) worker.reply(RequestPacket.parse(packet));
      else worker.confirmed.push(ConfirmPacket.parse(packet).upto);
    });
    await client.subscribeAsync([jobs, confirms, providers, requests], { qos: 1 });
    return worker;
  }

  /** One SIM card, named after the worker. */
  channel(fields: Partial<ChannelState> = {}): ChannelState {
    return {
      key: `sim of ${this.id}`,
      kind: 'sim',
      driver: 'simulator',
      online: true,
      number: null,
      iccid: null,
      operator: null,
      signal: 20,
      registration: 'home',
      imei: null,
      imsi: null,
      trouble: null,
      rate_per_minute: null,
      daily_cap: null,
      window: 100,
      ...fields,
    };
  }

  /** Says that it is here, with its one channel unless others are named. */
  announce(channels: ChannelState[] = [this.channel()], session = this.session, more: object = {}): Promise<unknown> {
    return this.tell('state', { status: 'online', session, version: '0.0.0', at: Date.now(), channels, ...more }, true);
  }

  /** Reports events in one packet, numbered as they come. @returns the last number */
  async report(...events: Unnumbered<WorkerEvent>[]): Promise<number> {
    await this.reportAfter(this.seq, ...events);
    return this.seq;
  }

  /** Events that the broker lost: they have their numbers, and nobody hears of them. */
  lose(count: number): void {
    this.seq += count;
  }

  /** Reports events as those that follow a number; 0 says that everything before is confirmed. */
  async reportAfter(after: number, ...events: Unnumbered<WorkerEvent>[]): Promise<number> {
    const numbered = events.map((event) => ({ ...event, seq: ++this.seq }));
    await this.tell('events', { session: this.session, after, events: numbered });
    return this.seq;
  }

  tell(topic: 'state' | 'events' | 'replies', packet: object, retain = false): Promise<unknown> {
    return this.raw(topic, JSON.stringify({ v: BUS_VERSION, ...packet }), retain);
  }

  raw(topic: 'state' | 'events' | 'replies', payload: string | Buffer, retain = false): Promise<unknown> {
    return this.client.publishAsync(topicsOf(this.id)[topic], payload, { qos: 1, retain });
  }

  pong(id: string): Promise<unknown> {
    return this.tell('replies', { id, ok: true, result: 'pong' });
  }

  private reply(request: RequestPacket): void {
    if (request.type === 'ping') {
      this.pings.push(request.id);
      if (!this.hangs) void this.pong(request.id);
      return;
    }
    this.requests.push(request);
    const answer = this.answer(request);
    if (answer) void this.tell('replies', { id: request.id, ...answer });
  }

  /** Vanishes without a word. */
  vanish(): void {
    this.client.stream.destroy();
  }

  close(): Promise<void> {
    return this.client.endAsync(true);
  }
}
