const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 400;
const RUNS = 12;

/** How often and how long a group is run again: a deadlock is over at once, a server that restarts takes a while. */
export class Backoff {
  private readonly began = performance.now();
  private runs = 0;

  /** @param withinMs how long after the first run another may begin */
  constructor(private readonly withinMs = 10_000) {}

  /**
   * The wait before the next run, in ms, jittered; null when there is none. A group that may have been committed is asked
   * for until the time is up, since nobody else can tell its callers what became of it.
   */
  pause(inDoubt: boolean): number | null {
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.runs++) * (0.5 + Math.random());
    if (performance.now() + pause - this.began > this.withinMs) return null;
    return this.runs < RUNS || inDoubt ? pause : null;
  }
}
