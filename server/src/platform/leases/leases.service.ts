import { Injectable, Logger } from '@nestjs/common';
import { uuidv7 } from '../common/uuid.js';
import { renewEveryMs, safeUntil } from './lease.js';
import { LeaseRepository } from './lease.repository.js';

/** What the holder of a lease has of it. */
export interface Held {
  fence: number;
  /** Ends when the lease cannot be counted on any more: what is under way stops then. */
  signal: AbortSignal;
}

/** How long others wait for a holder that died. */
const USUAL_MS = 15_000;

/** Runs what only one server may do at a time. */
@Injectable()
export class LeasesService {
  /** This process: one that died and came back is another. */
  private readonly owner = uuidv7();
  private readonly logger = new Logger(LeasesService.name);

  constructor(private readonly leases: LeaseRepository) {}

  /** @returns what the work answers; null when another holds the lease. @throws what the work throws */
  async hold<T>(name: string, work: (held: Held) => Promise<T>, ms = USUAL_MS): Promise<T | null> {
    const askedAt = performance.now();
    const fence = await this.leases.acquire(name, this.owner, ms);
    if (fence === null) return null;
    // An answer can be so late that another may have it soon: whoever asks next begins.
    if (performance.now() >= safeUntil(askedAt, ms)) return this.giveBack(name, fence);
    const over = new AbortController();
    const renewing = this.keep(name, fence, ms, askedAt, over);
    try {
      return await work({ fence, signal: over.signal });
    } finally {
      renewing.stop();
      await this.giveBack(name, fence);
    }
  }

  private async giveBack(name: string, fence: number): Promise<null> {
    // What is not released ends by itself.
    await this.leases.release(name, fence).catch(() => undefined);
    return null;
  }

  private keep(name: string, fence: number, ms: number, askedAt: number, over: AbortController): { stop: () => void } {
    const end = (why: string): void => {
      if (over.signal.aborted) return;
      this.logger.warn(`the lease ${name} is not held any more: ${why}`);
      over.abort(new Error(`the lease ${name} is not held any more`));
    };
    const endAfter = (asked: number): NodeJS.Timeout =>
      setTimeout(() => end('it could not be renewed'), Math.max(0, safeUntil(asked, ms) - performance.now())).unref();
    let last = endAfter(askedAt);
    let newest = askedAt;
    let isStopped = false;
    const renewal = setInterval(() => {
      const asked = performance.now();
      this.leases.renew(name, fence, ms).then(
        (isHeld) => {
          if (isStopped) return;
          if (!isHeld) return end('another has it');
          // Answers may overtake each other: the lease lasts from the last question that was answered.
          if (asked < newest) return;
          newest = asked;
          clearTimeout(last);
          last = endAfter(asked);
        },
        // Until its end there are more renewals.
        () => undefined,
      );
    }, renewEveryMs(ms)).unref();
    const stop = (): void => {
      isStopped = true;
      clearInterval(renewal);
      clearTimeout(last);
    };
    over.signal.addEventListener('abort', stop);
    return { stop };
  }
}
