import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ChannelState, Job } from '@signalbox/contracts/bus';
import { jobFor } from '../../test/jobs.js';
import type { UnfinishedJob } from '../journal/journal.js';
import { Driver, type DriverEvent, type DriverRequest, type DriverSink, type SentJob, type Verdict } from './driver.js';
import { Drivers } from './drivers.js';

/** Owns the channels whose key begins with its name, and remembers what it was given. */
class Named extends Driver {
  readonly submitted: string[][] = [];
  readonly followed: string[][] = [];
  readonly recalled: string[][] = [];
  isStopped = false;
  sink: DriverSink | undefined;

  constructor(
    private readonly name: string,
    private readonly verdict?: Verdict,
  ) {
    super();
  }
  start(sink: DriverSink): Promise<void> {
    this.sink = sink;
    return Promise.resolve();
  }
  stop(): Promise<void> {
    this.isStopped = true;
    return Promise.resolve();
  }
  channels(): ChannelState[] {
    return [channelState(`${this.name}:1`), channelState(`${this.name}:2`)];
  }
  owns(channel: string): boolean {
    return channel.startsWith(`${this.name}:`);
  }
  submit(jobs: readonly Job[]): void {
    this.submitted.push(jobs.map(({ channel }) => channel));
  }
  follow(jobs: readonly SentJob[]): void {
    this.followed.push(jobs.map(({ job }) => job.channel));
  }
  override recall(jobs: readonly UnfinishedJob[]): Promise<(job: UnfinishedJob) => Verdict> {
    this.recalled.push(jobs.map(({ job }) => job.channel));
    const { verdict } = this;
    return verdict === undefined ? super.recall(jobs) : Promise.resolve(() => verdict);
  }
  request({ type, channel }: DriverRequest): Promise<string> {
    return Promise.resolve(`${this.name} answers ${type} of ${channel}`);
  }
}

const channelState = (key: string): ChannelState => ({
  key,
  kind: 'sim',
  driver: 'simulator',
  online: true,
  number: null,
  iccid: null,
  imei: null,
  imsi: null,
  operator: null,
  signal: null,
  registration: null,
  trouble: null,
  rate_per_minute: null,
  daily_cap: null,
  window: 1,
});
const unfinished = (channel: string, state: UnfinishedJob['state']): UnfinishedJob => ({
  job: jobFor(channel),
  state,
  ref: null,
  at: 0,
});

describe('the drivers of a worker as one', () => {
  let [gsm, smpp] = [new Named('gsm'), new Named('smpp')];
  let all: Drivers;
  let events: DriverEvent[];
  let sink: DriverSink;
  beforeEach(async () => {
    [gsm, smpp] = [new Named('gsm', 'sent'), new Named('smpp')];
    all = new Drivers([gsm, smpp]);
    events = [];
    sink = {
      events: (of) => Promise.resolve(void events.push(...of)),
      channelsChanged: () => undefined,
      claim: (jobs) => [...jobs],
    };
    await all.start(sink);
  });

  it('start with one sink and stop together', async () => {
    expect([gsm.sink, smpp.sink]).toEqual([sink, sink]);
    await all.stop();
    expect([gsm.isStopped, smpp.isStopped]).toEqual([true, true]);
  });

  it('have the channels of all, and own them', () => {
    expect(all.channels().map(({ key }) => key)).toEqual(['gsm:1', 'gsm:2', 'smpp:1', 'smpp:2']);
    expect([all.owns('smpp:9'), all.owns('http:1')]).toEqual([true, false]);
  });

  it('get each job of a packet that is theirs, in its order and at once', () => {
    all.submit(['smpp:2', 'gsm:1', 'smpp:1', 'smpp:2'].map((channel) => jobFor(channel)));
    expect(gsm.submitted).toEqual([['gsm:1']]);
    expect(smpp.submitted).toEqual([['smpp:2', 'smpp:1', 'smpp:2']]);
    expect(events).toEqual([]);
  });

  it('send back a job of a channel that nobody owns, as one that was never tried', () => {
    const lost = jobFor('http:1');
    all.submit([lost, jobFor('gsm:1')]);
    expect(events).toEqual([
      {
        type: 'failed',
        id: lost.id,
        attempt: 1,
        at: expect.any(Number),
        temporary: true,
        returned: true,
        reason: 'the worker has no such channel',
      },
    ]);
    expect(gsm.submitted).toEqual([['gsm:1']]);
  });

  it('are each asked what became of their own; what nobody owns left only if it was claimed', async () => {
    const jobs = [
      unfinished('gsm:1', 'sending'),
      unfinished('smpp:1', 'sending'),
      unfinished('smpp:2', 'accepted'),
      unfinished('http:1', 'sending'),
      unfinished('http:1', 'accepted'),
    ];
    const verdict = await all.recall(jobs);
    expect(jobs.map(verdict)).toEqual(['sent', 'unknown', 'unsent', 'unknown', 'unsent']);
    expect([gsm.recalled, smpp.recalled]).toEqual([[['gsm:1']], [['smpp:1', 'smpp:2']]]);
  });

  it('follow what left over their channels, and let go what nobody owns any more', () => {
    all.follow(['gsm:2', 'http:1', 'smpp:1'].map((channel) => ({ job: jobFor(channel), ref: null, at: 0 })));
    expect([gsm.followed, smpp.followed]).toEqual([[['gsm:2']], [['smpp:1']]]);
  });

  it('answer for their own channels', async () => {
    expect(await all.request({ type: 'balance', channel: 'smpp:1', argument: null })).toBe(
      'smpp answers balance of smpp:1',
    );
    await expect(all.request({ type: 'balance', channel: 'http:1', argument: null })).rejects.toThrow(
      'no channel http:1',
    );
  });
});
