import type { ChannelState, Job } from '@signalbox/contracts/bus';
import type { UnfinishedJob } from '../journal/journal.js';
import { Driver, type DriverRequest, type DriverSink, returned, type SentJob, type Verdict } from './driver.js';

/** Every driver of a worker as one: each job goes to the driver that owns its channel. */
export class Drivers extends Driver {
  private sink: DriverSink | undefined;

  constructor(private readonly drivers: readonly Driver[]) {
    super();
  }

  async start(sink: DriverSink): Promise<void> {
    this.sink = sink;
    for (const driver of this.drivers) await driver.start(sink);
  }

  async stop(): Promise<void> {
    await Promise.all(this.drivers.map((driver) => driver.stop()));
  }

  channels(): ChannelState[] {
    return this.drivers.flatMap((driver) => driver.channels());
  }

  owns(channel: string): boolean {
    return this.ownerOf(channel) !== undefined;
  }

  submit(jobs: readonly Job[]): void {
    const nobodys = this.share(
      jobs,
      ({ channel }) => channel,
      (driver, its) => driver.submit(its),
    );
    if (nobodys.length > 0) {
      void this.sink?.events(nobodys.map((job) => returned(job, 'the worker has no such channel')));
    }
  }

  override async recall(jobs: readonly UnfinishedJob[]): Promise<(job: UnfinishedJob) => Verdict> {
    const recalls = new Map<Driver | undefined, (job: UnfinishedJob) => Verdict>();
    const asked = new Map<Driver, UnfinishedJob[]>();
    this.share(
      jobs,
      ({ job }) => job.channel,
      (driver, its) => asked.set(driver, its),
    );
    for (const [driver, its] of asked) recalls.set(driver, await driver.recall(its));
    const ofNobody = await super.recall([]);
    return (job) => (recalls.get(this.ownerOf(job.job.channel)) ?? ofNobody)(job);
  }

  /** What nobody owns any more has nobody to report on it. */
  follow(jobs: readonly SentJob[]): void {
    this.share(
      jobs,
      ({ job }) => job.channel,
      (driver, its) => driver.follow(its),
    );
  }

  async request(request: DriverRequest): Promise<string> {
    const driver = this.ownerOf(request.channel);
    if (!driver) throw new Error(`no channel ${request.channel}`);
    return driver.request(request);
  }

  private ownerOf(channel: string): Driver | undefined {
    return this.drivers.find((driver) => driver.owns(channel));
  }

  /** Hands each driver its own. @returns what is nobody's. */
  private share<T>(items: readonly T[], channelOf: (item: T) => string, give: (driver: Driver, its: T[]) => void): T[] {
    const byDriver = new Map<Driver | undefined, T[]>();
    // Packets hold many jobs of few channels.
    const owners = new Map<string, Driver | undefined>();
    for (const item of items) {
      const channel = channelOf(item);
      if (!owners.has(channel)) owners.set(channel, this.ownerOf(channel));
      const owner = owners.get(channel);
      const its = byDriver.get(owner);
      if (its) its.push(item);
      else byDriver.set(owner, [item]);
    }
    const nobodys = byDriver.get(undefined) ?? [];
    byDriver.delete(undefined);
    for (const [driver, its] of byDriver) if (driver) give(driver, its);
    return nobodys;
  }
}
