import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelState, Job } from '@signalbox/contracts/bus';
import type { SmppChannel } from '@signalbox/contracts/providers';
import type { DriverSink } from '../driver.js';
import type { Reassembly } from '../reassembly/reassembly.js';
import { STATUS } from './command-status.js';
import type { Connection } from './connection.js';
import type { BindKind, Reply } from './connection-user.js';
import { inboundIn } from './inbound.js';
import { Line } from './line.js';
import type { Delivery } from './pdu.js';
import { reportIn } from './report.js';
import type { ReportBook } from './report-book.js';
import { Sender, type Submission } from './sender.js';
import { troubleOf } from './trouble.js';

/** What an account needs of its worker. */
export interface AccountHost {
  sink: DriverSink;
  book: ReportBook;
  reassembly: Reassembly;
  /** Something to be counted in the log now and then. */
  odd(kind: string, words: string): void;
}

export interface Patience {
  /** How long an account may be away before its jobs go back. */
  awayMs: number;
  /** How long answers are waited for when an account is closed. */
  drainMs: number;
  /** How long an account rests whose every message is refused. */
  restMs: number;
}
export const PATIENCE: Patience = { awayMs: 60_000, drainMs: 3000, restMs: 60_000 };

const TICK_MS = 500;
const POLL_MS = 20;
const TEST_MS = 20_000;
/** So many refusals of the account in a row, and it rests. */
const REFUSALS = 5;
const TROUBLE_LENGTH = 200;

const KINDS: Record<SmppChannel['settings']['bind'], BindKind[]> = {
  transceiver: ['transceiver'],
  transmitter_receiver: ['transmitter', 'receiver'],
};

/** One account at an SMSC: its connections, its jobs, and what comes in. */
export class SmppAccount {
  private readonly lines: Line<Submission>[];
  private readonly sender: Sender;
  private ticker: NodeJS.Timeout | undefined;
  private shown = '';
  private awaySince = Date.now();
  private refusals = 0;
  private resting: { until: number; words: string } | null = null;
  private closed = false;

  constructor(
    private channel: SmppChannel,
    private readonly host: AccountHost,
    private readonly patience: Patience = PATIENCE,
  ) {
    const { settings, secrets } = channel;
    const kinds = KINDS[settings.bind].flatMap((kind) => Array.from({ length: settings.binds }, () => kind));
    this.lines = kinds.map((kind) => this.line(kind, { settings, password: secrets.password }));
    this.sender = new Sender(channel, {
      sink: host.sink,
      book: host.book,
      connections: () => this.connections(),
      heard: (refusal) => this.heard(refusal),
      odd: (kind, words) => this.odd(kind, words),
    });
  }

  /** Connects, and goes on doing so until `close`. */
  open(): void {
    this.host.book.watch(this.sender.progress, this.channel.settings.id_format);
    this.awaySince = Date.now();
    this.ticker = setInterval(() => this.tick(), TICK_MS);
    for (const line of this.lines) line.open();
  }

  /** What needs no new connection. */
  update(channel: SmppChannel): void {
    this.channel = channel;
    this.host.sink.channelsChanged();
  }

  /** Ends in order: what is under way is waited for. @returns the jobs that were not begun. */
  async close(): Promise<Job[]> {
    this.closed = true;
    clearInterval(this.ticker);
    await this.disconnect();
    this.sender.giveUpClaimed('the account was closed before it was sent');
    this.sender.close();
    return this.sender.takeWaiting();
  }

  /** Closes the connections in order and opens them again. */
  async restart(): Promise<void> {
    await this.disconnect();
    if (this.closed) return;
    this.resting = null;
    this.refusals = 0;
    for (const line of this.lines) line.open();
    this.sender.turn(true);
  }

  submit(jobs: readonly Job[]): void {
    this.sender.submit(jobs);
  }

  state(): ChannelState {
    const { key, sender, rate_per_minute, daily_cap, window } = this.channel;
    const nothing = {
      number: null,
      iccid: null,
      operator: null,
      signal: null,
      registration: null,
      imei: null,
      imsi: null,
    };
    const trouble = this.trouble?.slice(0, TROUBLE_LENGTH) ?? null;
    const limits = { rate_per_minute, daily_cap, window };
    return { key, kind: 'provider', driver: 'smpp', sender, online: this.online, trouble, ...nothing, ...limits };
  }

