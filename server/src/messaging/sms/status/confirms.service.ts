import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { BUS_VERSION } from '@signalbox/contracts/bus';
import { topicsOf } from '@signalbox/contracts/topics';
import { MqttPublisher } from '@signalbox/transport/mqtt-publisher';
import { ServerFenceService } from '../../../platform/modem-bus/server-fence.service.js';

/** Confirms are cumulative, so one now and then says as much as one for each packet. */
const GATHER_MS = 50;

/** Tells workers up to which event everything is committed. A lost confirm is made good by the next, or by a repetition. */
@Injectable()
export class ConfirmsService implements OnModuleDestroy {
  private readonly committed = new Map<string, number>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly publisher: MqttPublisher,
    private readonly fence: ServerFenceService,
  ) {}

  add(workerId: string, upto: number): void {
    this.committed.set(workerId, Math.max(upto, this.committed.get(workerId) ?? 0));
    this.timer ??= setTimeout(() => this.flush(), GATHER_MS);
  }

  onModuleDestroy(): void {
    this.flush();
  }

  private flush(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    for (const [workerId, upto] of this.committed) {
      const packet = { v: BUS_VERSION, upto, fence: this.fence.value };
      this.publisher.publish(topicsOf(workerId).confirms, packet).catch(() => undefined);
    }
    this.committed.clear();
  }
}
