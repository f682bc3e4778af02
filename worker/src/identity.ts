import { randomUUID } from 'node:crypto';
import { topicsOf } from '@signalbox/contracts/topics';
import { workerClientId } from '@signalbox/contracts/worker-access';
import { VERSION } from './config/version.js';

/** Who this worker is to the servers. */
export class Identity {
  /** New at every start of the process. */
  readonly session = randomUUID();
  readonly startedAt = Date.now();
  readonly version = VERSION;
  readonly topics;

  constructor(readonly id: string) {
    this.topics = topicsOf(id);
  }

  /** Fixed, so that the broker keeps what comes while the worker is away. */
  get clientId(): string {
    return workerClientId(this.id);
  }
}
