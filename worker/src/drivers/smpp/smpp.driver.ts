import { Logger } from '@nestjs/common';
import type { ChannelState, Job } from '@signalbox/contracts/bus';
import type { SmppChannel } from '@signalbox/contracts/providers';
import { OccasionalLog } from '@signalbox/transport/occasional-log';
import { type DriverRequest, type DriverSink, returned, type SentJob } from '../driver.js';
import { ProviderDriver } from '../provider-driver.js';
import type { Reassembly } from '../reassembly/reassembly.js';
import { PartialReports } from './partial-reports.js';
import { ReportBook } from './report-book.js';
import { PATIENCE, type Patience, SmppAccount } from './smpp-account.js';
import { Mistake } from '../mistake.js';

const TICK_MS = 1000;

/** What must be opened anew when it changes. */
const identityOf = ({ settings, secrets, sender }: SmppChannel): string => JSON.stringify([settings, secrets, sender]);

interface Running {
  sink: DriverSink;
  partial: PartialReports;
  ticker: NodeJS.Timeout;
}

/** Accounts at SMSCs, SMPP 3.4 (a client: ESME). */
export class SmppDriver extends ProviderDriver<SmppChannel> {
  readonly name = 'smpp';
  private wanted: readonly SmppChannel[] = [];
  private readonly accounts = new Map<string, { account: SmppAccount; channel: SmppChannel }>();
  private readonly books = new Map<string, ReportBook>();
  /** Accounts that are being closed: one that takes their place opens after. */
  private readonly closing = new Map<string, Promise<Job[]>>();
  /** Jobs of accounts that nobody told yet. */
  private strangers: { job: Job; since: number }[] = [];
  private running: Running | undefined;
  private readonly log = new OccasionalLog((line) => new Logger('SMPP').warn(line), 60_000);

  constructor(
    private readonly folder: string,
    private readonly reassembly: Reassembly,
    private readonly patience: Patience = PATIENCE,
  ) {
    super();
  }

  start(sink: DriverSink): Promise<void> {
    this.reassembly.start(sink);
    const ticker = setInterval(() => this.giveBackStrangers(), TICK_MS);
    this.running = { sink, partial: new PartialReports(this.folder), ticker };
    this.settle();
    return Promise.resolve();
  }

  /** What was not begun stays in the journal. */
  async stop(): Promise<void> {
    const { running } = this;
    if (!running) return;
    this.running = undefined;
    clearInterval(running.ticker);
    const accounts = [...this.accounts.values()].map(({ account }) => account.close());
    await Promise.all([...accounts, ...this.closing.values()]);
    for (const book of this.books.values()) book.close();
    this.reassembly.stop();
    running.partial.close();
  }

  hold(accounts: readonly SmppChannel[]): void {
    this.wanted = accounts;
    if (this.running) this.settle();
  }

  channels(): ChannelState[] {
    return [...this.accounts.values()].map(({ account }) => account.state());
  }

  submit(jobs: readonly Job[]): void {
    // After the stop they stay in the journal.
    if (!this.running) return;
    const since = Date.now();
    for (const [key, its] of Map.groupBy(jobs, ({ channel }) => channel)) {
      const known = this.accounts.get(key);
      if (known) known.account.submit(its);
      else this.strangers.push(...its.map((job) => ({ job, since })));
    }
  }

  follow(jobs: readonly SentJob[]): void {
    for (const sent of jobs) this.bookOf(sent.job.channel)?.follow(sent);
  }

  async request({ type, channel }: DriverRequest): Promise<string> {
    const known = this.accounts.get(channel);
    if (!known) throw new Error(`no channel ${channel}`);
    switch (type) {
      case 'test':
        return known.account.test();
      case 'restart':
        void known.account.restart();
        return 'restarting';
      case 'balance':
        throw new Mistake('channel', 'an SMPP account cannot be asked for its balance');
      case 'ussd':
        throw new Mistake('channel', 'an SMPP account takes no USSD codes');
      case 'signal':
        throw new Mistake('channel', 'an SMPP account has no signal');
      case 'report':
        throw new Mistake('channel', 'an SMPP account gets its reports from the SMSC');
    }
  }

  /** Brings what is open in line with what is wanted. */
  private settle(): void {
    const { running } = this;
    if (!running) return;
    const wanted = new Map(this.wanted.map((channel) => [channel.key, channel]));
    for (const [key, { account }] of this.accounts) {
      if (!wanted.has(key)) this.remove(key, account, running.sink);
    }
    for (const channel of wanted.values()) this.put(channel, running.sink);
    const { strangers } = this;
    this.strangers = [];
    this.submit(strangers.filter(({ job }) => this.accounts.has(job.channel)).map(({ job }) => job));
    this.strangers.push(...strangers.filter(({ job }) => !this.accounts.has(job.channel)));
    running.sink.channelsChanged();
  }

  private put(channel: SmppChannel, sink: DriverSink): void {
    const { key } = channel;
    const old = this.accounts.get(key);
    if (old && identityOf(old.channel) === identityOf(channel)) {
      if (JSON.stringify(old.channel) !== JSON.stringify(channel)) old.account.update(channel);
      old.channel = channel;
      return;
    }
    if (old) void this.close(key, old.account);
    const book = this.bookOf(key);
    if (!book) return;
    const odd = (kind: string, words: string) => this.log.note(kind, words);
    const account = new SmppAccount(channel, { sink, book, reassembly: this.reassembly, odd }, this.patience);
    this.accounts.set(key, { account, channel });
    const before = this.closing.get(key);
    if (!before) return account.open();
    void before.then((left) => {
      if (this.accounts.get(key)?.account !== account || !this.running) return;
      account.open();
      account.submit(left);
    });
  }

  private remove(key: string, account: SmppAccount, sink: DriverSink): void {
    this.accounts.delete(key);
    void this.close(key, account).then((left) => {
      // An account that took its place takes its jobs.
      if (!this.running || this.accounts.has(key) || left.length === 0) return;
      void sink.events(left.map((job) => returned(job, 'the account was removed')));
    });
  }

  /** @returns the jobs that it did not begin, also those of accounts under the same key that were closing already */
  private close(key: string, account: SmppAccount): Promise<Job[]> {
    const before = this.closing.get(key) ?? Promise.resolve([]);
    const closed: Promise<Job[]> = Promise.all([before, account.close()]).then((left) => left.flat());
    this.closing.set(key, closed);
    void closed.then(() => {
      if (this.closing.get(key) === closed) this.closing.delete(key);
    });
    return closed;
  }

  private bookOf(key: string): ReportBook | undefined {
    const { running } = this;
    const known = this.books.get(key);
    if (known || !running) return known;
    const book = new ReportBook({
      events: (events) => running.sink.events(events),
      partial: running.partial,
      foreign: () => this.log.note(`${key} foreign`, `${key}: a delivery report of a message that is not ours`),
    });
    this.books.set(key, book);
    return book;
  }

  private giveBackStrangers(): void {
    const before = Date.now() - this.patience.awayMs;
    const late = this.strangers.filter(({ since }) => since <= before);
    if (late.length === 0) return;
    this.strangers = this.strangers.filter(({ since }) => since > before);
    void this.running?.sink.events(late.map(({ job }) => returned(job, 'the worker has no such account')));
  }
}
