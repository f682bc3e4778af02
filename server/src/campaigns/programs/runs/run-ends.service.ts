import { Injectable } from '@nestjs/common';
import { EventsService } from '../../../platform/events/events.service.js';
import { SystemLogService } from '../../../access/logs/system-log.service.js';
import { RunSettlerService } from './run-settler.service.js';
import type { Run } from './run.js';

/** What follows when a run comes to its end, by itself or by somebody. */
@Injectable()
export class RunEndsService {
  constructor(
    private readonly settler: RunSettlerService,
    private readonly log: SystemLogService,
    private readonly events: EventsService,
  ) {}

  ended(run: Run): void {
    const { programId, id: runId, status } = run;
    this.events.tell('program.finished', { programId, runId, status });
    if (status === 'failed') this.failed(run);
    else if (status !== 'completed') this.settler.settle(run);
  }

  /** One that had ended before: what a start finds of it is taken back. */
  settle(run: Run): void {
    this.settler.settle(run);
  }

  /** A run that gave up: nobody may be looking, so it is in the log that people read. */
  private failed(run: Run): void {
    const details = `${run.settings.name}: run ${run.id}: ${run.reason ?? 'it gave up'}`;
    this.log.record({ action: 'program.failed', details, status: 'failed' });
    this.settler.settle(run);
  }
}
