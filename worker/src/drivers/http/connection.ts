import type { Job, ReportCall } from '@signalbox/contracts/bus';
import { hostsOf, missingSecrets } from '@signalbox/contracts/outbound-hosts';
import type { HttpChannel } from '@signalbox/contracts/providers';
import type { Exchange, Outcome } from './outcome.js';
import { uncertain } from './outcome.js';
import { OutboundClient } from './outbound-client.js';
import type { OutboundGuard } from './outbound-guard.js';
import { type Balance, type CallReading, isReport, type Profile, ProviderError, type Question } from './profile.js';
import { lackOf, profileOf } from './profiles/profiles.js';
import { proxySecrets, SecretMask, secretsOf } from './secret-mask.js';
import { Mistake } from '../mistake.js';

/** Whoever asks for something waits at most so long. */
const ASK_MS = 25_000;
/** Those who copy a provider's API may leave its balance out: then it is there, and no more is known. */
const NO_SUCH = [404, 405, 410, 501];
const UNASKED: Balance = { words: 'the provider answers, but knows no balance', empty: null };

/** An account as its settings have it now: its profile, its connections, and what must not be told of it. */
export class Connection {
  readonly profile: Profile;
  private readonly client: OutboundClient;
  private readonly mask: SecretMask;

  /** @throws ProviderError when the settings do not go together, or lead where this worker may not go */
  constructor(
    readonly channel: HttpChannel,
    guard: OutboundGuard,
  ) {
    const missing = missingSecrets(channel);
    if (missing.length > 0) throw new ProviderError(`the secret ${missing.join(', ')} is not set`);
    const problem =
      lackOf(channel) ??
      hostsOf(channel.settings)
        .map((host) => guard.refusalOfHost(host))
        .find(Boolean);
    if (problem) throw new ProviderError(problem);
    this.profile = profileOf(channel);
    this.client = new OutboundClient(guard);
    this.mask = new SecretMask(secretsOf(channel));
  }

  /** Sends messages that share a proxy in one request. @returns an outcome each, in their order */
  async send(jobs: readonly Job[]): Promise<Outcome[]> {
    const proxy = jobs[0]?.proxy;
    const mask = proxy === undefined ? this.mask : new SecretMask([...secretsOf(this.channel), ...proxySecrets(proxy)]);
    const outcomes = (await this.earlierOf(jobs)) ?? (await this.outcomesOf(jobs, proxy));
    return jobs.map((_, index) => {
      const outcome = outcomes[index] ?? uncertain('the answer does not name this message');
      return outcome.type === 'sent' ? outcome : { ...outcome, reason: mask.clean(outcome.reason) };
    });
  }

  /** Asks something else. @throws ProviderError in words that may be told */
  async ask<T>({ request, read }: Question<T>): Promise<T> {
    const { settings } = this.channel;
    const timeoutMs = Math.min(settings.timeout_seconds * 1000, ASK_MS);
    const exchange = await this.client.exchange(request, { proxy: settings.proxy, timeoutMs });
    if (exchange.type !== 'answer') throw new ProviderError(this.mask.clean(exchange.reason));
    return this.inWords(() => read(exchange.answer));
  }

  /** Whether the account can send, as far as that shows without sending. @throws ProviderError why it cannot */
  async examine(): Promise<Balance> {
    if (this.profile.examine) return this.examineBy(this.profile.examine);
    if (this.profile.balance) {
      const { request, read } = this.profile.balance;
      return this.ask({ request, read: (answer) => (NO_SUCH.includes(answer.status) ? UNASKED : read(answer)) });
    }
    const { settings } = this.channel;
    const origin = settings.profile === 'generic' ? (/^https?:\/\/[^/?]+/.exec(settings.url)?.[0] ?? '') : '';
    const request = { method: 'HEAD', url: `${origin}/`, headers: {}, body: null };
    return this.ask({ request, read: ({ status }) => ({ words: `HTTP ${status} to HEAD ${origin}/`, empty: null }) });
  }

  private async examineBy(questions: readonly Question<Balance>[]): Promise<Balance> {
    let last: Balance = UNASKED;
    for (const question of questions) last = await this.ask(question);
    return last;
  }

  /** @throws Mistake when the call is none of this provider */
  readCall(call: ReportCall): CallReading[] {
    const readings = this.inWords(() => this.profile.readCall(call));
    return readings.map((reading) =>
      isReport(reading) ? { ...reading, reason: this.mask.clean(reading.reason) } : reading,
    );
  }

  close(): void {
    this.client.close();
  }

  /** What became of the only job in an earlier attempt of which nobody was told; null when it is to be sent. */
  private async earlierOf([job, ...others]: readonly Job[]): Promise<Outcome[] | null> {
    if (!job || others.length > 0 || job.attempt === 1 || !this.profile.earlier) return null;
    try {
      for (const question of this.profile.earlier(job)) {
        const outcome = await this.ask(question);
        if (outcome) return [outcome];
      }
      return null;
    } catch (error) {
      return [{ type: 'unsent', reason: wordsOf(error) }];
    }
  }

  private async outcomesOf(jobs: readonly Job[], proxy: string | undefined): Promise<Outcome[]> {
    const { settings } = this.channel;
    let question: Question<Outcome[]>;
    let exchange: Exchange;
    try {
      question = this.profile.send(jobs);
      const travel = { proxy: proxy ?? settings.proxy, timeoutMs: settings.timeout_seconds * 1000 };
      exchange = await this.client.exchange(question.request, travel);
    } catch (error) {
      // Nothing was connected to yet.
      return jobs.map(() => ({ type: 'permanent', reason: wordsOf(error) }));
    }
    if (exchange.type === 'answer') {
      try {
        return question.read(exchange.answer);
      } catch (error) {
        return jobs.map(() => uncertain(`the answer cannot be read: ${wordsOf(error)}`));
      }
    }
    const { type, reason } = exchange;
    return jobs.map(() => (type === 'unsent' ? { type, reason } : uncertain(reason)));
  }

  private inWords<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      const words = this.mask.clean(wordsOf(error));
      throw error instanceof Mistake ? new Mistake(error.of, words) : new ProviderError(words);
    }
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
