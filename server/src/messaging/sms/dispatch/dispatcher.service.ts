import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { OccasionalLog } from '@signalbox/transport/occasional-log';
import type { Subscription } from 'rxjs';
import type { Channel } from '../../sim-cards/channel.js';
import { ChangeBuilder } from '../change.js';
import { type Message, hasExpired } from '../message.js';
import { ChangeWriterService } from '../status/change-writer.service.js';
import { OptedOutService } from '../status/opted-out.service.js';
import { InFlightService } from './in-flight.service.js';
import { QueueService } from './queue.service.js';
import { type RouteKey, chooseChannel, closedReason } from './router.js';
import { RoutingService } from './routing.service.js';
import type { Taken } from './waiting-room.js';

/** Dispatches are gathered behind the acceptance, so that they share commits and packets. */
const GATHER_MS = 5;
/** While messages wait for a rate or a window, how often the channels are asked again. */
const ASK_AGAIN_MS = 50;
/** After a change that could not be stored: the database may be away. */
const REST_MS = 500;
/** How many may be on their way to the disk at a time. */
const MOST_WRITING = 500;

/** Takes messages out of the waiting room whenever a channel has room for them. */
@Injectable()
export class DispatcherService implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(DispatcherService.name);
  private readonly log = new OccasionalLog((line) => this.logger.error(line));
  private restUntil = 0;
  private writing = 0;
  private timer: NodeJS.Timeout | null = null;
  private subscription: Subscription | null = null;
  private stopped = false;

  constructor(
    private readonly queue: QueueService,
    private readonly routing: RoutingService,
    private readonly inFlight: InFlightService,
    private readonly writer: ChangeWriterService,
    private readonly optedOut: OptedOutService,
  ) {}

  onModuleInit(): void {
    this.subscription = this.routing.changed.subscribe(() => this.wake());
  }

  onModuleDestroy(): void {
    this.stopped = true;
    this.subscription?.unsubscribe();
    if (this.timer) clearTimeout(this.timer);
  }

  /** Something may be dispatched: a message came, or a channel has room again. */
  wake(afterMs = GATHER_MS): void {
    if (!this.stopped) this.timer ??= setTimeout(() => this.turn(), afterMs);
  }

  private turn(): void {
    this.timer = null;
    const now = Date.now();
    if (now < this.restUntil) return this.wake(this.restUntil - now);
    const { room } = this.queue;
    for (const key of [...room.routesWaiting()]) {
      if (closedReason(this.routing.get(key), now) !== null) this.queue.evict(key);
    }
    let left = MOST_WRITING - this.writing;
    const unwanted: Message[] = [];
    room.take((message, key) => {
      const answer = left > 0 ? this.next(message, key, now, unwanted) : 'stop';
      if (answer === 'taken') left -= 1;
      return answer;
    });
    if (unwanted.length > 0) this.takeBack(unwanted);
    if (room.size > 0) this.wake(left > 0 ? ASK_AGAIN_MS : GATHER_MS);
  }

  private next(message: Message, key: RouteKey, now: number, unwanted: Message[]): Taken {
    // Its status is changed by Expiry, which finds it in the database.
    if (hasExpired(message, now)) return 'taken';
    if (this.optedOut.keepsBack(message)) {
      unwanted.push(message);
      return 'taken';
    }
    // One that names its channel waits with the others of its pair.
    if (this.routing.of(message).held !== null) {
      this.queue.leave(message);
      return 'taken';
    }
    const channel = chooseChannel(this.routing.get(key), message.peer, message.lane, now);
    if (!channel) return 'refused';
    if (!this.queue.mayDispatch()) return 'stop';
    channel.reserve(now);
    this.dispatch(message, channel, now);
    return 'taken';
  }

  /** Their recipients have opted out since they were accepted. */
  private takeBack(messages: Message[]): void {
    this.optedOut.takeBack(messages).then(
      // Those may have it their way again, or were changed by somebody else: what they are now is in the database.
      (done) => messages.forEach((message, index) => done[index] || this.queue.leave(message)),
      (error: unknown) => {
        for (const message of messages) this.queue.leave(message);
        this.log.note('opted out', `messages to who has opted out stay queued, unsent: ${String(error)}`);
      },
    );
  }

  private dispatch(message: Message, channel: Channel, now: number): void {
    const change = new ChangeBuilder(message).step('dispatched', now, {
      attempt: message.attempt + 1,
      channelId: channel.id,
      workerId: channel.record.workerId,
      ownNumber: channel.ownNumber,
      reason: null,
      heldAt: null,
    });
    this.writing += 1;
    this.writer.write(change).then(
      (done) => {
        this.writing -= 1;
        if (done) return this.inFlight.dispatch(message);
        // Cancelled in the meantime, or changed: what it is now is in the database.
        channel.giveBack(now, change.current.workerId);
        this.queue.leave(message);
      },
      (error: unknown) => {
        this.writing -= 1;
        channel.giveBack(now, change.current.workerId);
        this.queue.room.enter(message);
        this.restUntil = Date.now() + REST_MS;
        this.wake(REST_MS);
        this.log.note('dispatch', `messages could not be dispatched; they stay queued: ${String(error)}`);
      },
    );
  }
}
