import type { NumberList } from '../../number-lists/number-list.js';
import { TokenBucket } from '../../../platform/common/token-bucket.js';
import type { SendingWindow } from '../program.js';
import type { Filler } from '@signalbox/contracts/template';
import { Endings } from './endings.js';
import type { Run } from './run.js';

/** A list that is ready, with the run's template for its rows. */
export interface OpenList {
  list: NumberList;
  fill: Filler;
}

/** What a run that goes on is known by in memory; all of it can be lost. */
export class ActiveRun {
  /** False once the run is paused or over, or another loop has it. */
  isHere = true;
  open: OpenList | null = null;
  /** The window that was looked at last; undefined before the first look. */
  window: SendingWindow | null | undefined = undefined;
  /** When its window opens again, epoch ms; null while it is open. */
  closedUntil: number | null = null;
  /** When the window was last looked at for each recipient, epoch ms. */
  lookedAt = 0;
  /** The pairs of the rows that were read last; null is of no pair. */
  pairIds: readonly (string | null)[] = [];
  /** Whether some channel could carry its messages once. */
  hadChannel = false;
  failures = 0;
  readonly endings = new Endings();
  /** Reasons that are in the log already. */
  readonly told = new Set<string>();
  private bucket: TokenBucket | null = null;
  private wakeUp: (() => void) | null = null;

  constructor(public run: Run) {}

  /** How many messages the program's rate lets go now; Infinity without a rate. */
  tokens(now: number): number {
    return this.rate(now)?.available(now) ?? Infinity;
  }

  spend(messages: number, now: number): void {
    this.rate(now)?.take(now, messages);
  }

  /** Waits so many ms, or until `wake`. */
  async sleep(ms: number): Promise<void> {
    if (!this.isHere) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wakeUp = null;
  }

  wake(): void {
    this.wakeUp?.();
  }

  /** Ends its loop, soon. */
  leave(): void {
    this.isHere = false;
    this.wake();
  }

  private rate(now: number): TokenBucket | null {
    const perMinute = this.run.settings.details.ratePerMinute;
    if (perMinute === null) this.bucket = null;
    else if (this.bucket?.perMinute !== perMinute) this.bucket = new TokenBucket(perMinute, now);
    return this.bucket;
  }
}
