import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { BUS_VERSION, type ProvidersPacket } from '@signalbox/contracts/bus';
import { type ProviderKind, withoutDefaults } from '@signalbox/contracts/provider-kind';
import { PROVIDER_KINDS } from '@signalbox/contracts/provider-kinds';
import type { ProviderChannel } from '@signalbox/contracts/providers';
import { topicsOf } from '@signalbox/contracts/topics';
import { MqttPublisher } from '@signalbox/transport/mqtt-publisher';
import { ServerFenceService } from '../../platform/modem-bus/server-fence.service.js';
import { WorkersEvents } from '../workers/workers.events.js';
import { ProviderBookService } from './provider-book.service.js';

/** An account as a worker of the version before can read it, too, which takes no settings that it does not know. */
function told(channel: ProviderChannel): ProviderChannel {
  const kind: ProviderKind = channel.driver === 'smpp' ? PROVIDER_KINDS.smpp : PROVIDER_KINDS[channel.settings.profile];
  return { ...channel, settings: withoutDefaults(kind, channel.settings) } as ProviderChannel;
}

/** Tells workers which accounts they hold: all of them, whenever a session begins and whenever one changed. */
@Injectable()
export class ProviderTellingService implements OnModuleDestroy {
  private readonly sessions;

  constructor(
    private readonly book: ProviderBookService,
    private readonly publisher: MqttPublisher,
    private readonly fence: ServerFenceService,
    workers: WorkersEvents,
  ) {
    this.sessions = workers.sessionBegan.subscribe((workerId) => this.tell(workerId));
  }

  onModuleDestroy(): void {
    this.sessions.unsubscribe();
  }

  tell(workerId: string): void {
    const packet: ProvidersPacket = {
      v: BUS_VERSION,
      fence: this.fence.value,
      providers: this.book.heldBy(workerId).map(told),
    };
    // Not an error here: who lost its broker is told when its session begins again.
    this.publisher.publish(topicsOf(workerId).providers, packet).catch(() => undefined);
  }
}
