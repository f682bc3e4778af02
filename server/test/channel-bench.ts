import type { ChannelState, Job, WorkerEvent } from '@signalbox/contracts/bus';
import { EmbeddedBrokerService } from '../src/platform/modem-bus/embedded-broker.service.js';
import { ChannelsService } from '../src/messaging/sim-cards/channels.service.js';
import type { TestApp } from './app.js';
import { FakeWorker } from './fake-worker.js';
import { until } from './until.js';

type Outcome = Partial<Omit<Extract<WorkerEvent, { type: 'failed' }>, 'type'>> & { type: WorkerEvent['type'] };

/** Millionths of the currency for a message of one part, over all and to some pairs; absent is nothing. */
export interface Priced {
  price?: number;
  prices?: Record<string, number>;
}

/** A channel of a worker of its own, that a test plays. */
export class BenchChannel {
  private state: ChannelState;

  constructor(
    private readonly app: TestApp,
    readonly worker: FakeWorker,
    fields: Partial<ChannelState>,
  ) {
    this.state = worker.channel({ key: `${fields.kind ?? 'sim'}-${worker.id}`, ...fields });
  }

  get channel() {
    const channel = this.app.get(ChannelsService).findByKey(this.state.key);
    if (!channel) throw new Error(`${this.state.key} is not known`);
    return channel;
  }

  get id(): number {
    return this.channel.id;
  }

  /** Announces what is new of it, and waits until the server knows. */
  async announce(fields: Partial<ChannelState> = {}): Promise<void> {
    this.state = { ...this.state, ...fields };
    await this.worker.announce([this.state]);
    await until(() => {
      const channel = this.app.get(ChannelsService).findByKey(this.state.key);
      return (['online', 'signal', 'registration', 'trouble'] as const).every(
        (field) => channel?.[field] === this.state[field],
      );
    });
  }

  /** Waits for an attempt's job. */
  job(id: string, attempt = 1): Promise<Job> {
    return until(() => this.worker.jobs.find((job) => job.id === id && job.attempt === attempt));
  }

  has(id: string): boolean {
    return this.worker.jobs.some((job) => job.id === id);
  }

  /** Reports what became of an attempt, and waits until that is confirmed. */
  async report(id: string, attempt: number, { type, ...fields }: Outcome): Promise<void> {
    const rest = { ...(type === 'sent' ? { ref: null } : {}), ...(type === 'failed' ? { temporary: false } : {}) };
    const reason = ['failed', 'undelivered', 'uncertain'].includes(type) ? { reason: `${type} by a test` } : {};
    const event = { type, id, attempt, at: Date.now(), ...rest, ...reason, ...fields };
    const seq = await this.worker.report(event as Parameters<FakeWorker['report']>[0]);
    await until(() => this.worker.confirmed.some((upto) => upto >= seq));
  }
}

/** Workers with one channel each. */
export class ChannelBench {
  private readonly open: FakeWorker[] = [];
  private count = 0;

  constructor(private readonly app: TestApp) {}

  sim(fields: Partial<ChannelState> = {}): Promise<BenchChannel> {
    return this.begin({ kind: 'sim', ...fields });
  }

  async provider({ price, prices = {} }: Priced, fields: Partial<ChannelState> = {}): Promise<BenchChannel> {
    const bench = await this.begin({ kind: 'provider', driver: 'http', signal: null, registration: null, ...fields });
    await this.app.get(ChannelsService).update(bench.channel, { price: price ?? null, prices });
    return bench;
  }

  /** A worker that vanished connects again, as another process of the same name. */
  async return({ worker }: BenchChannel): Promise<BenchChannel> {
    const again = await FakeWorker.connect(worker.id, this.app.get(EmbeddedBrokerService).workerCredentials(worker.id));
    this.open.push(again);
    return new BenchChannel(this.app, again, {});
  }

  /** All that were begun go offline. */
  async end(): Promise<void> {
    await Promise.all(this.open.splice(0).map((worker) => worker.close()));
    await until(() => this.app.get(ChannelsService).all.every(({ online }) => !online));
  }

  private async begin(fields: Partial<ChannelState>): Promise<BenchChannel> {
    const id = `bench-${++this.count}`;
    const worker = await FakeWorker.connect(id, this.app.get(EmbeddedBrokerService).workerCredentials(id));
    this.open.push(worker);
    const channel = new BenchChannel(this.app, worker, fields);
    await channel.announce();
    return channel;
  }
}
