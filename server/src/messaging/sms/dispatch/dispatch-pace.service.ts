import { performance } from 'node:perf_hooks';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';

const INTERVAL_MS = 50;
/** From here on the event loop has no time to spare. */
const BUSY = 0.7;
/** Fewer requests to send in an interval than this are no burst, */
const BURST = 25;
/** unless so many wait for their answers at once: dispatching may be what keeps them from being more. */
const CROWD = 8;
/** What goes on being dispatched during a burst: 500 messages a second. */
const HELD_PER_INTERVAL = 25;
/** A burst that goes on must flow through: for each so long that it lasts, as much again goes on. */
const STEP_MS = 10_000;
const MOST_STEPS = 8;
/** So many waiting messages end the precedence of acceptance. */
export const RELIEF = 60_000;

/**
 * Acceptance goes first. While requests to send come faster than the process can both take and forward them, dispatching
 * slows down and the queue takes up the burst: a client waits for its answer, nobody waits for the next 50 ms of the
 * queue. Without a burst, and when the queue has grown long, there is no limit.
 */
@Injectable()
export class DispatchPaceService implements OnModuleDestroy {
  private accepted = 0;
  private asking = 0;
  private mostAsking = 0;
  private left = Infinity;
  private burstSince: number | null = null;
  private timer: NodeJS.Timeout | null = null;
  private loop = performance.eventLoopUtilization();

  onModuleDestroy(): void {
    if (this.timer) clearInterval(this.timer);
  }

  /** A message was accepted. */
  noteAccepted(): void {
    this.accepted += 1;
    this.watch();
  }

  /** A request to send waits for its answer from now on. */
  requestBegan(): void {
    this.asking += 1;
    if (this.asking > this.mostAsking) this.mostAsking = this.asking;
    this.watch();
  }

  requestEnded(): void {
    this.asking -= 1;
  }

  /** Whether one more message may be dispatched now; counts it. `waiting` is the length of the queue in memory. */
  take(waiting: number): boolean {
    if (this.left <= 0 && waiting < RELIEF) return false;
    this.left -= 1;
    return true;
  }

  private watch(): void {
    if (this.timer) return;
    this.loop = performance.eventLoopUtilization();
    this.timer = setInterval(() => this.measure(), INTERVAL_MS);
  }

  private measure(): void {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, this.loop);
    this.loop = now;
    const isBurst = utilization >= BUSY && (this.accepted >= BURST || this.mostAsking >= CROWD);
    this.left = isBurst ? this.held(performance.now()) : Infinity;
    if (!isBurst) this.burstSince = null;
    if (!isBurst && this.accepted === 0 && this.asking === 0 && this.timer) {
      clearInterval(this.timer);
      this.timer = null;
    }
    this.accepted = 0;
    this.mostAsking = this.asking;
  }

  private held(now: number): number {
    this.burstSince ??= now;
    return HELD_PER_INTERVAL * Math.min(MOST_STEPS, 1 + Math.floor((now - this.burstSince) / STEP_MS));
  }
}
