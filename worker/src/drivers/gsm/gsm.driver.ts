import type { ChannelState, Job } from '@signalbox/contracts/bus';
import type { UnfinishedJob } from '../../journal/journal.js';
import { Driver, type DriverRequest, type DriverSink, returned, type SentJob, type Verdict } from '../driver.js';
import type { Reassembly } from '../reassembly/reassembly.js';
import { Cards } from './cards.js';
import type { GsmSettings } from './gsm-settings.js';
import { GSM_TIMINGS, type GsmTimings } from './gsm-timings.js';
import { HotPlug, machinePorts, type PortSource } from './hot-plug.js';
import { PinGuard } from './pin-guard.js';
import { ReportLog } from './report-log.js';

/** ITU-T E.118: 18 to 22 digits with the check digit. */
const ICCID = /^\d{18,22}$/;
/** What changes together is told together. */
const URGENT_MS = 20;
/** Signal strengths change all the time. */
const PATIENT_MS = 5_000;

export interface GsmOptions {
  settings: GsmSettings;
  /** The worker's own. */
  folder: string;
  inbound: Reassembly;
  timings?: Partial<GsmTimings>;
  ports?: PortSource;
}

/** GSM modems on serial ports and serial servers. A channel is a SIM card, by its ICCID, whichever modem it is in. */
export class GsmDriver extends Driver {
  private readonly timings: GsmTimings;
  private sink: DriverSink | undefined;
  private log: ReportLog | undefined;
  private cards: Cards | undefined;
  private hotPlug: HotPlug | undefined;
  private announcement: { timer: NodeJS.Timeout; isUrgent: boolean } | undefined;

  constructor(private readonly options: GsmOptions) {
    super();
    this.timings = { ...GSM_TIMINGS, ...options.timings };
  }

  start(sink: DriverSink): Promise<void> {
    const { settings, folder, inbound, ports = machinePorts } = this.options;
    const { timings } = this;
    this.sink = sink;
    inbound.start(sink);
    this.log = new ReportLog(folder);
    const changed = (isUrgent: boolean) => this.announce(isUrgent);
    this.cards = new Cards({ timings, sink, log: this.log, startedAt: Date.now(), changed });
    this.hotPlug = new HotPlug({ settings, timings, cards: this.cards, pins: new PinGuard(folder), inbound }, ports);
    this.hotPlug.start();
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    if (!this.sink) return;
    this.cards?.stop();
    await this.hotPlug?.stop();
    this.cards?.stop();
    clearTimeout(this.announcement?.timer);
    this.sink = undefined;
    this.options.inbound.stop();
    await this.log?.close();
  }

  channels(): ChannelState[] {
    return this.cards?.channels() ?? [];
  }

  /** Any SIM card that no other driver has: after a start it may not have been seen yet. */
  owns(channel: string): boolean {
    return ICCID.test(channel);
  }

  submit(jobs: readonly Job[]): void {
    const { sink, cards } = this;
    // After the stop they stay in the journal.
    if (!sink || !cards) return;
    for (const [iccid, its] of Map.groupBy(jobs, ({ channel }) => channel)) {
      if (ICCID.test(iccid)) cards.of(iccid).submit(its);
      else void sink.events(its.map((job) => returned(job, 'the worker has no such channel')));
    }
  }

  /** A message of one part whose report came has left, though the worker died before it had told so. */
  override async recall(jobs: readonly UnfinishedJob[]): Promise<(job: UnfinishedJob) => Verdict> {
    const verdict = await super.recall(jobs);
    const isReported = ({ job }: UnfinishedJob) => job.segments === 1 && (this.log?.partsOf(job).size ?? 0) > 0;
    return (unfinished) => (isReported(unfinished) ? 'sent' : verdict(unfinished));
  }

  follow(jobs: readonly SentJob[]): void {
    this.log?.keep(jobs.map(({ job }) => job));
    const byTime = [...jobs].sort((a, b) => a.at - b.at);
    for (const one of byTime) this.cards?.of(one.job.channel).follow(one);
  }

  async request(request: DriverRequest): Promise<string> {
    const card = this.cards?.find(request.channel);
    if (!card?.isSeen) throw new Error(`no channel ${request.channel}`);
    if (!card.heldBy) throw new Error(card.why ?? 'the channel is offline');
    return card.heldBy.request(request);
  }

  private announce(isUrgent: boolean): void {
    if (!this.sink || this.announcement?.isUrgent || (this.announcement && !isUrgent)) return;
    clearTimeout(this.announcement?.timer);
    const timer = setTimeout(
      () => {
        this.announcement = undefined;
        this.sink?.channelsChanged();
      },
      isUrgent ? URGENT_MS : PATIENT_MS,
    );
    this.announcement = { timer, isUrgent };
  }
}
