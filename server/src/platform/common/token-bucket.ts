const MINUTE_MS = 60_000;

/**
 * A rate limit that fills continuously with `perMinute` tokens a minute. `capacity` is how many may be spent at once
 * after a pause: a second's worth unless said otherwise, and at least one.
 */
export class TokenBucket {
  private readonly capacity: number;
  private tokens: number;
  private filledAt: number;

  constructor(
    readonly perMinute: number,
    now: number,
    capacity = perMinute / 60,
  ) {
    this.capacity = Math.max(1, capacity);
    this.tokens = this.capacity;
    this.filledAt = now;
  }

  hasToken(now: number): boolean {
    this.fill(now);
    return this.tokens >= 1;
  }

  /** How many whole tokens there are. */
  available(now: number): number {
    this.fill(now);
    return Math.max(0, Math.floor(this.tokens));
  }

  take(now: number, count = 1): void {
    this.fill(now);
    this.tokens -= count;
  }

  /** Milliseconds until there are so many tokens; no more than the bucket can hold. */
  waitMs(now: number, count = 1): number {
    this.fill(now);
    return this.tokens >= count ? 0 : ((count - this.tokens) * MINUTE_MS) / this.perMinute;
  }

  private fill(now: number): void {
    const passed = Math.max(0, now - this.filledAt);
    this.tokens = Math.min(this.capacity, this.tokens + (passed * this.perMinute) / MINUTE_MS);
    this.filledAt = now;
  }
}
