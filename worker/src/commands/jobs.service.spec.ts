import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { ChannelState, Job, JobsPacket } from '@signalbox/contracts/bus';
import { jobFor } from '../../test/jobs.js';
import { Driver, type DriverSink, type SentJob, type Verdict } from '../drivers/driver.js';
import { EventGatherer } from '../events/event-gatherer.js';
import { openJournalFile } from '../journal/journal-file.js';
import type { UnfinishedJob } from '../journal/journal.js';
import { SqliteJournal } from '../journal/sqlite-journal.js';
import { JobsService } from './jobs.service.js';

/** Remembers what it was given; a test speaks for the network through its sink. */
class ScriptedDriver extends Driver {
  readonly submitted: Job[] = [];
  readonly followed: string[] = [];
  verdicts = new Map<string, Verdict>();
  sink: DriverSink | undefined;

  constructor(private readonly canRecall: boolean) {
    super();
  }
  start(sink: DriverSink): Promise<void> {
    this.sink = sink;
    return Promise.resolve();
  }
  stop(): Promise<void> {
    return Promise.resolve();
  }
  channels(): ChannelState[] {
    return [];
  }
  owns(): boolean {
    return true;
  }
  submit(jobs: readonly Job[]): void {
    this.submitted.push(...jobs);
  }
  override recall(jobs: readonly UnfinishedJob[]): Promise<(job: UnfinishedJob) => Verdict> {
    if (!this.canRecall) return super.recall(jobs);
    return Promise.resolve(({ job: { id } }) => this.verdicts.get(id) ?? 'unsent');
  }
  follow(jobs: readonly SentJob[]): void {
    this.followed.push(...jobs.map(({ job: { id } }) => id));
  }
  request(): Promise<string> {
    return Promise.reject(new Error('not asked here'));
  }
}

const job = (over: Partial<Job> = {}): Job => jobFor('sim-1', over);
const packet = (...jobs: Job[]): JobsPacket => ({ v: 1, fence: 1, issued_at: 1, jobs });

