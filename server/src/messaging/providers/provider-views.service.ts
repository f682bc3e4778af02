import { Injectable } from '@nestjs/common';
import type { ChannelQuery, Page } from '@signalbox/contracts/common';
import type { Provider } from '@signalbox/contracts/providers';
import { decodeCursor, toPage } from '../../platform/common/cursor.js';
import { NotFound } from '../../platform/common/errors.js';
import { type Principal, may } from '../../platform/common/principal.js';
import type { Channel } from '../sim-cards/channel.js';
import { ChannelsService } from '../sim-cards/channels.service.js';
import { WorkersService } from '../workers/workers.service.js';
import { driverOf, toProvider } from './provider.js';
import { ProviderBookService } from './provider-book.service.js';
import { ProviderSealService } from './provider-seal.service.js';

/** Finds providers and shows them. */
@Injectable()
export class ProviderViewsService {
  constructor(
    private readonly channels: ChannelsService,
    private readonly book: ProviderBookService,
    private readonly workers: WorkersService,
    private readonly seal: ProviderSealService,
  ) {}

  list(query: ChannelQuery, by: Principal): Page<Provider> {
    return toPage(
      this.channels.page('provider', query, decodeCursor(query.cursor) ?? 0),
      query.limit,
      ({ id }) => id,
      (channel) => this.show(channel, by),
    );
  }

  /** @throws NotFound, also for a SIM card's id */
  require(id: number): Channel {
    const channel = this.channels.find(id);
    if (channel?.record.kind !== 'provider') throw new NotFound('provider', id);
    return channel;
  }

  show(channel: Channel, by: Principal): Provider {
    return toProvider(channel, this.book.find(channel.id), {
      now: Date.now(),
      trouble: this.troubleOf(channel),
      reportPath: may(by, 'providers.write') && driverOf(channel) === 'http' ? this.reportPathOf(channel) : null,
    });
  }

  /** Null where only its worker knows. */
  private troubleOf({ id, online, record: { workerId, status } }: Channel): string | null {
    if (online || status !== 'active' || workerId === null) return null;
    if (this.book.find(id)?.account === null) return 'its secrets were sealed under another KEY_SECRET: set them again';
    if (this.channels.hasWorker(workerId)) return null;
    const wasHere = this.workers.all.some((worker) => worker.id === workerId);
    return wasHere ? `its worker ${workerId} is offline` : `its worker ${workerId} has never been here`;
  }

  private reportPathOf({ id }: Channel): string {
    return `/api/v1/providers/${id}/reports/${this.seal.reportToken(id)}`;
  }
}
