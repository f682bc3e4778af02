import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { Config } from '../../platform/config/config.js';
import { ScheduleService } from '../../platform/schedule/schedule.service.js';
import { SmsEvents } from '../sms/sms.events.js';
import { Archive } from './archive.js';
import { boundsOf } from './retention.js';
import { RetentionPass } from './retention-pass.js';
import { RetentionRepository } from './retention.repository.js';

/** Its job, and the lease that this is done under. */
export const RETENTION = 'retention';
/** At night, when few send. */
const HOUR = 2;
/** After a request to send, so long callers are taken to be there. */
const CALLERS_STAY_MS = 1_000;
/** Messages a second. */
const PACE = { usual: 30_000, withCallers: 8_000 };

/** Takes away each night what is kept no longer of messages, if anybody set that. */
@Injectable()
export class RetentionService implements OnModuleDestroy {
  private readonly logger = new Logger(RetentionService.name);
  private readonly subscription: Subscription;
  private acceptedAt = -Infinity;

  constructor(
    private readonly rows: RetentionRepository,
    private readonly config: Config,
    private readonly log: SystemLogService,
    schedule: ScheduleService,
    sms: SmsEvents,
  ) {
    schedule.add({ name: RETENTION, when: { dailyAt: HOUR }, run: (signal) => this.run(signal) });
    this.subscription = sms.accepted.subscribe(() => (this.acceptedAt = performance.now()));
  }

  onModuleDestroy(): void {
    this.subscription.unsubscribe();
  }

  private async run(signal: AbortSignal): Promise<void> {
    const { RETENTION_TEXTS_DAYS, RETENTION_MESSAGES_DAYS, RETENTION_ARCHIVE_DIR: folder } = this.config.env;
    const kept = { textsDays: RETENTION_TEXTS_DAYS ?? null, messagesDays: RETENTION_MESSAGES_DAYS ?? null };
    const now = Date.now();
    const archive = folder === undefined ? null : new Archive(folder);
    const pace = () => (performance.now() - this.acceptedAt < CALLERS_STAY_MS ? PACE.withCallers : PACE.usual);
    try {
      const pass = new RetentionPass(this.rows, { bounds: boundsOf(kept, now), now, archive, signal, pace });
      const { texts, messages } = await this.rows.sparing(() => pass.run());
      if (texts + messages === 0) return;
      const details = `retention: ${messages} messages removed, the texts of ${texts} taken away`;
      this.logger.log(details);
      this.log.record({ action: 'retention', details, status: 'ok' });
    } finally {
      await archive?.close();
    }
  }
}
