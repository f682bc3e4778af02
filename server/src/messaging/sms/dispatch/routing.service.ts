import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Subject, type Subscription, merge } from 'rxjs';
import { Config } from '../../../platform/config/config.js';
import { PairsEvents } from '../../pairs/pairs.events.js';
import { PairsService } from '../../pairs/pairs.service.js';
import { ChannelsEvents } from '../../sim-cards/channels.events.js';
import { ChannelsService } from '../../sim-cards/channels.service.js';
import type { Message } from '../message.js';
import { type Route, type RouteKey, routeFor, routeKeyOf } from './router.js';

/** The routes as pairs and assignments make them: each is found once, and kept until either changes. */
@Injectable()
export class RoutingService implements OnModuleDestroy {
  /** Routes may be others than before, or a channel opened or closed. */
  readonly changed = new Subject<void>();
  /** Whether every channel may write to short codes and service names. */
  readonly shortCodes: boolean;
  private readonly routes = new Map<RouteKey, Route>();
  private readonly subscription: Subscription;

  constructor(
    readonly channels: ChannelsService,
    readonly pairs: PairsService,
    channelsEvents: ChannelsEvents,
    pairsEvents: PairsEvents,
    { env }: Config,
  ) {
    this.shortCodes = env.SHORT_CODES;
    this.subscription = merge(channelsEvents.changed, pairsEvents.changed).subscribe(() => {
      this.routes.clear();
      this.changed.next();
    });
  }

  onModuleDestroy(): void {
    this.subscription.unsubscribe();
  }

  get(key: RouteKey): Route {
    let route = this.routes.get(key);
    if (!route) {
      route = this.make(key);
      this.routes.set(key, route);
    }
    return route;
  }

  /** Of a message: that of its pair while the pair holds it back, whatever channel it names. */
  of(message: Pick<Message, 'pinned' | 'channelId' | 'pairId' | 'tried'>): Route {
    const key = routeKeyOf(message);
    if (typeof key === 'number' && message.pairId !== null) {
      const ofPair = this.get(message.pairId);
      if (ofPair.held !== null) return ofPair;
    }
    return this.get(key);
  }

  private make(key: RouteKey): Route {
    return routeFor(
      key,
      this.channels.all,
      (id) => this.pairs.find(id),
      (id) => this.channels.kindOf(id),
    );
  }
}
