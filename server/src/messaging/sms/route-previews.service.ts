import { Injectable } from '@nestjs/common';
import type { RoutePreview, RouteQuery } from '@signalbox/contracts/routes';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { Config } from '../../platform/config/config.js';
import { requestedChannel } from './accept/new-message.js';
import { recipientOf } from './accept/recipient.js';
import { QueueService } from './dispatch/queue.service.js';
import { RoutingService } from './dispatch/routing.service.js';
import { previewOf } from './route-preview.js';

/** Explains what would happen to a message, without sending or reserving anything. */
@Injectable()
export class RoutePreviewsService {
  constructor(
    private readonly routing: RoutingService,
    private readonly queue: QueueService,
    private readonly config: Config,
  ) {}

  /** @throws Invalid when a number is none or no channel is named so; Conflict when the channel is inactive. */
  of(query: RouteQuery): RoutePreview {
    const { DEFAULT_COUNTRY } = this.config.env;
    const { channels } = this.routing;
    const named = requestedChannel(query, DEFAULT_COUNTRY, channels);
    const { peer: to, pair } = recipientOf(query.to, DEFAULT_COUNTRY, named, this.routing);
    const route = this.routing.of({
      pinned: named !== undefined,
      channelId: named?.id ?? null,
      pairId: pair?.id ?? null,
      tried: null,
    });
    return previewOf({
      to,
      country: parsePhoneNumberFromString(to)?.country ?? null,
      pair,
      route,
      pinned: named !== undefined,
      priority: query.priority,
      waiting: this.queue.waitingFor(route),
      now: Date.now(),
    });
  }
}
