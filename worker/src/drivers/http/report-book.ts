import type { JobKey } from '../../journal/journal.js';

export interface ReportTimes {
  /** From one question after a message's report to the next. */
  askAfterMs: readonly number[];
  /** How long a report that overtook the answer to its sending is kept for it. */
  earlyMs: number;
  /** How long a report is waited for. */
  keepMs: number;
}

const MINUTE = 60_000;
export const REPORT_TIMES: ReportTimes = {
  // Together a day.
  askAfterMs: [2, 4, 8, 16, 30, 60, 120, 240, 480, 480].map((minutes) => minutes * MINUTE),
  earlyMs: 5_000,
  keepMs: 3 * 24 * 60 * MINUTE,
};
/** At 200 bytes each. The oldest are given up: their reports change nothing any more. */
const MOST_AWAITED = 200_000;
const MOST_EARLY = 1_000;

interface Awaited {
  key: JobKey;
  since: number;
  /** What was told of it last that is no end. */
  noted?: string;
}

/** The messages of one account that have left and whose delivery report is to come, by the provider's id. */
export class ReportBook {
  private readonly awaited = new Map<string, Awaited>();
  /** Ids that are to be asked after, by how often they were; each list is in the order they are due. */
  private readonly stages: { ref: string; due: number }[][];
  private readonly early = new Map<string, (known: boolean) => void>();

  constructor(
    private readonly times: ReportTimes = REPORT_TIMES,
    private readonly mostAwaited = MOST_AWAITED,
  ) {
    this.stages = times.askAfterMs.map(() => []);
  }

  get size(): number {
    return this.awaited.size;
  }

  /** A message left. @param since when it did, epoch ms */
  expect(ref: string, key: JobKey, since: number, now = Date.now()): void {
    const [oldest] = this.awaited.keys();
    if (oldest !== undefined && this.awaited.size >= this.mostAwaited) this.awaited.delete(oldest);
    this.awaited.set(ref, { key, since });
    this.askLater(ref, this.stageAt(now - since), now);
    this.early.get(ref)?.(true);
  }

  /** Whose report this is; asked once, because a report ends the waiting. */
  settle(ref: string): JobKey | undefined {
    const found = this.awaited.get(ref);
    this.awaited.delete(ref);
    return found?.key;
  }

  /** Whose message is to be shown with these words; nobody's when they were told before. */
  note(ref: string, words: string): JobKey | undefined {
    const found = this.awaited.get(ref);
    if (!found || found.noted === words) return undefined;
    found.noted = words;
    return found.key;
  }

  has(ref: string): boolean {
    return this.awaited.has(ref);
  }

  /** Waits a moment for an id that is not known yet. @returns whether it is then */
  arrival(ref: string): Promise<boolean> {
    if (this.awaited.has(ref)) return Promise.resolve(true);
    if (this.early.size >= MOST_EARLY) return Promise.resolve(false);
    return new Promise((resolve) => {
      const end = (known: boolean) => {
        clearTimeout(timer);
        if (this.early.get(ref) === end) this.early.delete(ref);
        resolve(known);
      };
      const timer = setTimeout(() => end(false), this.times.earlyMs);
      this.early.get(ref)?.(false);
      this.early.set(ref, end);
    });
  }

  /** At most so many ids that it is time to ask after, and how often each was asked after before. */
  due(now: number, most: number): { ref: string; stage: number }[] {
    const found: { ref: string; stage: number }[] = [];
    this.stages.forEach((list, stage) => {
      let taken = 0;
      for (const { ref, due } of list) {
        if (due > now || found.length === most) break;
        taken += 1;
        if (this.awaited.has(ref)) found.push({ ref, stage });
      }
      list.splice(0, taken);
    });
    return found;
  }

  /** To be asked after again, the next interval being a longer one; after the last one, not any more. */
  askLater(ref: string, stage: number, now = Date.now()): void {
    const wait = this.times.askAfterMs[stage];
    if (wait !== undefined) this.stages[stage]?.push({ ref, due: now + wait });
  }

  /** Gives up what is too old. */
  sweep(now: number): void {
    for (const [ref, { since }] of this.awaited) {
      if (since > now - this.times.keepMs) break;
      this.awaited.delete(ref);
    }
  }

  close(): void {
    for (const end of [...this.early.values()]) end(false);
  }

  private stageAt(age: number): number {
    let passed = 0;
    const stage = this.times.askAfterMs.findIndex((wait) => (passed += wait) > age);
    return stage < 0 ? this.times.askAfterMs.length : stage;
  }
}
