import { Logger } from '@nestjs/common';
import type { ChannelState, Job } from '@signalbox/contracts/bus';
import { OccasionalLog } from '@signalbox/transport/occasional-log';
import type { UnfinishedJob } from '../../journal/journal.js';
import { Driver, type DriverRequest, type DriverSink, returned, type SentJob, type Verdict } from '../driver.js';
import { Mistake } from '../mistake.js';
import type { Reassembly } from '../reassembly/reassembly.js';
import { AwaitedReports } from './awaited-reports.js';
import { ModemLink } from './modem-link.js';
import { digitsOf, inboundIn, reportIn, sendTopic, STATUS_TOPIC } from './modem-packets.js';
import type { MqttModemSettings, MqttModemSim } from './mqtt-modem-settings.js';

const NAME = 'mqtt-modem';
const TICK_MS = 1000;
const TROUBLE_LENGTH = 200;

export interface MqttModemOptions {
  settings: MqttModemSettings;
  /** The worker's name: the broker knows its session by it. */
  worker: string;
  inbound: Reassembly;
  now?: () => number;
  /** How long the broker may be away before what waits goes back. */
  awayMs?: number;
}

/**
 * Modems that listen at an MQTT broker for what they shall send (`sms/send/<number>`), and say there what became of it and
 * what came in. They cannot be asked, and a broker brings again what it is given again: so each message is published once
 * at most, and one that no report came of within a day is uncertain.
 */
export class MqttModemDriver extends Driver {
  private readonly sims: Map<string, MqttModemSim>;
  private readonly awaited: AwaitedReports;
  private readonly link: ModemLink;
  private readonly log = new OccasionalLog((line) => new Logger('MqttModem').warn(line), 60_000);
  private readonly now: () => number;
  private sink: DriverSink | undefined;
  private ticker: NodeJS.Timeout | undefined;
  private waiting: Job[] = [];
  private awaySince: number;
  private shown = '';

  constructor(private readonly options: MqttModemOptions) {
    super();
    const { settings, worker, now = Date.now } = options;
    this.now = now;
    this.awaySince = now();
    this.sims = new Map(settings.sims.map((sim) => [keyOf(sim.number), sim]));
    this.awaited = new AwaitedReports(now);
    this.link = new ModemLink(settings, `signalbox-modems-${worker}`, {
      changed: () => this.changed(),
      received: (topic, payload) => this.received(topic, payload),
    });
  }

  start(sink: DriverSink): Promise<void> {
    this.sink = sink;
    this.options.inbound.start(sink);
    this.ticker = setInterval(() => this.tick(), TICK_MS);
    this.link.open();
    return Promise.resolve();
  }

  /** What was not published stays in the journal. */
  async stop(): Promise<void> {
    if (!this.sink) return;
    this.sink = undefined;
    clearInterval(this.ticker);
    this.waiting = [];
    await this.link.close();
    this.options.inbound.stop();
  }

  channels(): ChannelState[] {
    const trouble = this.link.isUp ? null : (this.link.trouble?.slice(0, TROUBLE_LENGTH) ?? null);
    const nothing = { iccid: null, operator: null, signal: null, registration: null, imei: null, imsi: null };
    return [...this.sims].map(([key, sim]): ChannelState => {
      return { key, kind: 'sim', driver: NAME, online: this.link.isUp, trouble, ...nothing, ...sim };
    });
  }

  owns(channel: string): boolean {
    return channel.startsWith(`${NAME}:`);
  }

  submit(jobs: readonly Job[]): void {
    if (!this.sink) return;
    const strangers = jobs.filter(({ channel }) => !this.sims.has(channel));
    if (strangers.length > 0) {
      void this.sink.events(strangers.map((job) => returned(job, 'the worker has no such modem')));
    }
    this.waiting.push(...jobs.filter(({ channel }) => this.sims.has(channel)));
    this.pump();
  }

