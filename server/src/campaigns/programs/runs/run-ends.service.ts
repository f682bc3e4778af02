import { Injectable } from '@nestjs/common';
import { SystemLogService } from '../../../access/logs/system-log.service.js';
import { RunSettlerService } from './run-settler.service.js';
import type { Run } from './run.js';

/** What follows when a run comes to its end by itself. */
@Injectable()
export class RunEndsService {
  constructor(
    private readonly settler: RunSettlerService,
    private readonly log: SystemLogService,
  ) {}

  /** A run that gave up: nobody may be looking, so it is in the log that people read. */
  failed(run: Run): void {
    const details = `${run.settings.name}: run ${run.id}: ${run.reason ?? 'it gave up'}`;
    this.log.record({ action: 'program.failed', details, status: 'failed' });
    this.settler.settle(run);
  }
}
