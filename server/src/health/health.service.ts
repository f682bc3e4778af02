import { Injectable } from '@nestjs/common';
import { MqttPublisher } from '@signalbox/transport/mqtt-publisher';
import { HealthProbe } from './health-probe.js';

export interface Health {
  status: 'ok' | 'unavailable';
  checks: { database: 'ok' | 'unavailable'; broker: 'ok' | 'unavailable' };
}

const ANSWER_WITHIN_MS = 2_000;

@Injectable()
export class HealthService {
  constructor(
    private readonly database: HealthProbe,
    private readonly publisher: MqttPublisher,
  ) {}

  async check(): Promise<Health> {
    const database = (await this.databaseAnswers()) ? 'ok' : 'unavailable';
    const broker = this.publisher.connected ? 'ok' : 'unavailable';
    return { status: database === 'ok' && broker === 'ok' ? 'ok' : 'unavailable', checks: { database, broker } };
  }

  /** Bytes that the data takes. */
  databaseSize(): Promise<number> {
    return this.database.size();
  }

  private async databaseAnswers(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), ANSWER_WITHIN_MS)));
    const answer = this.database.ping().then(
      () => true,
      () => false,
    );
    try {
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
