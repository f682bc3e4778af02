import { performance } from 'node:perf_hooks';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { SmsEvents } from '../../../messaging/sms/sms.events.js';

/** Rows stored in one transaction: others wait behind it for some milliseconds. */
const CHUNK = 500;
/** The same while callers wait for answers. */
const SMALL_CHUNK = 50;
/** After a request to send, so long callers are taken to be there. */
const CALLERS_STAY_MS = 1_000;
/** While callers are there, a run rests so many times as long as its chunk took. */
const REST = 3;

/** Callers first: while the API takes messages, runs go in small steps and leave most of the time to it. */
@Injectable()
export class FeedPaceService implements OnModuleDestroy {
  private readonly subscription: Subscription;
  private acceptedAt = -Infinity;

  constructor(sms: SmsEvents) {
    this.subscription = sms.accepted.subscribe(() => (this.acceptedAt = performance.now()));
  }

  onModuleDestroy(): void {
    this.subscription.unsubscribe();
  }

  /** How many rows the next chunk may have. */
  get chunk(): number {
    return this.isBusy ? SMALL_CHUNK : CHUNK;
  }

  /** How long a run rests after a chunk that took so long, in ms. */
  restAfter(ms: number): number {
    return this.isBusy ? ms * REST : 0;
  }

  private get isBusy(): boolean {
    return performance.now() - this.acceptedAt < CALLERS_STAY_MS;
  }
}
