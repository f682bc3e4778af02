import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { type Channel } from '../../sim-cards/channel.js';
import { ChannelsEvents } from '../../sim-cards/channels.events.js';
import { ChannelsService } from '../../sim-cards/channels.service.js';
import { ChangeBuilder } from '../change.js';
import { type Message, hasExpired } from '../message.js';
import { ChangeWriter } from '../status/change-writer.service.js';
import { InFlight } from './in-flight.service.js';
import { QueueService } from './queue.service.js';
import { type RouteKey, chooseChannel, closedReason } from './router.js';

/** Dispatches are gathered behind the acceptance, so that they share commits and packets. */
const GATHER_MS = 5;
/** While messages wait for a rate or a window, how often the channels are asked again. */
const ASK_AGAIN_MS = 50;
const PER_ROUTE_AND_TURN = 250;

/** Takes messages out of the waiting room whenever a channel has room for them. */
@Injectable()
export class Dispatcher implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(Dispatcher.name);
  private timer: NodeJS.Timeout | null = null;
  private subscription: Subscription | null = null;
  private stopped = false;

  constructor(
    private readonly queue: QueueService,
    private readonly channels: ChannelsService,
    private readonly channelsEvents: ChannelsEvents,
    private readonly inFlight: InFlight,
    private readonly writer: ChangeWriter,
  ) {}

  onModuleInit(): void {
    this.subscription = this.channelsEvents.changed.subscribe(() => this.wake());
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
    let full = false;
    for (const route of this.queue.room.routesWaiting()) {
      const reason = closedReason(this.channels.values(), route, now);
      if (reason === null) full = this.dispatchRoute(route, now) || full;
      else this.sendBack(route, reason, now);
    }
    if (full) this.wake();
    else if (this.queue.room.routesWaiting().length > 0) this.wake(ASK_AGAIN_MS);
  }

  /** Answers whether the turn's share was used up, so that there may be more. */
  private dispatchRoute(route: RouteKey, now: number): boolean {
    let taken = 0;
    this.queue.room.take(route, (message) => {
      if (taken >= PER_ROUTE_AND_TURN) return false;
      if (hasExpired(message, now)) {
        this.write(new ChangeBuilder(message).step('expired', now, { reason: 'its validity passed in the queue' }));
        taken += 1;
        return true;
      }
      const channel = chooseChannel(this.channels.values(), route, message.peer, now);
      if (!channel || !this.queue.mayDispatch()) return false;
      taken += 1;
      channel.reserve(now);
      this.dispatch(message, channel, now);
      return true;
    });
    return taken >= PER_ROUTE_AND_TURN;
  }

  private dispatch(message: Message, channel: Channel, now: number): void {
    const change = new ChangeBuilder(message).step('dispatched', now, {
      attempt: message.attempt + 1,
      channelId: channel.id,
      ownNumber: channel.record.number,
      reason: null,
      heldAt: null,
    });
    this.writer.write(change).then(
      (done) => {
        if (done) this.inFlight.dispatch(message);
        // Cancelled in the meantime.
        else channel.giveBack(now);
      },
      (error: unknown) => {
        channel.giveBack(now);
        this.queue.room.enter(message);
        this.wake(ASK_AGAIN_MS);
        this.logger.error({ error }, 'a message could not be dispatched; it stays queued');
      },
    );
  }

  /** Nothing can carry these any more: they wait in the database, with the reason. */
  private sendBack(route: RouteKey, reason: string, now: number): void {
    for (const message of this.queue.room.evict(route)) {
      if (message.reason !== reason) this.write(new ChangeBuilder(message).patch(now, { reason }));
    }
  }

  private write(change: ChangeBuilder): void {
    this.writer.write(change).catch((error: unknown) => this.logger.error({ error }, 'a change could not be stored'));
  }
}
