/** Where an account stands with an SMSC that says it gets too much. */
export interface PaceLimits {
  firstPauseMs: number;
  longestPauseMs: number;
}
const LIMITS: PaceLimits = { firstPauseMs: 250, longestPauseMs: 30_000 };

/**
 * How much may be under way at once: the whole window, until the SMSC refuses one as too many. Then nothing for a while,
 * doubled each time, and half as much at once; with what it takes again the room grows back, as TCP's does.
 */
export class Pace {
  private room: number;
  private pauseMs: number;
  private pausedUntil = 0;

  constructor(
    private readonly window: number,
    private readonly limits: PaceLimits = LIMITS,
    private readonly random: () => number = Math.random,
  ) {
    this.room = window;
    this.pauseMs = limits.firstPauseMs;
  }

  /** How many may be under way now. */
  allowed(now: number): number {
    return now < this.pausedUntil ? 0 : Math.max(1, Math.floor(this.room));
  }

  /** Milliseconds to wait before the next; 0 when there is no pause. */
  pause(now: number): number {
    return Math.max(0, this.pausedUntil - now);
  }

  /** One was taken. */
  taken(): void {
    this.pauseMs = this.limits.firstPauseMs;
    if (this.room < this.window) this.room = Math.min(this.window, this.room + 1 / this.room);
  }

  /** One was refused as too many. Those refused along with it say nothing new. */
  throttled(now: number): void {
    if (now < this.pausedUntil) return;
    this.room = Math.max(1, this.room / 2);
    this.pausedUntil = now + this.pauseMs * (0.75 + this.random() / 2);
    this.pauseMs = Math.min(this.limits.longestPauseMs, this.pauseMs * 2);
  }
}

const FIRST_MS = 1000;
const LONGEST_MS = 60_000;
const SLOW_FIRST_MS = 60_000;
const SLOW_LONGEST_MS = 600_000;

/**
 * How long to wait before the next try to connect, half of it at random so that many do not come back at once.
 * @param failures how many tries in a row failed, 1 or more
 * @param slow the SMSC refused our name or password: it may lock an account that insists
 */
export function reconnectMs(failures: number, slow: boolean, random: () => number = Math.random): number {
  const [first, longest] = slow ? [SLOW_FIRST_MS, SLOW_LONGEST_MS] : [FIRST_MS, LONGEST_MS];
  const full = Math.min(longest, first * 2 ** Math.min(failures - 1, 20));
  return Math.round(full * (0.5 + random() / 2));
}
