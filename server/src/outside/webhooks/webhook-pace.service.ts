import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { SmsEvents } from '../../messaging/sms/sms.events.js';

const INTERVAL_MS = 50;
/** After a request to send, so long callers are taken to be there. */
const CALLERS_STAY_MS = 1_000;
/** While they are, so many deliveries begin in an interval: 200 a second. */
const HELD = 10;
/** What goes on for long must flow through: for each so long that it lasts, as much again goes on. */
const STEP_MS = 30_000;
const MOST_STEPS = 8;

/** Acceptance goes first: while callers send, few deliveries leave, evenly; what has to wait goes out behind. */
@Injectable()
export class WebhookPaceService implements OnModuleDestroy {
  private readonly subscription: Subscription;
  private acceptedAt = -Infinity;
  private busySince: number | null = null;
  private interval = -1;
  private left = 0;

  constructor(sms: SmsEvents) {
    this.subscription = sms.accepted.subscribe(() => (this.acceptedAt = performance.now()));
  }

  onModuleDestroy(): void {
    this.subscription.unsubscribe();
  }

  /** Whether callers are there. */
  get isBusy(): boolean {
    return performance.now() - this.acceptedAt < CALLERS_STAY_MS;
  }

  /** Resolves when one more may begin; to nothing to wait for when it may at once. */
  turn(): Promise<void> | null {
    const now = performance.now();
    if (!this.isBusy) {
      this.busySince = null;
      return null;
    }
    this.busySince ??= now;
    const interval = Math.floor(now / INTERVAL_MS);
    if (interval !== this.interval) {
      this.interval = interval;
      this.left = HELD * Math.min(MOST_STEPS, 1 + Math.floor((now - this.busySince) / STEP_MS));
    }
    if (this.left > 0) {
      this.left -= 1;
      return null;
    }
    return this.later(now);
  }

  private async later(now: number): Promise<void> {
    await sleep(INTERVAL_MS - (now % INTERVAL_MS), undefined, { ref: false });
    await this.turn();
  }
}
