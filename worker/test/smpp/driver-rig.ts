import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Job } from '@signalbox/contracts/bus';
import { ProviderChannel, type SmppChannel } from '@signalbox/contracts/providers';
import type { DriverEvent, DriverSink } from '../../src/drivers/driver.js';
import { Reassembly } from '../../src/drivers/reassembly/reassembly.js';
import { PATIENCE, type Patience } from '../../src/drivers/smpp/smpp-account.js';
import { SmppDriver } from '../../src/drivers/smpp/smpp.driver.js';
import { jobFor } from '../jobs.js';

export const KEY = 'smpp:test';

type Settings = Partial<SmppChannel['settings']>;

/** An account as the worker's file would have it. */
export function accountAt(port: number, settings: Settings = {}, over: object = {}): SmppChannel {
  const given = {
    driver: 'smpp',
    key: KEY,
    settings: { host: '127.0.0.1', port, system_id: 'test', ...settings },
    ...over,
  };
  const account = ProviderChannel.parse(given);
  if (account.driver !== 'smpp') throw new Error('no SMPP account');
  return account;
}

export const jobOf = (over: Partial<Job> = {}): Job => jobFor(KEY, over);

/** A driver with a sink that remembers; the journal behind it takes everything at once, unless `held`. */
export class DriverRig {
  readonly folder = mkdtempSync(join(tmpdir(), 'signalbox-smpp-'));
  readonly events: DriverEvent[] = [];
  readonly claims: Job[][] = [];
  readonly states: boolean[] = [];
  /** While set, the journal keeps nothing: `events` does not resolve. */
  held: Promise<void> | undefined;
  driver: SmppDriver;

  constructor(private readonly patience: Partial<Patience> = {}) {
    this.driver = this.made();
  }

  private made(): SmppDriver {
    return new SmppDriver(this.folder, new Reassembly(this.folder), { ...PATIENCE, ...this.patience });
  }

  private readonly sink: DriverSink = {
    events: async (events) => {
      this.events.push(...events);
      await this.held;
    },
    channelsChanged: () => void this.states.push(this.driver.channels()[0]?.online ?? false),
    claim: (jobs) => {
      this.claims.push([...jobs]);
      return [...jobs];
    },
  };

  async start(...accounts: SmppChannel[]): Promise<void> {
    this.driver.hold(accounts);
    await this.driver.start(this.sink);
  }
  /** As after the end of a worker. */
  async restart(...accounts: SmppChannel[]): Promise<void> {
    await this.driver.stop();
    this.driver = this.made();
    await this.start(...accounts);
  }
  async dispose(): Promise<void> {
    await this.driver.stop();
    rmSync(this.folder, { recursive: true });
  }

  get state() {
    return this.driver.channels()[0];
  }
  of({ id }: Job): DriverEvent[] {
    return this.events.filter((event) => event.type !== 'inbound' && event.id === id);
  }
  typesOf(job: Job): string[] {
    return this.of(job).map(({ type }) => type);
  }
  get inbound() {
    return this.events.flatMap((event) => (event.type === 'inbound' ? [event] : []));
  }
}