  /** Asks the SMSC whether it is there; connects for that if need be. Rejects with the reason in words. */
  async test(): Promise<string> {
    if (this.closed) throw new Error('the account is being closed');
    const senders = this.lines.filter(({ kind }) => kind !== 'receiver');
    const late = new AbortController();
    const tooLate = sleep(TEST_MS, undefined, { signal: late.signal }).then(() => {
      throw new Error('the SMSC does not answer');
    });
    tooLate.catch(() => undefined);
    try {
      if (!senders.some(({ bound }) => bound)) {
        await Promise.race([Promise.any(senders.map((line) => line.probe())).catch(wordsOfFirst), tooLate]);
      }
      const bound = this.lines.flatMap(({ bound: connection }) => connection ?? []);
      const times = await Promise.race([Promise.all(bound.map((connection) => connection.enquire())), tooLate]);
      if (this.resting) throw new Error(this.resting.words);
      const kinds = [...new Set(bound.map(({ kind }) => kind))].join(' and ');
      const connections = bound.length === 1 ? 'one connection' : `${bound.length} connections`;
      return `bound as ${kinds} over ${connections}; the SMSC answered in ${Math.max(...times)} ms`;
    } finally {
      late.abort();
    }
  }

  private get online(): boolean {
    return !this.closed && this.resting === null && this.connections().some(({ isBound }) => isBound);
  }

  /** Why it is offline; or what does not work although it is not. */
  private get trouble(): string | null {
    if (this.resting) return this.resting.words;
    return troubleOf(this.lines);
  }

  /** Those that messages leave over, or have left over and have no answer yet. */
  private connections(): Connection<Submission>[] {
    return this.lines.flatMap(({ kind, held }) => (held && kind !== 'receiver' ? held : []));
  }

  private line(kind: BindKind, account: ConstructorParameters<typeof Line>[1]): Line<Submission> {
    const line: Line<Submission> = new Line(kind, account, {
      changed: () => this.changed(),
      answered: (submission, answer) => this.sender.answered(submission, answer),
      delivered: (delivery) => this.delivered(delivery, line.boundAt),
      odd: (what, words) => this.odd(what, words),
    });
    return line;
  }

  private async delivered(delivery: Delivery, connectedAt: number): Promise<Reply> {
    const report = reportIn(delivery, this.channel.settings);
    if (report) {
      await this.host.book.take(report);
      return { status: STATUS.ok };
    }
    const alphabet = this.channel.settings.default_alphabet;
    const times = { at: Date.now(), connectedAt };
    const part = inboundIn(delivery, { channel: this.channel.key, alphabet }, times);
    return { status: STATUS.ok, answered: await this.host.reassembly.add(part) };
  }

  private async disconnect(): Promise<void> {
    this.sender.turn(false);
    for (const end = Date.now() + this.patience.drainMs; this.sender.busy > 0 && Date.now() < end;)
      await sleep(POLL_MS);
    await Promise.all(this.lines.map((line) => line.close()));
  }

  /** Every message is refused, and the reason is the account: it rests, so that others may carry what it cannot. */
  private heard(refusal: string | null): void {
    this.refusals = refusal === null ? 0 : this.refusals + 1;
    if (refusal === null || this.refusals < REFUSALS || this.resting) return;
    this.resting = { until: Date.now() + this.patience.restMs, words: `the SMSC refuses every message: ${refusal}` };
    this.sender.turn(false);
    this.changed();
  }

  private tick(): void {
    const now = Date.now();
    if (this.resting && now >= this.resting.until) {
      this.resting = null;
      this.sender.turn(true);
      this.changed();
    }
    if (this.online) return this.sender.pump();
    const hopeless = this.resting !== null || this.lines.some(({ ending }) => ending?.credentials);
    if (!hopeless && now - this.awaySince < this.patience.awayMs) return;
    this.sender.giveBack(`the account is away: ${this.trouble ?? 'no connection'}`);
  }

  private changed(): void {
    const { online, trouble } = this;
    const now = `${online} ${trouble}`;
    if (now === this.shown) return;
    if (this.shown.startsWith('true') && !online) this.awaySince = Date.now();
    this.shown = now;
    if (!online && !this.closed) this.odd('away', `offline: ${trouble ?? 'no connection'}`);
    else if (trouble !== null && !this.closed) this.odd('trouble', trouble);
    this.host.sink.channelsChanged();
    this.sender.pump();
  }

  private odd(kind: string, words: string): void {
    this.host.odd(`${this.channel.key} ${kind}`, `${this.channel.key}: ${words}`);
  }
}

/** Every try failed: they have most likely the same reason. */
function wordsOfFirst(error: unknown): never {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  throw first instanceof Error ? first : new Error(String(first));
}
