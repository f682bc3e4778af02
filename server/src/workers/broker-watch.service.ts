import { Injectable, type OnModuleInit } from '@nestjs/common';
import { MqttStrategy } from '@signalbox/transport/mqtt.strategy';
import { WorkersEvents } from './workers.events.js';
import { WorkersService } from './workers.service.js';

/** Tells when the server loses its broker, and when it is back. */
@Injectable()
export class BrokerWatch implements OnModuleInit {
  constructor(
    private readonly strategy: MqttStrategy,
    private readonly workers: WorkersService,
    private readonly events: WorkersEvents,
  ) {}

  onModuleInit(): void {
    let connected = false;
    this.strategy.on('connected', () => {
      connected = true;
      this.events.broker.next(true);
    });
    this.strategy.on('disconnected', () => {
      if (!connected) return;
      connected = false;
      this.workers.brokerLost();
      this.events.broker.next(false);
    });
  }
}
