import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import type { Channel } from '../../messaging/sim-cards/channel.js';
import { ChannelsEvents } from '../../messaging/sim-cards/channels.events.js';
import { KeyedMutex } from '../../platform/common/keyed-mutex.js';
import { EventsService } from '../../platform/events/events.service.js';
import { SimStateRepository } from './sim-state.repository.js';
import type { WebhookEvent } from './webhook-event.js';

/**
 * Tells that SIM cards come and go. Every server hears their workers; who writes the new state tells of it, once. One that
 * comes back as it was, such as after a start of the server, is no news.
 */
@Injectable()
export class SimCardEventsService implements OnModuleDestroy {
  private readonly logger = new Logger(SimCardEventsService.name);
  private readonly turns = new KeyedMutex();
  private readonly subscription: Subscription;
  private readonly told = new Map<number, boolean>();

  constructor(
    channels: ChannelsEvents,
    private readonly states: SimStateRepository,
    private readonly events: EventsService,
  ) {
    this.subscription = channels.status.subscribe((channel) => this.look(channel));
  }

  onModuleDestroy(): void {
    this.subscription.unsubscribe();
  }

  /** Most of what is said of a channel is its signal. */
  private look(channel: Channel): void {
    if (channel.record.kind !== 'sim' || this.told.get(channel.id) === channel.online) return;
    this.told.set(channel.id, channel.online);
    const event = eventOf(channel, Date.now());
    void this.turns
      .take(String(channel.id), () => this.tell(channel.id, channel.online, event))
      .catch((error: unknown) => {
        this.told.delete(channel.id);
        this.logger.warn({ error }, `SIM card ${channel.id}: its state could not be told`);
      });
  }

  private async tell(channelId: number, online: boolean, event: WebhookEvent): Promise<void> {
    if (!(await this.states.tell({ channelId, online, at: event.at }, event))) return;
    const { number, trouble } = event.data as { number: string | null; trouble: string | null };
    if (online) this.events.tell('sim-card.online', { channelId, number });
    else this.events.tell('sim-card.offline', { channelId, number, trouble });
  }
}

function eventOf({ id, record, online, trouble }: Channel, at: number): WebhookEvent {
  const { number, label, workerId } = record;
  const type = online ? 'sim_card.online' : 'sim_card.offline';
  return { type, topic: `sim card ${id}`, at, data: { sim_card_id: id, number, label, worker: workerId, trouble } };
}
