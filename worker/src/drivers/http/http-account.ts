import { Logger } from '@nestjs/common';
import type { ChannelState, Job, ReportCall } from '@signalbox/contracts/bus';
import type { HttpChannel } from '@signalbox/contracts/providers';
import { OccasionalLog } from '@signalbox/transport/occasional-log';
import { type DriverEvent, type DriverSink, returned, type SentJob } from '../driver.js';
import { AccountHealth, type HealthTimes } from './account-health.js';
import { AccountReports } from './account-reports.js';
import { channelStateOf } from './channel-state.js';
import { Connection } from './connection.js';
import { JobQueue, keyOf } from './job-queue.js';
import { eventOf } from './outcome-event.js';
import type { Outcome } from './outcome.js';
import type { OutboundGuard } from './outbound-guard.js';
import { type Balance, ProviderError } from './profile.js';
import type { ReportTimes } from './report-book.js';
import { Mistake } from '../mistake.js';

/** Requests at once. */
const REQUESTS = 64;
const BULK_REQUESTS = 8;
/** How long jobs wait for an account that nobody named yet: at a start the server tells its accounts a little later. */
const PARKED_MS = 60_000;
const JOURNAL_RETRY_MS = 1_000;
const NOT_HELD = 'the worker does not hold this account';

export interface HttpTimes {
  health?: HealthTimes;
  reports?: ReportTimes;
  parkedMs?: number;
}

/** One account: a queue, requests under way, reports awaited. It outlives changes of its settings, and its absence. */
export class HttpAccount {
  private connection: Connection | null = null;
  private channel: HttpChannel | null = null;
  private readonly queue = new JobQueue();
  private readonly health: AccountHealth;
  private readonly reports: AccountReports;
  private readonly log = new OccasionalLog((line) => new Logger('HTTP').warn(line));
  private requests = 0;
  private pumping = false;
  private timer: NodeJS.Timeout | undefined;
  /** Until when it may be named yet; after that, or once it was taken away, jobs go back. */
  private parkedUntil: number;
  private stopped = false;

  constructor(
    private readonly key: string,
    private readonly sink: DriverSink,
    private readonly guard: OutboundGuard,
    times: HttpTimes = {},
  ) {
    this.health = new AccountHealth(times.health);
    this.reports = new AccountReports(key, (events) => sink.events(events), times.reports);
    this.parkedUntil = Date.now() + (times.parkedMs ?? PARKED_MS);
  }

  /** Its channel; null while nobody names the account. */
  get state(): ChannelState | null {
    if (!this.channel) return null;
    return channelStateOf(this.key, this.channel, this.connection?.profile ?? null, this.health.trouble);
  }

  /** Holds the account, with these settings from now on. Requests under way end as they began. */
  hold(channel: HttpChannel): void {
    if (this.channel && JSON.stringify(channel) === JSON.stringify(this.channel)) return;
    this.channel = channel;
    this.reopen();
  }

  /** Sends no more. Reports of what was sent are still taken. */
  letGo(): void {
    this.channel = null;
    this.parkedUntil = 0;
    this.giveBack(NOT_HELD);
  }

  submit(jobs: readonly Job[]): void {
    if (this.stopped) return;
    this.queue.add(jobs);
    if (this.health.trouble !== null) this.giveBack(this.health.trouble);
    else if (!this.channel && Date.now() >= this.parkedUntil) this.giveBack(NOT_HELD);
    else this.schedule();
  }

  follow(jobs: readonly SentJob[]): void {
    for (const { job, ref, at } of jobs) if (ref !== null) this.reports.expect(ref, job, at);
  }

  /** Looks whether a trouble is over, asks for late reports. */
  tick(now: number): void {
    if (!this.channel && now >= this.parkedUntil) this.giveBack(NOT_HELD);
    this.reports.tick(this.connection, now);
    if (this.channel && this.health.isLookDue(now)) this.examine().catch(() => undefined);
  }

  /** Whether it can send, found out without sending; if so, a trouble is over. @throws ProviderError why it cannot */
  async examine(): Promise<Balance> {
    const connection = this.connected();
    try {
      const balance = await connection.examine();
      if (this.health.needsCredit && balance.empty) throw new ProviderError(`the balance is ${balance.words}`);
      if (connection === this.connection && this.health.trouble !== null) {
        this.health.recover();
        this.sink.channelsChanged();
        this.schedule();
      }
      return balance;
    } catch (error) {
      if (connection === this.connection && this.health.trouble !== null) {
        this.health.fail((error as Error).message, Date.now(), { credit: this.health.needsCredit });
        this.fell();
      }
      throw error;
    }
  }

