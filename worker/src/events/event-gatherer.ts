import { Logger } from '@nestjs/common';
import { OccasionalLog } from '@signalbox/transport/occasional-log';
import type { Journal } from '../journal/journal.js';
import type { Entry, NewJobEvent } from './event.js';

/** Small packets are what costs downstream, so events wait this long for company: behind the acceptance, never before. */
const GATHER_MS = 15;
/** More than these are not waited for. */
const GATHER_EVENTS = 2000;
const RETRY_MS = 1000;

/**
 * Gathers events for a moment and has the journal keep them in one transaction. A journal that cannot write (a full
 * disk) keeps them waiting; nothing is dropped.
 */
export class EventGatherer {
  private entries: Entry[] = [];
  private timer: NodeJS.Timeout | undefined;
  private waiting: (() => void)[] = [];
  private closed = false;
  private readonly log = new OccasionalLog((line) => new Logger('Events').error(line));

  /** `onKept` is called after each transaction that numbered events. */
  constructor(
    private readonly journal: Pick<Journal, 'record'>,
    private readonly onKept: () => void,
  ) {}

  /** A job moved on. */
  change(event: NewJobEvent): void {
    this.add({ kind: 'change', event });
  }

  /** Says again, or for the first time, what the journal has of a job already. */
  report(event: NewJobEvent): void {
    this.add({ kind: 'report', event });
  }

  add(entry: Entry): void {
    if (this.closed) return;
    this.entries.push(entry);
    if (this.entries.length === GATHER_EVENTS) this.again(0);
    else this.timer ??= setTimeout(this.flush, GATHER_MS);
  }

  /** Resolves when everything added so far is in the journal. */
  kept(): Promise<void> {
    if (this.entries.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Writes now what was gathered. */
  readonly flush = (): void => {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.entries.length === 0) return;
    let kept: number;
    try {
      kept = this.journal.record(this.entries);
    } catch (error) {
      this.log.note('journal', `cannot write events: ${error instanceof Error ? error.message : String(error)}`);
      this.again(RETRY_MS);
      return;
    }
    this.entries = [];
    for (const resolve of this.waiting.splice(0)) resolve();
    if (kept > 0) this.onKept();
  };

  /** Writes for the last time; what comes later is told again by the driver after the next start. */
  close(): void {
    this.flush();
    this.closed = true;
    clearTimeout(this.timer);
  }

  private again(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.flush, ms);
  }
}