describe('JobsService', () => {
  let folder: string;
  let journal: SqliteJournal;
  let gatherer: EventGatherer;
  let driver: ScriptedDriver;
  let jobs: JobsService;
  let now: number;

  const begin = async (canRecall = true): Promise<void> => {
    journal = new SqliteJournal(await openJournalFile(folder));
    gatherer = new EventGatherer(journal, () => undefined);
    driver = new ScriptedDriver(canRecall);
    jobs = new JobsService(journal, driver, gatherer, () => now);
  };
  /** As kill -9 would: what was gathered and not written is gone. */
  const crash = (): void => {
    journal.close();
    gatherer.close();
  };
  const told = (): string[] => {
    gatherer.flush();
    const lines: string[] = [];
    for (let next = journal.packetAfter(0); next; next = journal.packetAfter(next.last)) {
      const events = JSON.parse(next.events) as { id: string; type: string }[];
      lines.push(...events.map(({ id, type }) => `${id} ${type}`));
    }
    return lines;
  };

  beforeEach(async () => {
    Logger.overrideLogger(false);
    folder = mkdtempSync(join(tmpdir(), 'signalbox-jobs-'));
    now = 10_000;
    await begin();
  });
  afterEach(() => {
    gatherer.close();
    journal.close();
    rmSync(folder, { recursive: true });
    Logger.overrideLogger(['error']);
  });

  it('gives a job to the driver once, and reports it again when it comes again', async () => {
    await jobs.start(() => undefined);
    const one = job();
    jobs.accept(packet(one));
    jobs.accept(packet(one));
    await driver.sink?.events([{ type: 'sent', id: one.id, attempt: 1, at: 1, ref: null }]);
    jobs.accept(packet(one));
    expect(driver.submitted).toEqual([one]);
    expect(told()).toEqual(['accepted', 'accepted', 'sent', 'sent'].map((type) => `${one.id} ${type}`));
  });

  it('tells what the network says of a job that was sent, and moves it nowhere', async () => {
    await jobs.start(() => undefined);
    const one = job();
    jobs.accept(packet(one));
    const event = { type: 'sent', id: one.id, attempt: 1, at: 1 } as const;
    await driver.sink?.events([{ ...event, ref: 'r' }]);
    await driver.sink?.events([{ ...event, ref: null, note: 'BLUE'.repeat(100) }]);
    expect(told()).toEqual(['accepted', 'sent', 'sent'].map((type) => `${one.id} ${type}`));
    expect(journal.unfinished()).toEqual([expect.objectContaining({ state: 'sent', ref: 'r' })]);
  });

  it('has a job in the journal when it gives it to the driver', async () => {
    await jobs.start(() => undefined);
    const one = job();
    let known = false;
    driver.submit = () => (known = journal.unfinished().some(({ job: { id } }) => id === one.id));
    jobs.accept(packet(one));
    expect(known).toBe(true);
  });

  it('leaves what its driver waits for after a crash as it was, and has it followed', async () => {
    await jobs.start(() => undefined);
    const one = job();
    jobs.accept(packet(one));
    driver.sink?.claim([one]);
    crash();
    await begin();
    driver.verdicts.set(one.id, 'open');
    await jobs.start(() => undefined);
    expect(driver.followed).toEqual([one.id]);
    expect(told()).toEqual([]);
    expect(journal.unfinished()).toEqual([expect.objectContaining({ state: 'sending' })]);
  });

  it('refuses the jobs of an older fence', async () => {
    await jobs.start(() => undefined);
    jobs.accept({ ...packet(job()), fence: 7 });
    jobs.accept({ ...packet(job()), fence: 6 });
    expect(driver.submitted).toHaveLength(1);
    expect(told()).toHaveLength(1);
  });

  it('never sends a job whose validity has passed', async () => {
    await jobs.start(() => undefined);
    const [late, valid] = [job({ expires_at: now }), job({ expires_at: now + 1 })];
    jobs.accept(packet(late, valid));
    expect(driver.submitted).toEqual([valid]);
    expect(told()).toEqual([`${late.id} accepted`, `${valid.id} accepted`, `${late.id} expired`]);
  });

  it('reports a held job that it does not know as uncertain, and does not send it', async () => {
    await jobs.start(() => undefined);
    const lost = job({ held: true });
    jobs.accept(packet(lost));
    expect(driver.submitted).toEqual([]);
    expect(told()).toEqual([`${lost.id} uncertain`]);
  });

  it('settles after a crash what the driver can recall', async () => {
    await jobs.start(() => undefined);
    const [unsent, sent, unknown, late, followed] = [job(), job(), job(), job({ expires_at: 20_000 }), job()];
    jobs.accept(packet(unsent, sent, unknown, late, followed));
    gatherer.flush();
    await driver.sink?.events([{ type: 'sent', id: followed.id, attempt: 1, at: 1, ref: null }]);
    gatherer.flush();
    const before = told().length;
    crash();
    now = 30_000;
    await begin();
    driver.verdicts = new Map<string, Verdict>([
      [sent.id, 'sent'],
      [unknown.id, 'unknown'],
    ]);
    await jobs.start(() => undefined);
    expect(driver.submitted).toEqual([unsent]);
    expect(driver.followed.sort()).toEqual([sent.id, followed.id].sort());
    const after = told().slice(before);
    expect(after.sort()).toEqual([`${sent.id} sent`, `${unknown.id} uncertain`, `${late.id} expired`].sort());
  });

  it('calls uncertain after a crash what was being sent on a channel that cannot say, and sends the rest', async () => {
    crash();
    await begin(false);
    await jobs.start(() => undefined);
    const [sending, waiting] = [job(), job()];
    jobs.accept(packet(sending, waiting));
    expect(driver.sink?.claim([sending])).toEqual([sending]);
    crash();
    await begin(false);
    await jobs.start(() => undefined);
    expect(driver.submitted).toEqual([waiting]);
    expect(told()).toContain(`${sending.id} uncertain`);
  });

  it('takes a claimed job back when its validity has passed meanwhile', async () => {
    await jobs.start(() => undefined);
    const one = job({ expires_at: now + 5 });
    jobs.accept(packet(one));
    now += 5;
    expect(driver.sink?.claim([one])).toEqual([]);
    expect(told()).toEqual([`${one.id} accepted`, `${one.id} expired`]);
  });

  it('cuts a reason that a device made too long for the contract', async () => {
    await jobs.start(() => undefined);
    const one = job();
    jobs.accept(packet(one));
    const reason = 'x'.repeat(300);
    const kept = driver.sink?.events([{ type: 'failed', id: one.id, attempt: 1, at: 1, temporary: false, reason }]);
    gatherer.flush();
    await kept;
    expect(journal.accept(packet(one), now)?.known[0]?.detail).toHaveLength(200);
  });
});
