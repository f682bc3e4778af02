import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import type { ChannelState, Job } from '@signalbox/contracts/bus';
import { ModemEmulator } from '@signalbox/modem/modem-emulator';
import type { ModemOptions } from '@signalbox/modem/modem-options';
import { type ModemPort, openTcpPort } from '@signalbox/modem/tcp-port';
import type { DriverEvent, DriverSink } from '../src/drivers/driver.js';
import { GsmDriver, type GsmOptions } from '../src/drivers/gsm/gsm.driver.js';
import { GsmSettings } from '../src/drivers/gsm/gsm-settings.js';
import type { GsmTimings } from '../src/drivers/gsm/gsm-timings.js';
import { Reassembly } from '../src/drivers/reassembly/reassembly.js';
import { isExpired } from '../src/journal/job-state.js';
import { freePort } from '../../server/test/services/private-process.js';
import { until } from './harness.js';
import { jobFor } from './jobs.js';

/** Waits in milliseconds, as short as a busy machine allows. */
export const QUICK: Partial<GsmTimings> = {
  commandMs: 1_500,
  probeMs: 400,
  promptMs: 2_500,
  submitMs: 3_000,
  stallMs: 1_000,
  slowMs: 3_000,
  ussdMs: 2_000,
  graceMs: 300,
  awaitedMs: 600,
  healthMs: 400,
  unregisteredMs: 100,
  storageMs: 1_000,
  troubleMs: 300,
  resetMs: 4_000,
  reopenMs: 50,
  reopenMaxMs: 300,
  scanMs: 50,
  stopMs: 2_000,
};

/** A modem on a TCP port. */
export interface Plugged {
  modem: ModemEmulator;
  port: ModemPort;
}

/** Lines of the log. */
export const logged: string[] = [];
const note = (line: unknown): void => void logged.push(String(line));
Logger.overrideLogger({ log: note, warn: note, error: note, debug: note, verbose: note, fatal: note });

/** A GSM driver in this process, what it told, and the modems that it is given. */
export class GsmRig {
  readonly folder = mkdtempSync(join(tmpdir(), 'signalbox-gsm-'));
  readonly events: DriverEvent[] = [];
  /** How the channels were, each time that they changed. */
  readonly shown: ChannelState[][] = [];
  readonly claimed: string[] = [];
  driver: GsmDriver | undefined;
  private readonly plugged: Plugged[] = [];

  constructor() {
    // Of each rig: apps of other suites have silenced it meanwhile.
    Logger.overrideLogger({ log: note, warn: note, error: note, debug: note, verbose: note, fatal: note });
  }

  /** @param port a TCP port that is known to be free; unless told one that stays free when the modem leaves it. */
  async plug(options: Partial<ModemOptions> = {}, index = 0, port = 0): Promise<Plugged> {
    const modem = new ModemEmulator({ reportDelayMs: 20, rebootMs: 50, ...options }, index);
    const one = { modem, port: await openTcpPort(modem, port || (await freePort())) };
    this.plugged.push(one);
    return one;
  }

  async unplug({ modem, port }: Plugged): Promise<void> {
    modem.close();
    await port.close();
  }

  async start(settings: Partial<GsmSettings>, more: Partial<GsmOptions> = {}): Promise<GsmDriver> {
    const driver = new GsmDriver({
      settings: GsmSettings.parse({ ports: this.plugged.map(({ port }) => port.address), ...settings }),
      folder: this.folder,
      inbound: new Reassembly(this.folder),
      timings: QUICK,
      ...more,
    });
    this.driver = driver;
    const sink: DriverSink = {
      events: (events) => {
        this.events.push(...events);
        return Promise.resolve();
      },
      channelsChanged: () => this.shown.push(driver.channels()),
      claim: (jobs) => {
        const valid = jobs.filter((job) => !isExpired(job, Date.now()));
        this.claimed.push(...valid.map(({ id }) => id));
        for (const { id, attempt } of jobs.filter((job) => !valid.includes(job))) {
          this.events.push({ type: 'expired', id, attempt, at: Date.now() });
        }
        return valid;
      },
    };
    await driver.start(sink);
    return driver;
  }

  async stop(): Promise<void> {
    await this.driver?.stop();
    this.driver = undefined;
  }

  async dispose(): Promise<void> {
    await this.stop();
    for (const one of this.plugged.splice(0)) await this.unplug(one).catch(() => undefined);
    rmSync(this.folder, { recursive: true, force: true });
  }

  channel(iccid: string): ChannelState | undefined {
    return this.driver?.channels().find(({ key }) => key === iccid);
  }

  /** The channel, once it is online. */
  async online({ modem }: Plugged): Promise<ChannelState> {
    const { iccid } = modem.options;
    await until(`${iccid} is online`, () => this.channel(iccid)?.online === true);
    const channel = this.channel(iccid);
    if (!channel) throw new Error('it went away again');
    return channel;
  }

  job(channel: string, over: Partial<Job> = {}): Job {
    return jobFor(channel, over);
  }

  /** The types of a job's events, in order. */
  historyOf({ id }: Job): string[] {
    return this.events.filter((event) => event.id === id).map(({ type }) => type);
  }

  async told(job: Job, last: DriverEvent['type']): Promise<DriverEvent> {
    const find = () => this.events.find((event) => event.id === job.id && event.type === last);
    await until(`${last}, not ${this.historyOf(job).join()}`, () => find() !== undefined);
    const event = find();
    if (!event) throw new Error('it was told and is not');
    return event;
  }
}
