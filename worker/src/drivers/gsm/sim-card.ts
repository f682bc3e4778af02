import type { StatusReport } from '@signalbox/codec/pdu-status-report';
import type { ChannelState, Job, Registration } from '@signalbox/contracts/bus';
import { type DriverEvent, type DriverRequest, type DriverSink, returned, type SentJob } from '../driver.js';
import type { GsmTimings } from './gsm-timings.js';
import type { SimSettings } from './gsm-settings.js';
import { isRegistered, registrationTrouble } from './network.js';
import type { ReportLog } from './report-log.js';
import { Reports } from './reports.js';
import { flawOf } from './sim-settings.js';
import type { SendingCard } from './sender.js';

/** Messages that the server may have on their way to one SIM card. */
const WINDOW = 20;
const TROUBLE_LENGTH = 200;

/** The modem that has a SIM card. */
export interface CardHolder {
  readonly imei: string | null;
  request(request: DriverRequest): Promise<string>;
  /** Whether the modem answers now. */
  answers(): Promise<boolean>;
  /** The SIM card is in another modem. */
  release(): void;
  /** There is something to send. */
  wake(): void;
}

export interface CardContext {
  timings: GsmTimings;
  sink: DriverSink;
  log: ReportLog;
  /** When the driver started, epoch ms. */
  startedAt: number;
  /** `urgent` is whether it is online or not. */
  changed: (urgent: boolean) => void;
}

/** What is known of a SIM card at a moment. */
export interface CardStatus {
  imei: string | null;
  imsi: string | null;
  number: string | null;
  operator: string | null;
  signal: number | null;
  registration: Registration | null;
}

const NOTHING: CardStatus = { imei: null, imsi: null, number: null, operator: null, signal: null, registration: null };
const GONE = 'its SIM card is not here';

/** A SIM card and the messages that wait for it, whichever modem it is in. Known by its ICCID. */
export class SimCard implements SendingCard {
  readonly reports: Reports;
  /** It was seen since the start: it is a channel. */
  isSeen = false;
  /** Whether its operator was asked for its number already. */
  isNumberAsked = false;
  private holder: CardHolder | null = null;
  private status: CardStatus = NOTHING;
  private trouble: string | null = GONE;
  private isStalled = false;
  private given: SimSettings = {};
  /** What of its settings is off. */
  private flaw: string | null = null;
  private jobs: Job[] = [];
  private reference = Math.floor(Math.random() * 256);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    readonly iccid: string,
    private readonly context: CardContext,
  ) {
    this.reports = new Reports(context.log);
  }

  get isOnline(): boolean {
    return this.holder !== null && this.trouble === null && !this.isStalled && isRegistered(this.status.registration);
  }

  get settings(): SimSettings {
    return this.given;
  }

  set settings(settings: SimSettings) {
    this.given = settings;
    this.flaw = flawOf(settings);
  }

  get number(): string | null {
    return this.settings.number ?? this.status.number;
  }

  get heldBy(): CardHolder | null {
    return this.holder;
  }

  get why(): string | null {
    if (this.isOnline) return null;
    if (this.isStalled) return 'the network does not answer';
    return this.trouble ?? registrationTrouble(this.status.registration);
  }

  state(): ChannelState {
    const { imei, imsi, operator, signal, registration } = this.status;
    return {
      key: this.iccid,
      kind: 'sim',
      driver: 'gsm',
      online: this.isOnline,
      number: this.number,
      iccid: this.iccid,
      operator,
      signal: this.isOnline ? signal : null,
      registration,
      imei,
      imsi,
      trouble: (this.why ?? this.flaw)?.slice(0, TROUBLE_LENGTH) ?? null,
      rate_per_minute: this.settings.rate_per_minute ?? null,
      daily_cap: this.settings.daily_cap ?? null,
      window: WINDOW,
    };
  }

  /** A modem has it, and may be asked; `trouble` is why it cannot be used there. */
  hold(holder: CardHolder, trouble: string | null, status: Partial<CardStatus>): void {
    this.change(() => {
      this.isSeen = true;
      this.holder = holder;
      this.trouble = trouble;
      this.status = { ...this.status, registration: null, signal: null, ...status };
    });
  }

  /** Its modem cannot use it, or is gone. */
  lose(holder: CardHolder, trouble: string, isGone: boolean): void {
    if (this.holder !== holder) return;
    this.change(() => {
      if (isGone) this.holder = null;
      this.trouble = trouble;
      this.isStalled = false;
      this.status = { ...this.status, registration: null, signal: null };
    });
  }

  update(status: Partial<CardStatus>): void {
    this.change(() => (this.status = { ...this.status, ...status }));
  }

  stalled(isStalled: boolean): void {
    if (this.isStalled !== isStalled) this.change(() => (this.isStalled = isStalled));
  }

  /** Takes charge of jobs. While it is offline they wait a moment, then go back. */
  submit(jobs: readonly Job[]): void {
    this.jobs.push(...jobs);
    this.pump();
  }

  next(): Job | undefined {
    return this.jobs.shift();
  }

  putBack(job: Job): void {
    this.jobs.unshift(job);
    this.pump();
  }

  nextReference(): number {
    this.reference = (this.reference + 1) & 0xff;
    return this.reference;
  }

  claim(job: Job): boolean {
    return this.context.sink.claim([job]).length > 0;
  }

  tell(events: readonly DriverEvent[]): void {
    void this.context.sink.events(events);
  }

  /** A status report. Resolves when what it says is on disk, or when it is nobody's. */
  async reported(report: StatusReport): Promise<void> {
    const { log, sink } = this.context;
    const { events, part } = this.reports.take(report);
    if (part === null) return events.length > 0 ? sink.events(events) : undefined;
    const noted = log.note(part.job, part.reference);
    if (events.length > 0) void sink.events(events).then(() => log.finish(part.job));
    await noted;
  }

  /** After a restart: a message that left before. */
  follow({ job, ref, at }: SentJob): void {
    const events = this.reports.follow(job, ref, at);
    if (events.length > 0) void this.context.sink.events(events).then(() => this.context.log.finish(job));
  }

  /** What waits stays in the journal. */
  stop(): void {
    clearTimeout(this.timer);
    this.jobs = [];
  }

  private change(how: () => void): void {
    const before = this.state();
    how();
    const after = this.state();
    this.pump();
    const isUrgent = before.online !== after.online || before.trouble !== after.trouble;
    if (isUrgent || JSON.stringify(before) !== JSON.stringify(after)) this.context.changed(isUrgent);
  }

  private pump(): void {
    if (this.isOnline || this.jobs.length === 0) {
      clearTimeout(this.timer);
      this.timer = undefined;
      if (this.jobs.length > 0) this.holder?.wake();
      return;
    }
    if (this.timer) return;
    const { startedAt, timings } = this.context;
    const graceMs = Math.max(timings.graceMs, startedAt + timings.awaitedMs - Date.now());
    this.timer = setTimeout(() => this.giveBack(), graceMs);
  }

  private giveBack(): void {
    this.timer = undefined;
    const jobs = this.jobs.splice(0);
    this.tell(jobs.map((job) => returned(job, this.why ?? GONE)));
  }
}
