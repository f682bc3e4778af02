/** How slow an upload may be. */
export interface PaceLimits {
  /** A client that sends nothing for so long has gone. */
  idleMs: number;
  /** Octets a second over the whole of the upload; half a gigabyte over a poor line is far above it. */
  leastRate: number;
  /** Before this the rate is not looked at. */
  graceMs: number;
}

export const UPLOAD_PACE: PaceLimits = { idleMs: 30_000, leastRate: 1024, graceMs: 60_000 };

/** Watches how an upload comes in; times are of a monotonic clock, in ms. */
export class UploadPace {
  private movedAt: number;
  private last: number;

  /** @param octets how many had come over the connection when the upload began */
  constructor(
    private readonly beganAt: number,
    private readonly octets: number,
    private readonly limits: PaceLimits = UPLOAD_PACE,
  ) {
    this.movedAt = beganAt;
    this.last = octets;
  }

  /** What is wrong with it by now, or null. @param octets how many have come over the connection */
  complaint(now: number, octets: number): string | null {
    if (octets > this.last) [this.last, this.movedAt] = [octets, now];
    const { idleMs, leastRate, graceMs } = this.limits;
    if (now - this.movedAt >= idleMs) return `The upload stood still for ${idleMs / 1000} seconds.`;
    const seconds = (now - this.beganAt) / 1000;
    if (seconds * 1000 < graceMs || (octets - this.octets) / seconds >= leastRate) return null;
    return `The upload was slower than ${leastRate} octets a second.`;
  }
}
