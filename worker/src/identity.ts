import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { topicsOf } from '@signalbox/contracts/topics';
import { workerClientId } from '@signalbox/contracts/worker-access';
import { z } from 'zod';

const Manifest = z.object({ version: z.string() });

/** Who this worker is to the servers. */
export class Identity {
  /** New at every start of the process. */
  readonly session = randomUUID();
  readonly startedAt = Date.now();
  readonly version = Manifest.parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')))
    .version;
  readonly topics;

  constructor(readonly id: string) {
    this.topics = topicsOf(id);
  }

  /** Fixed, so that the broker keeps what comes while the worker is away. */
  get clientId(): string {
    return workerClientId(this.id);
  }
}
