/** For each step of priority: where little leaves, shares are as weights, too. */
const LEAST = 100;
const MOST = 50_000;
const SECONDS_AHEAD = 10;

/**
 * How many messages of a run may be in the queue: programs share a lane in the order they fed it, so their
 * shares of the queue are their shares of what leaves, and those are as their weights. Little enough that a pause is
 * felt soon, and that a program that comes later is not behind hours of others.
 * @param drainPerSecond how many messages of all runs left the queue in the last seconds, a second
 * @param weight of the program beside others: its priority, 1 to 10, or a little beside that
 */
export const ahead = (drainPerSecond: number, weight: number): number =>
  Math.min(MOST, Math.max(Math.ceil(LEAST * weight), Math.round((drainPerSecond * SECONDS_AHEAD * weight) / 10)));

/** What was so many seconds ago counts a third of what is now. */
export const MEMORY_SECONDS = 3;

/** How fast a count grows, a second, as it was in the last seconds: an average that forgets. */
export class Speed {
  private count: number | null = null;
  private at = 0;
  private grown = 0;
  private seconds = 0;

  /** @param least seconds that a shorter time counts as: what comes at once at the beginning does not go on so */
  constructor(private readonly least = 0) {}

  /** Null until two counts are known. */
  get perSecond(): number | null {
    return this.seconds === 0 ? null : this.grown / Math.max(this.seconds, this.least);
  }

  /** @param now epoch ms; a second count of the same moment is passed over */
  note(count: number, now: number): void {
    if (this.count !== null) {
      const seconds = (now - this.at) / 1000;
      if (seconds <= 0) return;
      const kept = Math.exp(-seconds / MEMORY_SECONDS);
      this.grown = this.grown * kept + Math.max(0, count - this.count);
      this.seconds = this.seconds * kept + seconds;
    }
    this.count = count;
    this.at = now;
  }
}