  /** What was published may still be reported. */
  override recall(_jobs: readonly UnfinishedJob[]): Promise<(job: UnfinishedJob) => Verdict> {
    return Promise.resolve(({ state }) => (state === 'sending' ? 'open' : 'unsent'));
  }

  follow(jobs: readonly SentJob[]): void {
    for (const { job, at, isOpen } of jobs) this.awaited.expect(job, at, isOpen !== true);
  }

  request({ type, channel }: DriverRequest): Promise<string> {
    if (!this.sims.has(channel)) return Promise.reject(new Error(`no channel ${channel}`));
    if (type === 'restart') {
      this.link.renew();
      return Promise.resolve('connecting to the broker again');
    }
    if (type !== 'test') return Promise.reject(new Mistake('channel', `a modem at MQTT knows no ${type}`));
    if (!this.link.isUp) return Promise.reject(new Error(this.link.trouble ?? 'no connection to the broker'));
    return Promise.resolve('the broker is there; whether the modem listens cannot be asked');
  }

  private pump(): void {
    const { sink } = this;
    if (!sink || !this.link.isUp || this.waiting.length === 0) return;
    let claimed: Job[];
    try {
      claimed = sink.claim(this.waiting);
    } catch (error) {
      // The next tick tries again.
      return this.log.note('journal', `cannot claim jobs: ${error instanceof Error ? error.message : String(error)}`);
    }
    this.waiting = [];
    for (const job of claimed) this.publish(job);
  }

  /** Whether the broker has it or not: the modem's report tells, or nobody can. */
  private publish(job: Job): void {
    const { id, to, text, channel } = job;
    this.awaited.expect(job, this.now(), false);
    const packet = { number: to, message: text, message_id: id };
    this.link.publish(sendTopic(this.sims.get(channel)?.number ?? ''), packet).catch((error: unknown) => {
      this.log.note('publish', `a message may not have reached the broker: ${String(error)}`);
    });
  }

  private async received(topic: string, payload: Buffer): Promise<() => void> {
    const { sink } = this;
    if (!sink) throw new Error('the worker is stopping');
    if (topic === STATUS_TOPIC) {
      await this.reported(sink, payload);
      return () => undefined;
    }
    const numbers = [...this.sims.values()].map(({ number }) => number);
    const { own, from, text } = inboundIn(payload, numbers);
    const times = { at: this.now(), connectedAt: this.link.connectedAt };
    const channel = own === null ? `${NAME}:unknown` : keyOf(own);
    return this.options.inbound.add({ channel, from, text, concatenation: null, ...times });
  }

  private async reported(sink: DriverSink, payload: Buffer): Promise<void> {
    const report = reportIn(payload);
    const events = report && this.awaited.take(report);
    if (events) await sink.events(events);
    else if (report) this.log.note('foreign', 'a report of a message that is not waited for');
    else
      this.log.note('nonsense', `a report that cannot be read: ${payload.toString('utf8').slice(0, TROUBLE_LENGTH)}`);
  }

  private tick(): void {
    const overdue = this.awaited.overdue();
    if (overdue.length > 0) void this.sink?.events(overdue);
    if (this.link.isUp) return this.pump();
    if (this.waiting.length === 0 || this.now() - this.awaySince < (this.options.awayMs ?? 60_000)) return;
    const reason = `the modems' broker is away: ${this.link.trouble ?? 'no connection'}`.slice(0, TROUBLE_LENGTH);
    void this.sink?.events(this.waiting.splice(0).map((job) => returned(job, reason)));
  }

  private changed(): void {
    const { isUp, trouble } = this.link;
    const now = `${isUp} ${trouble}`;
    if (now === this.shown) return;
    this.shown = now;
    if (isUp) this.awaySince = Infinity;
    else this.awaySince = Math.min(this.awaySince, this.now());
    if (!isUp) this.log.note('link', trouble ?? 'no connection');
    this.sink?.channelsChanged();
    this.pump();
  }
}

const keyOf = (number: string): string => `${NAME}:${digitsOf(number)}`;
