import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { AuthEvents } from '../auth/auth.events.js';
import { SystemLogService } from './system-log.service.js';

/** Writes sign-ins and what was done to accounts and keys into the system log. */
@Injectable()
export class AuthLogService implements OnModuleDestroy {
  private readonly subscription: Subscription;

  constructor(events: AuthEvents, log: SystemLogService) {
    this.subscription = events.logged.subscribe(({ action, details, status, userId, address }) => {
      const from = address === null ? '' : `, from ${address}`;
      log.record({ action, details: `${details}${from}`, status: status === 'success' ? 'ok' : 'failed', userId });
    });
  }

  onModuleDestroy(): void {
    this.subscription.unsubscribe();
  }
}
