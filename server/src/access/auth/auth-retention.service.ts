import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AccessEndingRepository } from './access-ending.repository.js';
import { LockoutRepository } from './lockout.repository.js';
import { SessionRepository } from './session.repository.js';

const EVERY_MS = 3_600_000;

/** Drops what is over, at the start and each hour: endings that everybody heard of, sessions, failed sign-ins that are forgiven. */
@Injectable()
export class AuthRetentionService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(AuthRetentionService.name);
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly endings: AccessEndingRepository,
    private readonly lockouts: LockoutRepository,
    private readonly sessions: SessionRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.sweep(), EVERY_MS).unref();
    this.sweep();
  }

  onModuleDestroy(): void {
    if (this.timer) clearInterval(this.timer);
  }

  private sweep(): void {
    const now = Date.now();
    Promise.all([this.endings.sweep(now), this.lockouts.sweep(now), this.sessions.sweep(now)]).catch((error: unknown) =>
      this.logger.warn(`What is over of sign-ins could not be dropped: ${String(error)}`),
    );
  }
}
