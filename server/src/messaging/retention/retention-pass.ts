import { setTimeout as sleep } from 'node:timers/promises';
import type { Archive } from './archive.js';
import { type Bounds, mayGo } from './retention.js';
import type { AgedRow, IndexPlace, RetentionRepository } from './retention.repository.js';
import { chunks } from '../../platform/common/chunks.js';

/** Rows read at once, and written to an archive at once; some milliseconds' work. */
const PAGE = 500;
/** Rows of a transaction: callers that come meanwhile wait for it. */
const STEP = 100;
/** Entries of the index by number looked at, and taken out, in one go. */
const ENTRIES = 500;
/** How far rows may lie from the order of time: servers' clocks differ, and a commit takes a while. */
const SLACK_MS = 60_000;
const LONGEST_REST_MS = 1_000;
/** However fast it is to be, so much of the time that a step took nothing is done after it: on a busy machine it gives way. */
const LEAST_REST = 0.25;
/** What it is behind its pace by more than this, after a time in which little could be done, is not made up for. */
const BEHIND_MS = 1_000;
/** To go over one row of the index by number costs so much of what removing a message does. */
const INDEX_SHARE = 0.2;

export interface Gone {
  /** Messages whose texts were taken away, and messages that were removed. */
  texts: number;
  messages: number;
}

export interface PassOptions {
  bounds: Bounds;
  now: number;
  archive: Archive | null;
  /** Ends it between two steps. */
  signal?: AbortSignal;
  /** How many messages a second it takes away at most. */
  pace: () => number;
}

/**
 * One way through the messages, from the oldest on, as far as anything may go. Cut off at any place, the next one does what is left:
 * what was done is not there any more.
 * @throws the signal's reason when that ends it
 */
export class RetentionPass {
  private readonly gone: Gone = { texts: 0, messages: 0 };
  /** When the next step is due by its pace. */
  private dueAt = performance.now();

  constructor(
    private readonly rows: RetentionRepository,
    private readonly options: PassOptions,
  ) {}

  async run(): Promise<Gone> {
    const { bounds } = this.options;
    const last = Math.max(bounds.texts ?? 0, bounds.messages ?? 0) + SLACK_MS;
    if (bounds.texts === null && bounds.messages === null) return this.gone;
    const going = await this.rows.goingRuns();
    for (let after = 0; ;) {
      const page = await this.step(() => this.rows.rows(after, PAGE));
      await this.remove(page, going);
      await this.redact(page, going);
      const end = page.at(-1);
      if (!end || end.createdAt > last) break;
      after = end.seq;
    }
    await this.sweepIndex();
    return this.gone;
  }

  private async remove(page: readonly AgedRow[], going: ReadonlySet<number>): Promise<void> {
    const { bounds, archive, now } = this.options;
    const { messages: before } = bounds;
    const rows = before === null ? [] : page.filter((row) => mayGo(row, before, going));
    if (archive && rows.length > 0) await this.step(async () => archive.add(await this.rows.whole(rows)));
    for (const some of chunks(rows, STEP))
      this.gone.messages += await this.step(() => this.rows.remove(some, now), some.length);
  }

  private async redact(page: readonly AgedRow[], going: ReadonlySet<number>): Promise<void> {
    const { texts: before, messages } = this.options.bounds;
    const isGone = (row: AgedRow): boolean => messages !== null && mayGo(row, messages, going);
    const rows = before === null ? [] : page.filter((row) => row.hasText && mayGo(row, before, going) && !isGone(row));
    for (const some of chunks(rows, STEP))
      this.gone.texts += await this.step(() => this.rows.redact(some), some.length);
  }

  private async sweepIndex(): Promise<void> {
    let place: IndexPlace | null = null;
    do {
      const from: IndexPlace | null = place;
      place = await this.step(() => this.rows.sweepIndex(from, ENTRIES), ENTRIES * INDEX_SHARE);
    } while (place !== null);
  }

  /** Does something, and then nothing for a while. @param rows how many it is about, by which it is paced */
  private async step<T>(work: () => Promise<T>, rows = 0): Promise<T> {
    this.options.signal?.throwIfAborted();
    const began = performance.now();
    this.dueAt = Math.max(this.dueAt, began - BEHIND_MS) + (rows * 1000) / this.options.pace();
    const result = await work();
    const ended = performance.now();
    await sleep(Math.min(LONGEST_REST_MS, Math.max(this.dueAt - ended, (ended - began) * LEAST_REST)));
    return result;
  }
}