  /** @throws ProviderError when it cannot be asked, or says nothing of it */
  async balance(): Promise<string> {
    const connection = this.connected();
    if (!connection.profile.balance)
      throw new Mistake('channel', 'the settings do not say how the balance is asked for');
    return (await connection.ask(connection.profile.balance)).words;
  }

  /** @throws ProviderError when nobody may take it now; Mistake when the call says nothing, or is not the provider's */
  takeCall(call: ReportCall): Promise<string> {
    if (!this.connection) return Promise.reject(new ProviderError(NOT_HELD));
    return this.reports.take(this.connection, call, this.requests > 0);
  }

  /** Begins anew: fresh connections, no trouble. */
  reopen(): void {
    if (!this.channel) throw new ProviderError(NOT_HELD);
    this.health.reset();
    try {
      this.connection = new Connection(this.channel, this.guard);
    } catch (error) {
      this.connection = null;
      this.health.fail((error as Error).message, Date.now(), { ends: false });
      this.fell();
      return;
    }
    const { flaw } = this.connection.profile;
    if (flaw !== null) this.log.note('flaw', `${this.key}: ${flaw}`);
    this.sink.channelsChanged();
    this.schedule();
  }

  /** Lets requests under way end, for a while. What was not sent stays in the journal, or goes back. */
  async stop(graceMs: number): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    this.tell(this.queue.drainClaimed().map((job) => returned(job, 'the worker stopped')));
    for (const end = Date.now() + graceMs; this.requests > 0 && Date.now() < end;) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    this.reports.close();
    this.connection?.close();
  }

  private connected(): Connection {
    if (this.connection && this.channel) return this.connection;
    throw new ProviderError(this.health.trouble ?? NOT_HELD);
  }

  private schedule(): void {
    if (this.pumping || this.stopped || this.queue.length === 0) return;
    this.pumping = true;
    setImmediate(this.pump);
  }

  /** Lets as much leave as may, having the journal mark it all at once. */
  private readonly pump = (): void => {
    this.pumping = false;
    const { connection } = this;
    if (!connection || !this.channel || this.stopped || this.health.trouble !== null) return;
    const pause = this.health.pauseAt(Date.now());
    if (pause > 0) return this.wake(pause);
    const most = this.health.isCautious ? 1 : connection.profile.most;
    const limit = this.health.isCautious ? 1 : Math.min(this.channel.window, most > 1 ? BULK_REQUESTS : REQUESTS);
    if (this.requests >= limit) return;
    const loads = this.queue.take(limit - this.requests, most);
    let leaving: Set<string>;
    try {
      leaving = new Set(this.sink.claim(loads.flat()).map(keyOf));
    } catch (error) {
      this.log.note('journal', `cannot mark what is to be sent: ${(error as Error).message}`);
      this.queue.putBack(loads.flat(), false);
      return this.wake(JOURNAL_RETRY_MS);
    }
    for (const load of loads) {
      const jobs = load.filter((job) => leaving.has(keyOf(job)));
      this.queue.forget(load);
      if (jobs.length > 0) void this.send(connection, jobs);
    }
    // What expired left room.
    this.schedule();
  };

  private wake(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.schedule(), ms);
  }

  private async send(connection: Connection, jobs: readonly Job[]): Promise<void> {
    this.requests += 1;
    const outcomes = await connection.send(jobs);
    this.requests -= 1;
    const again: Job[] = [];
    jobs.forEach((job, index) => {
      const outcome = outcomes[index];
      if (!outcome) return;
      // What an account was before its settings changed says nothing of what it is.
      if (connection === this.connection) this.hear(outcome, job);
      if (outcome.type === 'throttled' && this.mayWait) again.push(job);
      else this.tell([eventOf(job, outcome, connection.profile.deduplicates)]);
      const ref = outcome.type === 'sent' && connection.profile.reports ? outcome.ref : null;
      if (ref !== null) this.reports.expect(ref, job, Date.now());
    });
    this.queue.putBack(again, true);
    if (this.health.trouble !== null) this.giveBack(this.health.trouble);
    else this.schedule();
  }

  private get mayWait(): boolean {
    return this.channel !== null && !this.stopped && this.health.trouble === null;
  }

  private hear(outcome: Outcome, job: Job): void {
    if (this.health.hear(outcome, job.proxy !== undefined, Date.now())) this.fell();
  }

  private fell(): void {
    this.log.note('trouble', `${this.key} cannot send: ${this.health.trouble}`);
    this.giveBack(this.health.trouble ?? '');
    this.sink.channelsChanged();
  }

  /** Whoever asked for these may try another channel. */
  private giveBack(reason: string): void {
    this.tell(this.queue.drain().map((job) => returned(job, reason)));
  }

  private tell(events: readonly DriverEvent[]): void {
    if (events.length > 0) void this.sink.events(events);
  }
}
