import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { MqttStrategy } from '@signalbox/transport/mqtt.strategy';
import { RollCallService } from './roll-call.service.js';
import { WorkersEvents } from './workers.events.js';
import { WorkersService } from './workers.service.js';

/**
 * After a start, or a time without the broker: how long workers that were here before are waited for. More than it takes
 * until one says its state by itself, should it not hear that it is asked.
 */
export const RETURN_WITHIN_MS = 40_000;

/** Tells when the server loses its broker, and when it is back; then it asks who is here. */
@Injectable()
export class BrokerWatchService implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(BrokerWatchService.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly strategy: MqttStrategy,
    private readonly workers: WorkersService,
    private readonly events: WorkersEvents,
    private readonly rollCall: RollCallService,
  ) {}

  onModuleInit(): void {
    let connected = false;
    this.strategy.on('connected', () => {
      connected = true;
      this.rollCall.begin();
      this.endWaitLater();
      this.events.broker.next(true);
    });
    this.strategy.on('disconnected', () => {
      if (!connected) return;
      connected = false;
      clearTimeout(this.timer);
      this.workers.brokerLost();
      this.events.broker.next(false);
    });
  }

  onModuleDestroy(): void {
    clearTimeout(this.timer);
  }

  private endWaitLater(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.workers.endWait().catch((error: unknown) => {
        this.logger.error({ error }, 'workers that did not come back could not be stored as gone; it is tried again');
        this.endWaitLater();
      });
    }, RETURN_WITHIN_MS).unref();
  }
}
