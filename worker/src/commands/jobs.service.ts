import { Logger } from '@nestjs/common';
import type { Job, JobsPacket } from '@signalbox/contracts/bus';
import { OccasionalLog } from '@signalbox/transport/occasional-log';
import type { Driver, DriverEvent, DriverSink, SentJob } from '../drivers/driver.js';
import type { EventGatherer } from '../events/event-gatherer.js';
import { isExpired, reportOf } from '../journal/job-state.js';
import { type Journal, JournalFull } from '../journal/journal.js';
import type { JobTraces } from '../traces/job-traces.js';

const DIED_SENDING = 'the worker died while it was being sent';
const REASON_LENGTH = 200;

/** The way of a job through the worker: journal, driver, events. */
export class JobsService {
  private readonly log = new OccasionalLog((line) => new Logger('Jobs').warn(line));

  constructor(
    private readonly journal: Journal,
    private readonly driver: Driver,
    private readonly events: EventGatherer,
    private readonly now: () => number = Date.now,
    private readonly traces?: JobTraces,
  ) {}

  /** Takes a packet: when it returns, its jobs are in the journal. A job seen before is reported again, not sent again. */
  accept(packet: JobsPacket): void {
    const accepted = this.kept(packet);
    if (accepted === 'full') return;
    if (!accepted) {
      this.log.note(
        'fence',
        `refused ${packet.jobs.length} jobs: a server with a newer fence than ${packet.fence} is known`,
      );
      return;
    }
    for (const job of accepted.known) this.events.report(reportOf(job));
    const at = this.now();
    for (const { id, attempt } of accepted.fresh) this.events.report({ type: 'accepted', id, attempt, at });
    if (this.traces) for (const job of accepted.fresh) this.traces.took(job, at);
    this.submit(accepted.fresh);
  }

  /** While the disk takes nothing a packet is passed over: the server sends its jobs again until the journal has them. */
  private kept(packet: JobsPacket): ReturnType<Journal['accept']> | 'full' {
    try {
      return this.journal.accept(packet, this.now());
    } catch (error) {
      if (!(error instanceof JournalFull)) throw error;
      this.log.note('full', `passed over ${packet.jobs.length} jobs, which the server sends again: ${error.message}`);
      return 'full';
    }
  }

  /** Starts the driver and settles what the last end of the worker left open. */
  async start(channelsChanged: () => void): Promise<void> {
    const left = this.journal.unfinished();
    await this.driver.start(this.sink(channelsChanged));
    if (left.length === 0) return;
    const verdict = await this.driver.recall(left);
    const unsent: Job[] = [];
    const sent: SentJob[] = [];
    for (const unfinished of left) {
      const { job, state, ref, at } = unfinished;
      const known = state === 'sent' ? 'sent' : verdict(unfinished);
      if (known === 'unsent') unsent.push(job);
      else if (known === 'sent') sent.push({ job, ref, at });
      else if (known === 'open') sent.push({ job, ref, at, isOpen: true });
      else this.change({ type: 'uncertain', id: job.id, attempt: job.attempt, at: this.now(), reason: DIED_SENDING });
      if (known === 'sent' && state !== 'sent') {
        this.change({ type: 'sent', id: job.id, attempt: job.attempt, at: this.now(), ref: null });
      }
    }
    this.driver.follow(sent);
    this.submit(unsent);
  }

  private submit(jobs: readonly Job[]): void {
    const valid = this.stillValid(jobs);
    if (valid.length > 0) this.driver.submit(valid);
  }

  private stillValid(jobs: readonly Job[]): readonly Job[] {
    const at = this.now();
    if (!jobs.some((job) => isExpired(job, at))) return jobs;
    return jobs.filter((job) => {
      if (!isExpired(job, at)) return true;
      this.change({ type: 'expired', id: job.id, attempt: job.attempt, at });
      return false;
    });
  }

  private sink(channelsChanged: () => void): DriverSink {
    return {
      events: (events) => {
        for (const event of events) {
          if (event.type === 'inbound') this.events.add({ kind: 'inbound', event });
          else this.change(event);
        }
        return this.events.kept();
      },
      channelsChanged,
      claim: (jobs) => {
        const valid = [...this.stillValid(jobs)];
        this.journal.markSending(valid, this.now());
        return valid;
      },
    };
  }

  /** A device may say more than fits: a packet must not fail its schema at the server because of it. */
  private change(event: Exclude<DriverEvent, { type: 'inbound' }>): void {
    this.traces?.heard(event);
    // The job is where it is already.
    if (event.type === 'sent' && event.note !== undefined) {
      this.events.report({ ...event, note: event.note.slice(0, REASON_LENGTH) });
    } else if ('reason' in event && event.reason.length > REASON_LENGTH) {
      this.events.change({ ...event, reason: event.reason.slice(0, REASON_LENGTH) });
    } else this.events.change(event);
  }
}
