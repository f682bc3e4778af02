import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DAY } from '../../platform/common/clock.js';
import { LogRepository } from './log.repository.js';

export const KEPT_DAYS = 90;

/** Drops what is older than 90 days from the system log: at the start, then once a day. */
@Injectable()
export class LogRetentionService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(LogRetentionService.name);
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly logs: LogRepository) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.sweep(), DAY).unref();
    this.sweep();
  }

  onModuleDestroy(): void {
    if (this.timer) clearInterval(this.timer);
  }

  private sweep(): void {
    this.logs
      .sweep(Date.now() - KEPT_DAYS * DAY)
      .catch((error: unknown) => this.logger.error({ error }, 'old entries of the system log could not be dropped'));
  }
}
