import { Inject, Injectable } from '@nestjs/common';
import type { Health } from '@signalbox/contracts/health';
import { MqttPublisher } from '@signalbox/transport/mqtt-publisher';
import { DocumentProbe, HealthProbe, Unready } from './health-probe.js';

type State = Health['status'];

const ANSWER_WITHIN_MS = 2_000;

@Injectable()
export class HealthService {
  constructor(
    private readonly database: HealthProbe,
    private readonly publisher: MqttPublisher,
    @Inject(DocumentProbe) private readonly documents: DocumentProbe | null,
  ) {}

  async check(): Promise<Health> {
    const { documents } = this;
    const [database, mongodb] = await Promise.all([answers(this.database), documents && answers(documents)]);
    const broker: State = this.publisher.reachable ? 'ok' : 'unavailable';
    const checks = { database: database.state, broker, ...(mongodb && { mongodb: mongodb.state }) };
    const status = Object.values(checks).every((state) => state === 'ok') ? 'ok' : 'unavailable';
    return { status, checks, ...(database.reason !== undefined && { reason: database.reason }) };
  }

  /** Bytes that the data takes. */
  databaseSize(): Promise<number> {
    return this.database.size();
  }
}

interface Answer {
  state: State;
  reason?: string;
}

async function answers(probe: { ping(): Promise<void> }): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Answer>(
    (resolve) => (timer = setTimeout(() => resolve({ state: 'unavailable' }), ANSWER_WITHIN_MS)),
  );
  const answer = probe.ping().then(
    (): Answer => ({ state: 'ok' }),
    (error: unknown): Answer => ({ state: 'unavailable', ...(error instanceof Unready && { reason: error.message }) }),
  );
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
