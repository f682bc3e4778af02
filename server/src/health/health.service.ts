import { Inject, Injectable } from '@nestjs/common';
import type { Health } from '@signalbox/contracts/health';
import { MqttPublisher } from '@signalbox/transport/mqtt-publisher';
import { DocumentProbe, HealthProbe } from './health-probe.js';

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
    const broker = this.publisher.connected ? 'ok' : 'unavailable';
    const checks = { database, broker, ...(mongodb && { mongodb }) } satisfies Health['checks'];
    return { status: Object.values(checks).every((state) => state === 'ok') ? 'ok' : 'unavailable', checks };
  }

  /** Bytes that the data takes. */
  databaseSize(): Promise<number> {
    return this.database.size();
  }
}

async function answers(probe: { ping(): Promise<void> }): Promise<State> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<State>((resolve) => (timer = setTimeout(() => resolve('unavailable'), ANSWER_WITHIN_MS)));
  const answer = probe.ping().then(
    () => 'ok' as const,
    () => 'unavailable' as const,
  );
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
