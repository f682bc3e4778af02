import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { ScheduleService } from '../../platform/schedule/schedule.service.js';
import type { LedgerCheck } from './ledger-check.js';
import { LedgerCheckRepository } from './ledger-check.repository.js';
import { LedgerEvents } from './ledger.events.js';

/** When nobody works with the books. */
const HOUR = 2;

/** Holds the books against themselves each night. */
@Injectable()
export class LedgerCheckService implements OnApplicationBootstrap {
  private readonly logger = new Logger(LedgerCheckService.name);

  constructor(
    private readonly checks: LedgerCheckRepository,
    private readonly events: LedgerEvents,
    private readonly log: SystemLogService,
    schedule: ScheduleService,
  ) {
    schedule.add({ name: 'ledger-check', when: { dailyAt: HOUR }, run: (signal) => this.run(signal) });
  }

  async onApplicationBootstrap(): Promise<void> {
    const last = await this.checks.last();
    if (last) this.events.checked.next(last);
  }

  last(): Promise<LedgerCheck | null> {
    return this.checks.last();
  }

  async run(signal: AbortSignal): Promise<LedgerCheck> {
    const startedAt = Date.now();
    const check = { ...(await this.checks.check(signal)), startedAt, endedAt: Date.now() };
    await this.checks.keep(check);
    this.events.checked.next(check);
    const { wrong, entries } = check;
    if (wrong.length > 0) {
      this.logger.error({ differences: wrong.length, entries }, 'the books are not in balance');
      this.log.record({ action: 'ledger_check', details: wrong.join('; '), status: 'failed' });
    }
    return check;
  }
}
