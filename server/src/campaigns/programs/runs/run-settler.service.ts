import { setTimeout as wait } from 'node:timers/promises';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { UNSENT } from '@signalbox/contracts/statuses';
import { RunMessagesService } from '../../../messaging/sms/run-messages.service.js';
import { type Run, inStatus } from './run.js';
import { RunRepository } from './run.repository.js';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/** Takes back what waits of runs that were stopped or failed, until nothing of them can leave any more. */
@Injectable()
export class RunSettlerService implements OnModuleDestroy {
  private readonly logger = new Logger(RunSettlerService.name);
  private readonly ending = new AbortController();

  constructor(
    private readonly repository: RunRepository,
    private readonly messages: RunMessagesService,
  ) {}

  onModuleDestroy(): void {
    this.ending.abort();
  }

  /** Returns at once: from now on nothing of the run is dispatched, and what waits of it is cancelled soon. */
  settle(run: Run): void {
    this.messages.bar(run.id);
    void this.work(run);
  }

  /** What is at a worker may fail there for a while and come back into the queue: so it is looked again. */
  private async work(run: Run): Promise<void> {
    const reason = run.status === 'failed' ? 'its program gave up' : 'its program was stopped';
    for (let ms = FIRST_WAIT_MS; !this.ending.signal.aborted; ms = Math.min(LONGEST_WAIT_MS, ms * 1.5)) {
      try {
        await this.messages.cancel(run.id, reason);
        const tally = (await this.repository.tallies([run.id])).get(run.id);
        if (!tally || inStatus(tally, ...UNSENT) === 0) return this.messages.open(run.id);
      } catch (error) {
        if (this.ending.signal.aborted) return;
        this.logger.error({ error, run: run.id }, 'the rest of a run could not be cancelled; it is tried again');
      }
      await wait(ms, undefined, { signal: this.ending.signal }).catch(() => undefined);
    }
  }
}
