import type { Job } from '@signalbox/contracts/bus';
import type { JobKey } from '../../journal/journal.js';

export const keyOf = ({ id, attempt }: JobKey): string => `${id}:${attempt}`;

/** The messages of one account that wait to leave, first in first out. */
export class JobQueue {
  private readonly jobs: Job[] = [];
  /** Those that were claimed before and turned away for a while: the journal takes them for being sent. */
  private readonly claimed = new Set<string>();

  get length(): number {
    return this.jobs.length;
  }

  add(jobs: readonly Job[]): void {
    this.jobs.push(...jobs);
  }

  /** To be the first again. */
  putBack(jobs: readonly Job[], claimed: boolean): void {
    if (claimed) for (const job of jobs) this.claimed.add(keyOf(job));
    this.jobs.unshift(...jobs);
  }

  /** Takes what some requests may carry: what goes in one shares a proxy. */
  take(requests: number, most: number): Job[][] {
    if (most === 1) return this.jobs.splice(0, requests).map((job) => [job]);
    const loads: Job[][] = [];
    while (loads.length < requests && this.jobs.length > 0) {
      const proxy = this.jobs[0]?.proxy;
      const other = this.jobs.findIndex((job) => job.proxy !== proxy);
      loads.push(this.jobs.splice(0, other < 0 ? most : Math.min(other, most)));
    }
    return loads;
  }

  /** These are not here any more. */
  forget(jobs: readonly Job[]): void {
    if (this.claimed.size > 0) for (const job of jobs) this.claimed.delete(keyOf(job));
  }

  /** Takes all. */
  drain(): Job[] {
    this.claimed.clear();
    return this.jobs.splice(0);
  }

  /** Takes all, and tells which were claimed: a journal cannot know that these did not leave. */
  drainClaimed(): Job[] {
    const claimed = this.jobs.filter((job) => this.claimed.has(keyOf(job)));
    this.drain();
    return claimed;
  }
}
