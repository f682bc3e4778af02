import type { Job, ReportCall } from '@signalbox/contracts/bus';
import { type HttpChannel, ProviderChannel } from '@signalbox/contracts/providers';
import type { DriverEvent } from '../src/drivers/driver.js';
import type { HttpTimes } from '../src/drivers/http/http-account.js';
import { HttpDriver } from '../src/drivers/http/http.driver.js';
import { allowedAddressesOf } from '../src/drivers/http/allowed-addresses.js';
import { OutboundGuard } from '../src/drivers/http/outbound-guard.js';
import { until } from './harness.js';
import { jobFor } from './jobs.js';

/** An account as the worker's file or the server would name it. */
export function channelOf(settings: object, over: Partial<HttpChannel> = {}): HttpChannel {
  const secrets = { api_key: 'key-of-the-account', auth_token: 'token-of-the-account' };
  const channel = ProviderChannel.parse({
    driver: 'http',
    key: 'http:one',
    sender: 'SHOP',
    settings,
    secrets,
    ...over,
  });
  if (channel.driver !== 'http') throw new Error('not an HTTP account');
  return channel;
}

export const jobOf = (over: Partial<Job> = {}): Job =>
  jobFor('http:one', { text: 'Habari ☀', encoding: 'ucs2', ...over });

export const quickTimes: HttpTimes = {
  health: { firstLookMs: 100, longestLookMs: 400, firstPauseMs: 50, longestPauseMs: 200, patienceMs: 60_000 },
  reports: { askAfterMs: [50, 100, 100, 100, 100, 100, 100, 100], earlyMs: 2_000, keepMs: 600_000 },
  parkedMs: 10_000,
};

/** An HTTP driver with a sink that keeps what it is told. */
export class DriverRig {
  readonly events: DriverEvent[] = [];
  readonly claims: Job[][] = [];
  readonly driver: HttpDriver;
  changes = 0;

  constructor(
    times: HttpTimes = quickTimes,
    guard = new OutboundGuard(['127.0.0.1', 'localhost'], allowedAddressesOf('127.0.0.0/8, ::1') ?? []),
  ) {
    this.driver = new HttpDriver(guard, times);
  }

  async start(...channels: HttpChannel[]): Promise<void> {
    this.driver.hold(channels);
    await this.driver.start({
      events: (events) => {
        this.events.push(...events);
        return Promise.resolve();
      },
      channelsChanged: () => (this.changes += 1),
      claim: (jobs) => {
        this.claims.push([...jobs]);
        return jobs.filter(({ expires_at }) => expires_at === null || expires_at > Date.now());
      },
    });
  }

  /** Submits and waits until each has an event. */
  async send(...jobs: Job[]): Promise<DriverEvent[]> {
    this.driver.submit(jobs);
    await until('an event for each', () => jobs.every(({ id }) => this.of(id)));
    return jobs.map(({ id }) => this.of(id) as DriverEvent);
  }

  /** The first event of a job. */
  of(id: string): DriverEvent | undefined {
    return this.events.find((event) => event.id === id);
  }

  report(call: Partial<ReportCall>, channel = 'http:one'): Promise<string> {
    const whole: ReportCall = { method: 'POST', query: {}, content_type: 'application/json', body: '', ...call };
    return this.driver.request({ type: 'report', channel, argument: JSON.stringify(whole) });
  }

  get state() {
    return this.driver.channels()[0];
  }
}
