import { createHash } from 'node:crypto';
import type { ChannelState, Job } from '@signalbox/contracts/bus';
import type { UnfinishedJob } from '../../journal/journal.js';
import {
  Driver,
  type DriverEvent,
  type DriverRequest,
  type DriverSink,
  type SentJob,
  type Verdict,
} from '../driver.js';
import { DueQueue } from './due-queue.js';
import { fateOf, type FateShares } from './fate.js';
import { keyOf, Ledger } from './ledger.js';
import { balanceOf, ussdAnswer } from './simulated-answers.js';
import { simulatedSims, type SimulatedLimits } from './simulated-sims.js';
import { Mistake } from '../mistake.js';

export interface SimulatorSettings {
  worker: string;
  folder: string;
  /** How long a file of its ledger may become. */
  ledgerBytes?: number;
  sims: SimulatedLimits;
  shares: FateShares;
  /** From a job's submission to its `sent`. */
  latencyMs: number;
  /** From `sent` to the delivery report. */
  reportDelayMs: number;
  /** Whether each recipient answers with the text it got. */
  echo: boolean;
}

const RESTART_MS = 500;

/** A network that is not there: its SIM cards take what they are given, and say so as real ones would. */
export class SimulatorDriver extends Driver {
  private readonly sims: Map<string, ChannelState>;
  private readonly arriving: DueQueue<Job>;
  private readonly reports: DueQueue<Job>;
  private readonly restarts = new Set<NodeJS.Timeout>();
  private sink: DriverSink | undefined;
  private ledger: Ledger | undefined;

  constructor(private readonly settings: SimulatorSettings) {
    super();
    this.sims = new Map(simulatedSims(settings.worker, settings.sims).map((sim) => [sim.key, sim]));
    this.arriving = new DueQueue(settings.latencyMs, (jobs) => this.transmit(jobs));
    this.reports = new DueQueue(settings.reportDelayMs, (jobs) => this.deliver(jobs));
  }

  start(sink: DriverSink): Promise<void> {
    this.sink = sink;
    this.ledger = new Ledger(this.settings.folder, this.settings.ledgerBytes);
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.arriving.clear();
    this.reports.clear();
    for (const timer of this.restarts) clearTimeout(timer);
    this.ledger?.close();
    this.ledger = undefined;
    return Promise.resolve();
  }

  channels(): ChannelState[] {
    return [...this.sims.values()];
  }

  owns(channel: string): boolean {
    return this.sims.has(channel);
  }

  submit(jobs: readonly Job[]): void {
    // After the stop they stay in the journal.
    if (this.ledger) this.arriving.push(jobs);
  }

  override recall(jobs: readonly UnfinishedJob[]): Promise<(job: UnfinishedJob) => Verdict> {
    const since = jobs.reduce((oldest, { at }) => Math.min(oldest, at), Infinity);
    const seen = this.ledger?.find(new Set(jobs.map(({ job }) => keyOf(job))), since);
    return Promise.resolve(({ job }) => (seen?.has(keyOf(job)) ? 'sent' : 'unsent'));
  }

  follow(jobs: readonly SentJob[]): void {
    this.reports.push(jobs.map(({ job }) => job));
  }

  async request({ type, channel, argument }: DriverRequest): Promise<string> {
    const sim = this.sims.get(channel);
    if (!sim) throw new Error(`no channel ${channel}`);
    if (type === 'restart') return this.restart(sim);
    if (!sim.online) throw new Error('the channel is offline');
    switch (type) {
      case 'signal':
        return String(sim.signal);
      case 'test':
        return 'the simulator answers';
      case 'report':
        throw new Mistake('channel', 'the simulator takes no reports');
      case 'balance':
        return balanceOf(sim);
      case 'ussd':
        return ussdAnswer(sim, argument ?? '');
    }
  }

  private transmit(jobs: readonly Job[]): void {
    const at = Date.now();
    const taken: Job[] = [];
    const events: DriverEvent[] = [];
    const fail = ({ id, attempt }: Job, temporary: boolean, reason: string) =>
      events.push({ type: 'failed', id, attempt, at, temporary, reason });
    for (const job of jobs) {
      const sim = this.sims.get(job.channel);
      const fate = fateOf(job, this.settings.shares);
      if (!sim?.online) fail(job, true, sim ? 'the channel is offline' : 'the worker has no such channel');
      else if (fate === 'sent') taken.push(job);
      else fail(job, fate === 'failed for now', fate === 'failed' ? 'simulated refusal' : 'simulated congestion');
    }
    const refusal = this.enter(taken, at);
    for (const job of taken) {
      if (refusal === null) events.push({ type: 'sent', id: job.id, attempt: job.attempt, at, ref: null });
      else fail(job, true, refusal);
    }
    void this.sink?.events(events);
    if (refusal === null) this.reports.push(taken);
  }

  /** @returns why the ledger could not take them, or null. */
  private enter(jobs: readonly Job[], at: number): string | null {
    try {
      this.ledger?.append(jobs, at);
      return null;
    } catch (error) {
      return `the ledger cannot be written: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  private deliver(jobs: readonly Job[]): void {
    const at = Date.now();
    const events: DriverEvent[] = [];
    for (const job of jobs) {
      events.push({ type: 'delivered', id: job.id, attempt: job.attempt, at });
      if (this.settings.echo) events.push(echoOf(job, at));
    }
    void this.sink?.events(events);
  }

  private restart(sim: ChannelState): string {
    sim.online = false;
    this.sink?.channelsChanged();
    const timer = setTimeout(() => {
      this.restarts.delete(timer);
      sim.online = true;
      this.sink?.channelsChanged();
    }, RESTART_MS);
    this.restarts.add(timer);
    return 'restarting';
  }
}

/** The recipient's answer. Its id follows from the job's, so that an answer told again after a crash is known. */
function echoOf(job: Job, at: number): DriverEvent {
  const digest = createHash('sha256').update(keyOf(job)).digest();
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x80;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  const id = digest.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { type: 'inbound', id, channel: job.channel, from: job.to, text: job.text, at };
}
