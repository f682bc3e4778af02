import { Injectable } from '@nestjs/common';
import { DAY, MINUTE } from '../../platform/common/clock.js';
import { Config } from '../../platform/config/config.js';
import { ScheduleService } from '../../platform/schedule/schedule.service.js';
import { AuditRepository } from './audit.repository.js';

const EVERY_MS = 30_000;
/** No request takes so long that is not over for another reason. */
const GIVEN_MS = 10 * MINUTE;
const AT_ONCE = 500;

/**
 * Links rows to a chain, some seconds after they were written: doing it with them would have every change wait for every
 * other. One server at a time does it, and the places are unique: what another does meanwhile comes to nothing.
 */
@Injectable()
export class AuditSealerService {
  constructor(
    private readonly entries: AuditRepository,
    private readonly config: Config,
    schedule: ScheduleService,
  ) {
    schedule.add({ name: 'audit-seal', when: { every: EVERY_MS }, run: (signal) => this.seal(signal) });
    schedule.add({ name: 'audit-retention', when: { dailyAt: 4 }, run: (signal) => this.cut(signal) });
  }

  async seal(signal: AbortSignal): Promise<void> {
    let sealed: number;
    do sealed = await this.entries.seal(Date.now() - GIVEN_MS, AT_ONCE);
    while (sealed === AT_ONCE && !signal.aborted);
  }

  /** What is older than `AUDIT_DAYS` goes; the chain begins behind it then. */
  private async cut(signal: AbortSignal): Promise<void> {
    const before = Date.now() - this.config.env.AUDIT_DAYS * DAY;
    let gone: number;
    do gone = await this.entries.cut(before, AT_ONCE);
    while (gone === AT_ONCE && !signal.aborted);
  }
}
