import { type ChannelState, type Job, ReportCall } from '@signalbox/contracts/bus';
import type { HttpChannel } from '@signalbox/contracts/providers';
import type { DriverRequest, DriverSink, SentJob } from '../driver.js';
import { ProviderDriver } from '../provider-driver.js';
import { HttpAccount, type HttpTimes } from './http-account.js';
import { parsedJson } from './json.js';
import type { OutboundGuard } from './outbound-guard.js';
import { Mistake } from '../mistake.js';

const TICK_MS = 1_000;
/** Requests under way may take so long when the worker stops. */
const GRACE_MS = 4_000;

/** Accounts at providers that are spoken to over HTTP. */
export class HttpDriver extends ProviderDriver<HttpChannel> {
  readonly name = 'http' as const;
  private readonly accounts = new Map<string, HttpAccount>();
  private sink: DriverSink | undefined;
  private ticker: NodeJS.Timeout | undefined;

  constructor(
    private readonly guard: OutboundGuard,
    private readonly times: HttpTimes = {},
  ) {
    super();
  }

  hold(channels: readonly HttpChannel[]): void {
    const named = new Set(channels.map(({ key }) => key));
    for (const channel of channels) this.accountOf(channel.key).hold(channel);
    let changed = false;
    for (const [key, account] of this.accounts) {
      if (named.has(key) || !account.state) continue;
      account.letGo();
      changed = true;
    }
    if (changed) this.sink?.channelsChanged();
  }

  start(sink: DriverSink): Promise<void> {
    this.sink = sink;
    this.ticker = setInterval(() => {
      for (const account of this.accounts.values()) account.tick(Date.now());
    }, TICK_MS);
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    clearInterval(this.ticker);
    await Promise.all([...this.accounts.values()].map((account) => account.stop(GRACE_MS)));
  }

  channels(): ChannelState[] {
    return [...this.accounts.values()].flatMap(({ state }) => state ?? []);
  }

  submit(jobs: readonly Job[]): void {
    for (const [key, its] of Map.groupBy(jobs, ({ channel }) => channel)) this.accountOf(key).submit(its);
  }

  follow(jobs: readonly SentJob[]): void {
    for (const [key, its] of Map.groupBy(jobs, ({ job }) => job.channel)) this.accountOf(key).follow(its);
  }

  async request({ type, channel, argument }: DriverRequest): Promise<string> {
    const account = this.accounts.get(channel);
    if (!account) throw new Error(`no channel ${channel}`);
    switch (type) {
      case 'test':
        return (await account.examine()).words;
      case 'balance':
        return account.balance();
      case 'restart':
        account.reopen();
        return 'opened anew';
      case 'report': {
        const call = ReportCall.safeParse(parsedJson(argument ?? ''));
        if (!call.success) throw new Mistake('request', 'not a delivery report as the server hands it over');
        return account.takeCall(call.data);
      }
      case 'signal':
      case 'ussd':
        throw new Mistake('channel', `an HTTP provider has no ${type}`);
    }
  }

  private accountOf(key: string): HttpAccount {
    const known = this.accounts.get(key);
    if (known) return known;
    const account = new HttpAccount(key, this.later, this.guard, this.times);
    this.accounts.set(key, account);
    return account;
  }

  /** Accounts of the worker's own file are held before there is anybody to tell. */
  private readonly later: DriverSink = {
    events: (events) => this.sink?.events(events) ?? Promise.resolve(),
    channelsChanged: () => this.sink?.channelsChanged(),
    claim: (jobs) => this.sink?.claim(jobs) ?? [],
  };
}
